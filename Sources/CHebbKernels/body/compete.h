// Competition and activation on u [neurons, stride], one or several vectors of positions at a time.

// The rank-th winner in each lane: the largest value that is positive and comes after the previous winner in order of
// (value, neuron). -1 where there is none.
INLINE void next_winner(
    const float *u, int neurons, int stride, bool first, Lanes *value, IndexLanes *neuron) {
  Lanes best = {0};
  IndexLanes index = (IndexLanes){0} - 1;
  if (first) {
    for (int o = 0; o < neurons; o++) {
      Lanes v = LOAD(u + (ptrdiff_t)o * stride);
      IndexLanes better = v > best;
      best = SELECT(better, v, best);
      index = SELECT_INDEX(better, (IndexLanes){0} + o, index);
    }
  } else {
    const Lanes previous = *value;
    const IndexLanes previous_index = *neuron;
    for (int o = 0; o < neurons; o++) {
      Lanes v = LOAD(u + (ptrdiff_t)o * stride);
      IndexLanes better = (v > best) & ((v < previous) | ((v == previous) & (previous_index < o)));
      best = SELECT(better, v, best);
      index = SELECT_INDEX(better, (IndexLanes){0} + o, index);
    }
  }
  *value = best;
  *neuron = index;
}

// What a neuron passes on, for one vector. `mean` is only read for the triangle.
INLINE void activate(HebbActivity activity, const Lanes *mean, Lanes *u) {
  const Lanes zero = {0};
  if (activity == HebbActivityTriangle) *u -= *mean;
  // Positions that take no part (u is minus infinity, and minus its own mean NaN) pass on 0.
  IndexLanes kept = activity == HebbActivityLinear ? *u > zero - INFINITY : *u > zero;
  *u = SELECT(kept, *u, zero);
}

INLINE void activate_all(HebbActivity activity, const Lanes *mean, int neurons, int stride, float *u) {
  for (int o = 0; o < neurons; o++, u += stride) {
    Lanes value = LOAD(u);
    activate(activity, mean, &value);
    STORE(u, value);
  }
}

INLINE void mean_over_neurons(const float *u, int neurons, int stride, Lanes *mean) {
  Lanes a = {0}, b = {0};
  int o = 0;
  for (; o + 2 <= neurons; o += 2) {
    a += LOAD(u + (ptrdiff_t)o * stride);
    b += LOAD(u + (ptrdiff_t)(o + 1) * stride);
  }
  if (o < neurons) a += LOAD(u + (ptrdiff_t)o * stride);
  *mean = (a + b) * (1.0f / neurons);
}
