// Gated recurrent units (GRU), step by step, and the way back through time.
//
// Axis letters: B sequences that are read side by side, H hidden units. H is a multiple of 16: units that do not exist have
// weights and biases of 0, and stay at 0. Gates come in PyTorch's order: reset, update, candidate.
#ifndef HEBB_GATES_H
#define HEBB_GATES_H

#include <stddef.h>
#include <stdint.h>

/// Sequences that one call works on at most: as many rows as recurrent weights serve while they are in registers.
#define HEBB_GATE_SEQUENCES 8
/// Units that the way back computes together.
#define HEBB_GATE_PANEL 32

/// One step of at most HEBB_GATE_SEQUENCES sequences, whose rows lie `stride` floats apart in each of the arrays.
typedef struct {
  int32_t sequences;   ///< B
  int32_t hidden;      ///< H
  float *gates;        ///< [B, 3 H]
  ptrdiff_t gates_stride;
  float *recurrent;    ///< [B, H]: the recurrent part of the candidate, Un h + cn
  ptrdiff_t recurrent_stride;
  float *states;       ///< [B, H]: h after this step on the way there, h before it on the way back
  ptrdiff_t states_stride;
  float *rectified;    ///< [B, H]: max(0, h) after this step; null for none
  const float *gradient;   ///< [B, H]: of the loss with respect to h after this step, or to `rectified` if there is one
  ptrdiff_t output_stride;   ///< of `rectified` and of `gradient`
} HebbGateStep;

typedef struct {
  /// Recurrent weights [3 units, units], units <= H -> [H / 16, H, 3, 16] for the way there.
  void (*pack)(const float *weights, int32_t units, int32_t hidden, float *packed);

  /// The same -> [ceil(H / 32), 3 H, 32] for the way back.
  void (*pack_back)(const float *weights, int32_t units, int32_t hidden, float *packed);

  /// r = s(gates_r + Ur h + b_r), z = s(gates_z + Uz h + b_z), n = tanh(gates_n + b_n + r (Un h + c_n)),
  /// next = (1 - z) n + z h. `gates` holds W x, and then r, z and n; `bias` [4, H] is b_r + c_r, b_z + c_z, b_n, c_n;
  /// h and next [B, H] are contiguous and apart from each other.
  void (*forward)(const HebbGateStep *step, const float *packed, const float *bias, const float *h, float *next);

  /// From the gradient with respect to h after the step, `gradient` + `carry`, to that with respect to h before it,
  /// which becomes `carry` [B, H], contiguous. `gates` holds r, z and n, and then the gradients with respect to what
  /// they are functions of; those with respect to Un h + c_n take its place in `recurrent`. `sums` [4, H] grows by what
  /// the sequences give to `bias`. `scratch` has room for [B, 3 H].
  void (*backward)(const HebbGateStep *step, const float *packed, float *carry, float *sums, float *scratch);

  /// scores [rows, classes] -> (softmax - 1 at the target) times `factor`; rows whose target is negative become 0.
  /// Returns the sum of -log softmax at the targets; `correct` grows by the rows whose largest score, of equal ones the
  /// first, is the target's.
  double (*cross_entropy)(
      float *scores, ptrdiff_t rows, ptrdiff_t classes, const int32_t *targets, float factor, int64_t *correct);
} HebbGateKernels;

#endif
