// Rows of activity, one per sample and position, with a value for each neuron: competition and activation.
#ifndef HEBB_ROWS_H
#define HEBB_ROWS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
  /// s [rows, neurons]: -softmax(beta u) along each row of u, its sign flipped for the strongest neuron (of equal ones
  /// the first). Softmax values below `negligible` become 0.
  void (*signed_softmax)(
      const float *u, ptrdiff_t rows, ptrdiff_t neurons, float beta, float negligible, float *s);

  /// max(0, u - mean of the row)^power [rows, neurons]; u and out may be the same.
  void (*triangle)(const float *u, ptrdiff_t rows, ptrdiff_t neurons, float power, float *out);
} HebbRowKernels;

#ifdef __cplusplus
}
#endif
#endif
