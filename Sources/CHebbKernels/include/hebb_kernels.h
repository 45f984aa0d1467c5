// The hot path of Hebbian convolutions: one table of kernels per instruction set.
//
// Axis letters: C input channels, H x W input positions, O neurons (output channels), k kernel side, p pooling side.
// All arrays are float32, row-major, in the caller's memory; nothing here allocates, locks or fails.
// Scratch arrays must be aligned to 64 bytes and have 16 elements of slack at the end.
#ifndef HEBB_KERNELS_H
#define HEBB_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hebb_patches.h"
#include "hebb_memory.h"
#include "hebb_products.h"
#include "hebb_sparse_changes.h"
#include "hebb_rows.h"
#include "hebb_readout.h"
#include "hebb_synapses.h"
#include "hebb_gates.h"

#ifdef __cplusplus
extern "C" {
#endif

/// What a layer passes on.
typedef enum : int32_t {
  HebbActivityWinners = 0,    ///< 1 for winners, else 0
  HebbActivityTriangle = 1,   ///< max(0, u - mean of u over neurons)
  HebbActivityRectified = 2,  ///< max(0, u)
  HebbActivityLinear = 3,     ///< u
} HebbActivity;

/// A stride-1 convolution without padding, followed by competition and p x p average pooling with stride p.
typedef struct {
  int32_t channels, height, width;   ///< C, H, W
  int32_t neurons, kernel, pool;     ///< O, k, p
  int32_t winners;                   ///< k-winner-take-all
  HebbActivity activity;
} HebbConvolution;

/// No neuron won: marks an empty place in a list of winners.
#define HEBB_NO_WINNER 0xFFFF

typedef struct {
  const char *name;

  /// Mean of n values and 1 / (1e-10 + unbiased standard deviation). False if either is not finite.
  bool (*standardisation)(const float *values, ptrdiff_t n, float *mean, float *scale);

  /// [C, H, W] -> rows [C, k + p - 1, k + p - 1, cells], where cell (i, j) of row (c, y, x) is the standardised
  /// input at (i p + y, j p + x), 0 outside; the cell axis is padded to hebb_cells.
  void (*unfold)(
      const HebbConvolution *layer, const float *image, float mean, float scale, bool mirrored, float *rows);

  /// [C, H, W] -> standardised [H, W, C].
  void (*interleave)(
      const HebbConvolution *layer, const float *image, float mean, float scale, bool mirrored, float *interleaved);

  /// For each patch of an unfolded image, 1 / (1e-10 + its own unbiased standard deviation); 0 for a patch without
  /// contrast, which then takes no part. `tiles` (hebb_tile_scales) is in the order of the product's tiles, `positions`
  /// is [H', W'].
  void (*patch_scales)(const HebbConvolution *layer, const float *rows, float *tiles, float *positions);

  /// Weights [O, C, k, k] -> the layout of `compete_dense`, hebb_packed_dense floats.
  void (*pack_dense)(const HebbConvolution *layer, const float *weights, float *packed);

  /// u = W * x - threshold on an unfolded image; winners [winners, H', W']; activity [O, H'/p, W'/p], unless it is
  /// null or the layer passes on winners. `patch_scales` (tile order) may be null. `scratch`: hebb_scratch_dense floats.
  void (*compete_dense)(
      const HebbConvolution *layer, const float *rows, const float *packed, const float *thresholds,
      const float *patch_scales, float *scratch, uint16_t *winners, float *activity);

  /// The same for sparse connections in compressed rows: neuron o has connections starts[o] ..< starts[o + 1], each
  /// an offset from hebb_connection_offset and a weight.
  void (*compete_sparse)(
      const HebbConvolution *layer, const float *image, float mean, float scale, const int32_t *starts,
      const int32_t *offsets, const float *weights, const float *thresholds, float *scratch, uint16_t *winners,
      float *activity);

  /// Weights of neurons [first, first + 16) -> their block of the layout of `compete_gather`, and their sums.
  void (*pack_gather)(
      const HebbConvolution *layer, const float *weights, int32_t first, float *packed, float *weight_sums);

  /// The same where the input is a list of `entries` active channels per position (C for none), each worth `value`:
  /// [images, H, W, entries]. Standardisation is folded into the product. Weights are streamed once for all images.
  void (*compete_gather)(
      const HebbConvolution *layer, int32_t images, const uint16_t *const *active, int32_t entries, float value,
      const float *means, const float *scales, const float *packed, const float *weight_sums, const float *thresholds,
      float *scratch, uint16_t *const *winners, float *const *activity);

  /// Winners [winners, H', W'] of a layer -> the channels that are active in each pooled cell, [H'/p, W'/p,
  /// winners p p], and the standardisation of that activity.
  void (*active_channels)(
      const HebbConvolution *layer, const uint16_t *winners, uint16_t *active, float *mean, float *scale);

  /// Winners -> dense activity [O, H'/p, W'/p].
  void (*pool_winners)(const HebbConvolution *layer, const uint16_t *winners, float *activity);

  /// Winners -> for every neuron the positions that it won: positions[starts[o] ..< starts[o + 1]], ascending.
  void (*sort_winners)(const HebbConvolution *layer, const uint16_t *winners, uint16_t *starts, uint16_t *positions);

  /// sum [k, ceil16(k C)] += the patches of [H, W, C] at `positions`, each times its scale if `scales` is given.
  void (*sum_patches)(
      const HebbConvolution *layer, const float *interleaved, const uint16_t *positions, int32_t count,
      const float *scales, float *sum);

  /// sum [C + 1, k, k] += amount for each active channel of the patches at `positions`.
  void (*sum_active)(
      const HebbConvolution *layer, const uint16_t *active, int32_t entries, float amount, const uint16_t *positions,
      int32_t count, float *sum);

  /// Standardised inputs of every neuron's connections, summed over the positions that it won: one sum per connection.
  /// Those of neurons that won nothing are left as they are.
  /// `inputs` are the connections' places in the image, relative to the patch's position (hebb_connection_input).
  void (*sum_connections)(
      const HebbConvolution *layer, const float *image, float mean, float scale, const int32_t *starts,
      const int32_t *inputs, const uint16_t *winner_starts, const uint16_t *positions, float *sums);

  /// w += rate (sum - decay w), then w /= 1e-10 + |w|. Returns |w|^2 before the division.
  float (*learn)(float *weights, const float *sum, ptrdiff_t count, float rate, float decay);

  /// Runs fused multiply-adds that depend on nothing but registers: `16 * 2 * 12 * rounds` operations.
  float (*peak)(int64_t rounds);

  /// Updates of whole populations.
  HebbProductKernels products;

  /// Updates of the weights that change most.
  HebbSparseKernels sparse;
  /// Competition and activation.
  HebbRowKernels rows;
  /// Convolutions that are not fused with a competition.
  HebbPatchKernels patches;

  /// Read-outs that are trained by gradient.
  HebbReadoutKernels readout;
  /// Recall from associative memories.
  HebbMemoryKernels memory;
  /// One step in time of sequences, through weights that change at every step.
  HebbSynapseKernels synapses;
  /// Gated recurrent units.
  HebbGateKernels gates;
} HebbKernels;

/// The best kernels for this machine; the environment variable HEBB_ISA (avx512bf16, avx512, avx2, base) selects others.
const HebbKernels *hebb_kernels(void);

/// The kernels of that name, or null if this machine or build has none.
const HebbKernels *hebb_kernels_named(const char *name);

static inline int32_t hebb_output_height(const HebbConvolution *l) { return l->height - l->kernel + 1; }
static inline int32_t hebb_output_width(const HebbConvolution *l) { return l->width - l->kernel + 1; }
static inline int32_t hebb_pooled_height(const HebbConvolution *l) { return hebb_output_height(l) / l->pool; }
static inline int32_t hebb_pooled_width(const HebbConvolution *l) { return hebb_output_width(l) / l->pool; }

/// Cells (pooling windows, also incomplete ones at the border), rounded up to whole tiles of 16.
static inline int32_t hebb_cells(const HebbConvolution *l) {
  int32_t rows = (hebb_output_height(l) + l->pool - 1) / l->pool, columns = (hebb_output_width(l) + l->pool - 1) / l->pool;
  return (rows * columns + 15) / 16 * 16;
}

/// Whether `compete_dense` uses minimal filtering: 2 x 2 windows, k = 3 or 5, few enough channels for one tile of
/// transformed input to stay in the first-level cache.
static inline bool hebb_is_minimal_filtering(const HebbConvolution *l) {
  return l->pool == 2 && (l->kernel == 5 || l->kernel == 3) && l->channels * (l->kernel + 1) * (l->kernel + 1) <= 256;
}

size_t hebb_unfolded(const HebbConvolution *layer);
size_t hebb_packed_dense(const HebbConvolution *layer);
size_t hebb_packed_gather(const HebbConvolution *layer);
size_t hebb_tile_scales(const HebbConvolution *layer);
size_t hebb_scratch_dense(const HebbConvolution *layer);
size_t hebb_scratch_sparse(const HebbConvolution *layer);
size_t hebb_scratch_gather(const HebbConvolution *layer, int32_t images);

/// Where `compete_sparse` finds input (channel, row, column) of a patch, relative to the patch's position.
int32_t hebb_connection_offset(const HebbConvolution *layer, int32_t channel, int32_t row, int32_t column);

/// Where the same input is in an image [C, H, W], relative to the patch's position.
static inline int32_t hebb_connection_input(const HebbConvolution *l, int32_t channel, int32_t row, int32_t column) {
  return (channel * l->height + row) * l->width + column;
}

#ifdef __cplusplus
}
#endif
#endif
