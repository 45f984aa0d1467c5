// Convolutions over images that are stored position by position, [height, width, channels]: the patch under a kernel is
// then a few runs of memory, and neither has to be written out for a matrix product nor for its transpose.
//
// Axis letters: C channels of a position, k kernel side, K = k k C values of a patch in the order (row, column, channel),
// O neurons.
#ifndef HEBB_PATCHES_H
#define HEBB_PATCHES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Neurons whose weights are packed, and whose responses are computed, together.
#define HEBB_NEURON_BLOCK 48
/// Neurons whose rows are collected together.
#define HEBB_COLUMN_BLOCK 64
/// Values of a patch that are summed up together at most; whole vectors are read, up to 60 bytes beyond the last.
#define HEBB_PATCH_CHUNK 128

/// Brain floating point: the upper half of a float32, rounded to nearest, ties to even.
typedef uint16_t HebbBrainFloat;

/// How a patch lies in memory.
typedef struct {
  int32_t runs;       ///< k
  int32_t run;        ///< k C, even
  ptrdiff_t stride;   ///< values from one run to the next: those of a line of the image with its margin
} HebbPatch;

/// What the responses of a block of neurons are computed from.
typedef struct {
  HebbPatch patch;
  const int32_t *offsets;   ///< where the patch of each position begins
  int32_t positions;
  int32_t neurons;          ///< of this block, at most HEBB_NEURON_BLOCK
  ptrdiff_t stride;         ///< from the responses of one position to those of the next
} HebbResponses;

typedef struct {
  /// Weights [neurons, K], at most HEBB_NEURON_BLOCK rows `stride` apart -> [K, HEBB_NEURON_BLOCK], 0 for neurons that
  /// do not exist.
  void (*pack)(const float *weights, ptrdiff_t stride, int32_t neurons, int32_t count, float *packed);
  /// The same in pairs of values, [K / 2, HEBB_NEURON_BLOCK, 2].
  void (*pack_brain)(
      const float *weights, ptrdiff_t stride, int32_t neurons, int32_t count, HebbBrainFloat *packed);

  /// u [positions, neurons] = patches of `image` times packed weights.
  void (*respond)(const HebbResponses *what, const float *image, const float *packed, float *u);
  /// The same; factors are rounded, sums are not.
  void (*respond_brain)(
      const HebbResponses *what, const HebbBrainFloat *image, const HebbBrainFloat *packed, float *u);

  /// Lists what is not 0 in `columns` (at most HEBB_COLUMN_BLOCK) columns of a [rows, ...], rows `stride` apart: for
  /// column c, counts[c] values and the `places` of their rows from c * rows on. products[c] = sum of a y over the rows,
  /// where y, laid out like a, is given.
  void (*collect)(
      const float *a, const float *y, ptrdiff_t stride, int32_t rows, int32_t columns, const int32_t *places,
      int32_t *offsets, float *values, int32_t *counts, float *products);

  /// change[0 ..< count] = sum of values[i] * patch at offsets[i], from the patch's value `first` on, minus decay times
  /// `weights`. count is at most HEBB_PATCH_CHUNK, and the chunk lies within one run. Returns the largest magnitude.
  float (*sum_chunk)(
      const float *image, const int32_t *offsets, const float *values, int32_t entries, ptrdiff_t first, int32_t count,
      float decay, const float *weights, float *change);
  float (*sum_chunk_brain)(
      const HebbBrainFloat *image, const int32_t *offsets, const float *values, int32_t entries, ptrdiff_t first,
      int32_t count, float decay, const float *weights, float *change);

  /// weights += rate * change. Returns the sum of the new weights' squares, in double precision.
  double (*step)(float *weights, const float *change, ptrdiff_t count, float rate);

  /// (x - shift[c]) * scale[c] for `positions` positions of `channels` values -> positions `stride` values apart, whose
  /// values beyond the channels become 0.
  void (*normalise)(
      const float *x, int32_t positions, int32_t channels, const float *shift, const float *scale, int32_t stride,
      float *out);
  void (*normalise_brain)(
      const float *x, int32_t positions, int32_t channels, const float *shift, const float *scale, int32_t stride,
      HebbBrainFloat *out);

  /// One line of planes [channels, height * width] -> [width, channels], mirrored or not.
  void (*interleave_line)(
      const float *line, ptrdiff_t plane, int32_t width, int32_t channels, bool mirrored, float *out);

  /// Sums over positions [positions, channels]: sums[c] += sum of (x - shift[c])^power, power 1 or 2.
  void (*moments)(const float *x, ptrdiff_t positions, int32_t channels, const float *shift, int32_t power, double *sums);

  /// out [channels] = the largest, or `share` times the sum, of `count` positions at x + offsets[i].
  void (*pool_largest)(const float *x, const int32_t *offsets, int32_t count, int32_t channels, float *out);
  void (*pool_sum)(const float *x, const int32_t *offsets, int32_t count, int32_t channels, float share, float *out);
} HebbPatchKernels;

#ifdef __cplusplus
}
#endif
#endif
