// Recall from associative memories whose units are +1 or -1: the steps that are no matrix products.
//
// Axis letters: K patterns, N units. An overlap is the sum over units of pattern times state: a whole number from -N to N
// with the parity of N, so that any function of it is a table of N + 1 values.
#ifndef HEBB_MEMORY_H
#define HEBB_MEMORY_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
  float least, greatest;
} HebbExtent;

typedef struct {
  /// The sum of left times right, `count` elements each.
  float (*dot)(const float *left, const float *right, ptrdiff_t count);

  /// sums += factor * values.
  void (*add_multiple)(float *sums, const float *values, float factor, ptrdiff_t count);

  /// The least and the greatest of at least one value.
  HebbExtent (*extent)(const float *values, ptrdiff_t count);

  /// gains [count] = gain_table[i] and the sum of curvature_table[i], at i = (overlap + units) / 2; tables [units + 1].
  float (*look_up)(
      const float *overlaps, ptrdiff_t count, int32_t units, const float *gain_table, const float *curvature_table,
      float *gains);
} HebbMemoryKernels;

#endif
