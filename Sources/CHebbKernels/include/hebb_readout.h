// A linear read-out of stored features, trained by gradient.
//
// Axis letters: N rows (samples) of a batch, F features, K classes. Features are stored as IEEE half-precision numbers.
// A block is HEBB_READOUT_BLOCK features (the last one may be narrower), worked on by one thread: its weights are
// [K, width], and the rows of a batch are staged as [tiles, N rounded up to HEBB_READOUT_ROWS, HEBB_READOUT_TILE].
// `width` is the block's number of features, rounded up to whole tiles; what is too much is 0 everywhere.
#ifndef HEBB_READOUT_H
#define HEBB_READOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HEBB_READOUT_TILE 64
#define HEBB_READOUT_BLOCK 512
#define HEBB_READOUT_ROWS 4

/// How weights follow the gradient g of the loss; g includes `decay` times the weight.
typedef struct {
  /// Adam: m = first m + (1 - first) g, v = second v + (1 - second) g^2, w -= rate m / (root sqrt(v) + epsilon).
  /// Otherwise: m = first m + g, w -= rate m; v is not used.
  int32_t is_adam;
  float rate, first, second, root, epsilon, decay;
} HebbOptimiserStep;

typedef struct {
  /// halves = gain * values, rounded to the nearest, limited to +-65504. False if a value is not finite.
  bool (*to_halves)(const float *values, ptrdiff_t count, float gain, uint16_t *halves);

  /// Random bits for HEBB_READOUT_ROWS rows of one block, [rows, 32]: bit b of number i belongs to feature 32 b + i and
  /// is 1 with probability keep / 65536. A function of `key` and `counter` alone (Philox 4x32-10); the lowest 16 bits
  /// of counter[0] must be 0.
  void (*keep_bits)(const uint32_t key[2], const uint32_t counter[4], uint32_t keep, uint16_t *bits);

  /// Copies `width` features of each of `count` rows to `staged`, where bits of `keep` (null for all) are 1.
  void (*stage)(
      const uint16_t *const *rows, int32_t count, int32_t width, const uint16_t *keep, uint16_t *staged);

  /// scores [N rounded up, K] = staged x weights^T.
  void (*scores)(
      const uint16_t *staged, int32_t count, int32_t width, const float *weights, int32_t classes, float *scores);

  /// One step of the optimiser along g = errors [N, K]^T x staged, in one pass over the weights and their moments,
  /// all [K, width].
  void (*learn)(
      const uint16_t *staged, int32_t count, int32_t width, const float *errors, int32_t classes,
      const HebbOptimiserStep *step, float *weights, float *first, float *second);

  /// One step along `gradient`; `count` is a multiple of 16.
  void (*descend)(
      const HebbOptimiserStep *step, const float *gradient, ptrdiff_t count, float *weights, float *first,
      float *second);
} HebbReadoutKernels;

#endif
