// One step in time of a few sequences side by side, through weights that change at every step.
//
// Axis letters: B lanes (sequences), O neurons, I inputs. Every row begins `stride` values after the one before, a
// multiple of 16, and is padded with zeros; arrays of lanes are `[B, stride]` of their own kind.
#ifndef HEBB_SYNAPSES_H
#define HEBB_SYNAPSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What the weights learn before they answer.
typedef struct {
  int32_t lanes;
  /// `[B, postStride]`: A of each lane, times the learning rate. Null where nothing is learned.
  const float *post;
  ptrdiff_t post_stride;
  /// `[O]`: what stays of each neuron's weights.
  const float *keep;
  /// `[B, stride]`: X.
  const float *pre;
  /// Whether each neuron's weights are then brought to length 1.
  bool unit_norm;
  /// `[O, stride]`: what each connection's change is multiplied by, and the running mean of its changes; null for 1.
  /// A gain rises by `gain_rate` while changes keep their sign, and falls to (1 - gain_rate) of itself where they turn.
  float *gains, *means;
  float gain_rate;
} HebbLesson;

typedef struct {
  /// weights `[O, stride]` = keep · weights + postᵀ pre, and then u `[B, outStride]` = x weightsᵀ: each row is updated and
  /// read while it is in the cache. Without lanes nothing is answered.
  void (*advance)(
      float *weights, ptrdiff_t stride, int32_t neurons, int32_t lanes, const HebbLesson *lesson, const float *x,
      float *u, ptrdiff_t out_stride);

  /// y = 1 / (1 + e^-u) and y = tanh u; y is zero from `count` to the next multiple of 16.
  void (*sigmoid)(const float *u, ptrdiff_t count, float *y);
  void (*tangent)(const float *u, ptrdiff_t count, float *y);

  /// p = e^(u - max u) / sum. Returns log of the sum plus max u: log p = u - that. p is zero from `count` to the next
  /// multiple of 16.
  float (*softmax)(const float *u, ptrdiff_t count, float *p);
} HebbSynapseKernels;

#endif
