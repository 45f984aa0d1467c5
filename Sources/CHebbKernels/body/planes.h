// Competition, activation and pooling of u [neurons, positions], rows padded to whole vectors: what the sparse and the
// gathering convolution end with.

// 2 x 2 average pooling of one row-major plane, from registers: vectors of two rows are added, then neighbours.
// Stores overrun by less than a vector, into places that are written next (or slack).
INLINE void pool_plane_by_two(const HebbConvolution *l, const float *plane, float *pooled) {
  const int width = hebb_output_width(l), pooled_width = hebb_pooled_width(l), pooled_height = hebb_pooled_height(l);
  for (int y = 0; y < pooled_height; y++) {
    const float *top = plane + (ptrdiff_t)2 * y * width, *bottom = top + width;
    for (int x = 0; x < pooled_width; x += LANES) {
      const Lanes a = LOAD(top + 2 * x) + LOAD(bottom + 2 * x);
      const Lanes b = pooled_width - x <= LANES / 2 ? a : LOAD(top + 2 * x + LANES) + LOAD(bottom + 2 * x + LANES);
      const Lanes sum = __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30) +
                        __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
      STORE(pooled + y * pooled_width + x, sum * 0.25f);
    }
  }
}

static void pool_plane(const HebbConvolution *l, const float *plane, float *pooled) {
  const int p = l->pool, width = hebb_output_width(l), pooled_width = hebb_pooled_width(l);
  const int pooled_height = hebb_pooled_height(l);
  if (p == 2) {
    pool_plane_by_two(l, plane, pooled);
    return;
  }
  const float share = 1.0f / (p * p);
  for (int y = 0; y < pooled_height; y++)
    for (int x = 0; x < pooled_width; x++) {
      float sum = 0;
      for (int i = 0; i < p; i++)
        for (int j = 0; j < p; j++) sum += plane[(ptrdiff_t)(y * p + i) * width + x * p + j];
      pooled[y * pooled_width + x] = sum * share;
    }
}

// Overwrites u with its activation, unless only winners are passed on.
static void compete_planes(const HebbConvolution *l, float *u, uint16_t *winners, float *activity) {
  const int positions = hebb_output_height(l) * hebb_output_width(l), vectors = (positions + LANES - 1) / LANES;
  const bool pools = l->activity != HebbActivityWinners && activity;
  const int stride = vectors * LANES, plane = hebb_pooled_height(l) * hebb_pooled_width(l);
  for (int v = 0; v < vectors; v++) {
    Lanes value;
    IndexLanes neuron;
    const int count = positions - v * LANES < LANES ? positions - v * LANES : LANES;
    for (int rank = 0; rank < l->winners; rank++) {
      next_winner(u + v * LANES, l->neurons, stride, rank == 0, &value, &neuron);
      uint16_t *out = winners + (ptrdiff_t)rank * positions + v * LANES;
      for (int i = 0; i < count; i++) out[i] = (uint16_t)neuron[i];
    }
    if (!pools) continue;
    Lanes mean = {0};
    float *out = u + v * LANES;
    if (l->activity == HebbActivityTriangle) {
      mean_over_neurons(out, l->neurons, stride, &mean);
      activate_all(HebbActivityTriangle, &mean, l->neurons, stride, out);
    } else {
      activate_all(l->activity, &mean, l->neurons, stride, out);
    }
  }
  if (!pools) return;
  for (int o = 0; o < l->neurons; o++) pool_plane(l, u + (ptrdiff_t)o * stride, activity + (ptrdiff_t)o * plane);
}
