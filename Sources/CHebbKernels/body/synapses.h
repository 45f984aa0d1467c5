// Rows of weights that learn from one step in time and answer the next: W = keep W + A^T X, u = x W^T.
//
// Four rows at a time stay in the first-level cache between learning and answering.

#define SYNAPSE_ROWS 4
#define SYNAPSE_LANES 4

// The sum of a vector's lanes, in a tree.
INLINE float tree_sum(const Lanes *v) {
  Lanes a = *v;
  a += __builtin_shufflevector(a, a, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
  a += __builtin_shufflevector(a, a, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3);
  a += __builtin_shufflevector(a, a, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1);
  return a[0] + a[1];
}

// Every connection at a pace of its own.
// Reference: R. A. Jacobs, "Increased rates of convergence through learning rate adaptation", Neural Networks 1 (1988),
// equation 9 (delta-bar-delta).
INLINE void learn_paced_row(float *w, ptrdiff_t stride, int32_t row, const HebbLesson *lesson) {
  const Lanes memory = (Lanes){0} + 0.9f, most = (Lanes){0} + 10.0f, rate = (Lanes){0} + lesson->gain_rate;
  for (ptrdiff_t i = 0; i < stride; i += LANES) {
    float *gains = lesson->gains + row * stride + i, *means = lesson->means + row * stride + i;
    Lanes change = (lesson->keep[row] - 1.0f) * LOAD(w + i);
    for (int32_t b = 0; b < lesson->lanes; b++)
      change += lesson->post[b * lesson->post_stride + row] * LOAD(lesson->pre + b * stride + i);
    const Lanes mean = LOAD(means), gain = LOAD(gains), agreement = change * mean;
    const Lanes raised = gain + rate, lowered = gain * (1.0f - rate);
    const IndexLanes agrees = agreement > 0.0f, turns = agreement < 0.0f, high = raised > most;
    Lanes next = SELECT(high, most, raised);
    next = SELECT(agrees, next, gain);
    next = SELECT(turns, lowered, next);
    STORE(gains, next);
    STORE(means, memory * mean + (1.0f - memory) * change);
    STORE(w + i, LOAD(w + i) + next * change);
  }
}

// What some lanes teach; the first of them let the weights decay. What each neuron does stays in registers.
INLINE void learn_lanes(
    float *w, ptrdiff_t stride, const int rows, const int lanes, int32_t first, int32_t lane, const HebbLesson *lesson) {
  Lanes post[SYNAPSE_ROWS][SYNAPSE_LANES], keep[SYNAPSE_ROWS];
  UNROLL for (int r = 0; r < rows; r++) {
    keep[r] = (Lanes){0} + (lane ? 1.0f : lesson->keep[first + r]);
    UNROLL for (int b = 0; b < lanes; b++)
      post[r][b] = (Lanes){0} + lesson->post[(lane + b) * lesson->post_stride + first + r];
  }
  const float *pre = lesson->pre + lane * stride;
  for (ptrdiff_t i = 0; i < stride; i += LANES) {
    Lanes sum[SYNAPSE_ROWS];
    UNROLL for (int r = 0; r < rows; r++) sum[r] = keep[r] * LOAD(w + r * stride + i);
    UNROLL for (int b = 0; b < lanes; b++) {
      const Lanes x = LOAD(pre + b * stride + i);
      UNROLL for (int r = 0; r < rows; r++) sum[r] += post[r][b] * x;
    }
    UNROLL for (int r = 0; r < rows; r++) STORE(w + r * stride + i, sum[r]);
  }
}

INLINE void learn_rows(float *w, ptrdiff_t stride, const int rows, int32_t first, const HebbLesson *lesson) {
  if (lesson->gains) UNROLL for (int r = 0; r < rows; r++) learn_paced_row(w + r * stride, stride, first + r, lesson);
  if (!lesson->gains) {
    int32_t b = 0;
    for (; b + SYNAPSE_LANES <= lesson->lanes; b += SYNAPSE_LANES)
      learn_lanes(w, stride, rows, SYNAPSE_LANES, first, b, lesson);
    for (; b < lesson->lanes; b++) learn_lanes(w, stride, rows, 1, first, b, lesson);
    // Without lanes the weights only decay.
    if (!lesson->lanes) learn_lanes(w, stride, rows, 0, first, 0, lesson);
  }
  if (!lesson->unit_norm) return;
  UNROLL for (int r = 0; r < rows; r++) {
    Lanes squares = {0};
    for (ptrdiff_t i = 0; i < stride; i += LANES) squares += LOAD(w + r * stride + i) * LOAD(w + r * stride + i);
    const float scale = 1 / (1e-10f + sqrtf(tree_sum(&squares)));
    for (ptrdiff_t i = 0; i < stride; i += LANES) STORE(w + r * stride + i, scale * LOAD(w + r * stride + i));
  }
}

INLINE void answer_rows(
    const float *w, ptrdiff_t stride, const int rows, const int lanes, const float *x, float *u, ptrdiff_t out_stride) {
  Lanes sum[SYNAPSE_ROWS][SYNAPSE_LANES];
  UNROLL for (int r = 0; r < rows; r++) UNROLL for (int b = 0; b < lanes; b++) sum[r][b] = (Lanes){0};
  for (ptrdiff_t i = 0; i < stride; i += LANES) {
    Lanes in[SYNAPSE_LANES];
    UNROLL for (int b = 0; b < lanes; b++) in[b] = LOAD(x + b * stride + i);
    UNROLL for (int r = 0; r < rows; r++) {
      const Lanes weight = LOAD(w + r * stride + i);
      UNROLL for (int b = 0; b < lanes; b++) sum[r][b] += weight * in[b];
    }
  }
  UNROLL for (int r = 0; r < rows; r++)
    UNROLL for (int b = 0; b < lanes; b++) u[b * out_stride + r] = tree_sum(&sum[r][b]);
}

INLINE void advance_rows(
    float *w, ptrdiff_t stride, const int rows, int32_t first, int32_t lanes, const HebbLesson *lesson, const float *x,
    float *u, ptrdiff_t out_stride) {
  if (lesson->post) learn_rows(w, stride, rows, first, lesson);
  int32_t b = 0;
  for (; b + SYNAPSE_LANES <= lanes; b += SYNAPSE_LANES)
    answer_rows(w, stride, rows, SYNAPSE_LANES, x + b * stride, u + b * out_stride + first, out_stride);
  for (; b < lanes; b++) answer_rows(w, stride, rows, 1, x + b * stride, u + b * out_stride + first, out_stride);
}

static void advance(
    float *weights, ptrdiff_t stride, int32_t neurons, int32_t lanes, const HebbLesson *lesson, const float *x,
    float *u, ptrdiff_t out_stride) {
  int32_t r = 0;
  for (; r + SYNAPSE_ROWS <= neurons; r += SYNAPSE_ROWS)
    advance_rows(weights + r * stride, stride, SYNAPSE_ROWS, r, lanes, lesson, x, u, out_stride);
  for (; r < neurons; r++) advance_rows(weights + r * stride, stride, 1, r, lanes, lesson, x, u, out_stride);
}

INLINE void clear_padding(float *y, ptrdiff_t count) {
  for (ptrdiff_t i = count; i % LANES; i++) y[i] = 0;
}

static void sigmoid_values(const float *u, ptrdiff_t count, float *y) {
  for (ptrdiff_t i = 0; i < count; i += LANES) {
    Lanes v = LOAD(u + i);
    logistic(&v, &v);
    STORE(y + i, v);
  }
  clear_padding(y, count);
}

static void tangent_values(const float *u, ptrdiff_t count, float *y) {
  for (ptrdiff_t i = 0; i < count; i += LANES) {
    Lanes v = LOAD(u + i);
    hyperbolic_tangent(&v, &v);
    STORE(y + i, v);
  }
  clear_padding(y, count);
}

static float softmax_row(const float *u, ptrdiff_t count, float *p) {
  float largest = u[0];
  for (ptrdiff_t i = 1; i < count; i++) largest = u[i] > largest ? u[i] : largest;
  Lanes sums = {0};
  for (ptrdiff_t i = 0; i < count; i += LANES) {
    Lanes shifted = LOAD(u + i) - largest, e;
    for (ptrdiff_t lane = count - i; lane < LANES; lane++) shifted[lane] = -1e30f;
    exponential(&shifted, &e);
    STORE(p + i, e);
    sums += e;
  }
  const float sum = tree_sum(&sums), scale = 1 / sum;
  for (ptrdiff_t i = 0; i < count; i += LANES) STORE(p + i, scale * LOAD(p + i));
  return logf(sum) + largest;
}
