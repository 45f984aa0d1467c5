// Weight updates of a whole population: products of activity, added to weights while they are in the cache.
//
// Axis letters: N samples, O neurons, I inputs. Weights are [O, I].
// An update is a sum of products LᵀR, L [K, O] and R [K, I]. Both are packed into panels, in which a step of the sum
// is contiguous: HEBB_PANEL_ROWS neurons of L, HEBB_PANEL_COLUMNS inputs of R. What a panel has too much is 0.
#ifndef HEBB_PRODUCTS_H
#define HEBB_PRODUCTS_H

#include <stddef.h>
#include <stdint.h>

#define HEBB_PANEL_ROWS 8
#define HEBB_PANEL_COLUMNS 48

/// c0 + c1 v + c2 v^2, of every element v.
typedef struct {
  float c0, c1, c2;
} HebbQuadratic;

/// A tile of at most HEBB_PANEL_ROWS x HEBB_PANEL_COLUMNS weights within matrices whose rows are `stride` floats apart.
typedef struct {
  int32_t rows, columns;
  ptrdiff_t stride;
  ptrdiff_t next;   ///< how far away the tile lies that is worked on next; 0 if nothing is to be fetched for it
  /// How many steps of the packed sums belong to w^2, w and 1, in this order.
  int32_t steps[3];
  const float *weights;   ///< w; unused (may be null) where all steps belong to 1
  const float *base;      ///< what the sum is added to; null for 0; may be `out`
  const float *mask;      ///< null for none
  float *out;
} HebbTile;

/// A row of weights and the rows of inputs to add to it.
typedef struct {
  ptrdiff_t columns;
  int32_t count;
  const float *const *inputs;   ///< `count` rows
  const float *amounts;         ///< `count` factors
  float decay;
  const float *input_decays;    ///< one per column; null for none
  float input_rate;             ///< times `input_decays`
  const float *weights;
  const float *mask;            ///< null for none
  int32_t adds;                 ///< whether the change is added to the weights, or stands alone
  float *out;
} HebbRowSum;

typedef struct {
  /// left [count, HEBB_PANEL_ROWS] = f(matrix [count, columns]); rows of `matrix` are `stride` apart.
  void (*pack_left)(
      const float *matrix, ptrdiff_t stride, int32_t count, int32_t columns, HebbQuadratic f, float *left);

  /// left [count, HEBB_PANEL_ROWS] = factor times the transpose of matrix [rows, count].
  void (*pack_left_transposed)(
      const float *matrix, ptrdiff_t stride, int32_t rows, int32_t count, float factor, float *left);

  /// right [count, HEBB_PANEL_COLUMNS] = (matrix [count, columns] - mean)^power; `mean` may be null, power is 1 or 2.
  void (*pack_right)(
      const float *matrix, ptrdiff_t stride, int32_t count, int32_t columns, const float *mean, int32_t power,
      float *right);

  /// out = base + mask * (((sums of w^2) w + sums of w) w + sums of 1). Every element is summed in the order of the
  /// steps, wherever it lies in its tile.
  void (*add_product)(const HebbTile *tile, const float *left, const float *right);

  /// change = mask * (sum of amounts times inputs - (decay + input_rate * input_decays) * weights); out = change, or
  /// weights + change. `out` must not overlap what is read.
  void (*sum_row)(const HebbRowSum *row);

  /// out = base + scale * mask * (sum over the `count` rows of changes, `stride` apart). `base` may be null for 0, `mask`
  /// for none; `out` may be `base` or `changes`.
  void (*add_changes)(
      const float *base, const float *changes, ptrdiff_t stride, int32_t count, float scale, const float *mask,
      float *out, ptrdiff_t columns);

  /// The sum of squares.
  float (*squares)(const float *values, ptrdiff_t count);

  /// A finite number if all values are finite, else none.
  float (*finiteness)(const float *values, ptrdiff_t count);

  void (*scale)(float *values, ptrdiff_t count, float factor);

  /// The largest magnitude of values times `mask` (null for none), among those that are numbers.
  float (*largest)(const float *values, const float *mask, ptrdiff_t count);

  /// sums [columns] += f(matrix [count, columns]) over the rows, each times its factor if `factors` is given.
  void (*column_sums)(
      const float *matrix, ptrdiff_t stride, ptrdiff_t count, ptrdiff_t columns, HebbQuadratic f,
      const float *factors, double *sums);
} HebbProductKernels;

#endif
