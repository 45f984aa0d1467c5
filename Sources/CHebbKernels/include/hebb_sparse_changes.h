// Updates of which only the largest changes are carried out, and products with inputs that are mostly zero.
//
// Axis letters: O neurons, I inputs. A block is 16 columns of a row of inputs; `blocks` lists those in which some input
// is not zero, ascending. Columns behind the last whole block are always visited.
#ifndef HEBB_SPARSE_CHANGES_H
#define HEBB_SPARSE_CHANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A neuron's running sum of correlation, and what a batch adds to it.
typedef struct {
  ptrdiff_t columns;
  int32_t count;                ///< samples in which the neuron was active
  const float *const *inputs;   ///< `count` rows of inputs [columns]
  const float *amounts;         ///< the neuron's activity in each
  const int32_t *blocks;
  int32_t block_count;
  float *sum;                   ///< [columns]: before the batch, then with it
  bool adds;                    ///< false where `sum` already holds the batch
  float share;                  ///< samples of the batch / samples before it; 0 if there were none
  float bound;                  ///< no magnitude in `sum` is larger; brought up to date
  float least;                  ///< changes of smaller magnitude are left out, and so are those of 0
  int32_t first;                ///< the index of the first column
  int32_t *indices;             ///< of the changes; room for `columns` + 16
  float *values;                ///< of the changes; room for `columns` + 16
} HebbDeviation;

typedef struct {
  /// change = correlation - share * (sum without it), the batch's deviation from the running mean, of every column that
  /// reaches `least`. Returns how many changes were written, with ascending indices.
  int32_t (*deviations)(HebbDeviation *row);

  /// bins [2^bits] += how many values have each value of the bits at `shift` of their magnitude, among those whose
  /// bits above these are `prefix`.
  void (*count_magnitudes)(
      const float *values, ptrdiff_t count, int32_t shift, int32_t bits, uint32_t prefix, int32_t *bins);

  /// Keeps the entries with a magnitude of at least `least`, in their order. Returns their number. The output, with room
  /// for `count` + 16, must not overlap the input.
  ptrdiff_t (*keep_largest)(
      const int32_t *indices, const float *values, ptrdiff_t count, float least, int32_t *kept_indices,
      float *kept_values);

  /// next [count] = weights[indices - offset] + rate * mask[indices] * values; `mask` may be null. Returns a finite
  /// number if all are finite, else none.
  float (*next_weights)(
      const float *weights, const float *mask, const int32_t *indices, const float *values, ptrdiff_t count,
      int32_t offset, float rate, float *next);

  /// The blocks of [count, columns] inputs; returns their number.
  int32_t (*active_blocks)(const float *inputs, ptrdiff_t count, ptrdiff_t columns, int32_t *blocks);

  /// products [rows] = weights [rows, columns] times one row of inputs.
  void (*multiply_row)(
      const float *weights, ptrdiff_t rows, ptrdiff_t columns, const float *inputs, const int32_t *blocks,
      int32_t block_count, float *products);
} HebbSparseKernels;

#endif
