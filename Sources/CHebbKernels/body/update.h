// The update of one neuron: sums of the patches that it won, then the rule.

// Division of positions (below 2^16) by a width without dividing: exact, since the error is below 2^-16.
INLINE uint32_t reciprocal(int width) { return (uint32_t)(((1ull << 32) + width - 1) / width); }
INLINE int row_of(uint16_t position, uint32_t reciprocal) {
  return reciprocal == 0 ? position : (int)((uint64_t)position * reciprocal >> 32);
}

// `vectors` of a patch at a time stay in registers.
INLINE void sum_patch_rows(
    const HebbConvolution *l, int rows, int vectors, const float *interleaved, const uint16_t *positions, int count,
    const float *scales, float *sum) {
  const int width = hebb_output_width(l), channels = l->channels;
  const ptrdiff_t row_stride = (ptrdiff_t)l->width * channels;
  const uint32_t inverse = reciprocal(width);
  Lanes sums[LANES];
  UNROLL for (int i = 0; i < rows * vectors; i++) sums[i] = LOAD(sum + i * LANES);
  for (int i = 0; i < count; i++) {
    const int y = row_of(positions[i], inverse), x = positions[i] - y * width;
    const float *patch = interleaved + y * row_stride + x * channels;
    const float scale = scales ? scales[positions[i]] : 1;
    UNROLL for (int r = 0; r < rows; r++)   // lanes beyond the patch collect what nobody reads
      UNROLL for (int v = 0; v < vectors; v++)
        sums[r * vectors + v] += scale * LOAD(patch + r * row_stride + v * LANES);
  }
  UNROLL for (int i = 0; i < rows * vectors; i++) STORE(sum + i * LANES, sums[i]);
}

static void sum_patches(
    const HebbConvolution *l, const float *interleaved, const uint16_t *positions, int32_t count, const float *scales,
    float *sum) {
  const int k = l->kernel, vectors = (k * l->channels + LANES - 1) / LANES;
  if (k == 5 && vectors == 1 && !scales) {
    sum_patch_rows(l, 5, 1, interleaved, positions, count, 0, sum);
    return;
  }
  const ptrdiff_t row_stride = (ptrdiff_t)l->width * l->channels;
  for (int y = 0; y < k; y++)
    for (int v = 0; v < vectors; v++)
      sum_patch_rows(
          l, 1, 1, interleaved + y * row_stride + v * LANES, positions, count, scales, sum + (y * vectors + v) * LANES);
}

INLINE void sum_active_of(
    const HebbConvolution *l, int k, int entries, const uint16_t *active, float amount, const uint16_t *positions,
    int count, float *sum) {
  const int area = k * k, width = hebb_output_width(l);
  const uint32_t inverse = reciprocal(width);
  for (int i = 0; i < count; i++) {
    const int y = row_of(positions[i], inverse), x = positions[i] - y * width;
    for (int dy = 0; dy < k; dy++) {
      const uint16_t *in = active + ((ptrdiff_t)(y + dy) * l->width + x) * entries;
      for (int dx = 0; dx < k; dx++)
        for (int e = 0; e < entries; e++) sum[in[dx * entries + e] * area + dy * k + dx] += amount;
    }
  }
}

static void sum_active(
    const HebbConvolution *l, const uint16_t *active, int32_t entries, float amount, const uint16_t *positions,
    int32_t count, float *sum) {
  if (l->kernel == 3 && entries == 4) sum_active_of(l, 3, 4, active, amount, positions, count, sum);
  else sum_active_of(l, l->kernel, entries, active, amount, positions, count, sum);
}

static void sum_connections(
    const HebbConvolution *l, const float *image, float mean, float scale, const int32_t *starts,
    const int32_t *inputs, const uint16_t *winner_starts, const uint16_t *positions, float *sums) {
  const int width = hebb_output_width(l), extra = l->width - width;
  const uint32_t inverse = reciprocal(width);
  for (int o = 0; o < l->neurons; o++) {
    const int first = winner_starts[o], last = winner_starts[o + 1];
    if (first == last) continue;   // nobody reads the sums of a neuron that won nothing
    for (int i = starts[o]; i < starts[o + 1]; i++) sums[i] = (float)(first - last) * mean;
    for (int j = first; j < last; j++) {
      const float *patch = image + positions[j] + row_of(positions[j], inverse) * extra;
      for (int i = starts[o]; i < starts[o + 1]; i++) sums[i] += patch[inputs[i]];
    }
    for (int i = starts[o]; i < starts[o + 1]; i++) sums[i] *= scale;
  }
}

static float learn(float *weights, const float *sum, ptrdiff_t count, float rate, float decay) {
  Lanes squares = {0};
  ptrdiff_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    Lanes w = LOAD(weights + i);
    w += rate * (LOAD(sum + i) - decay * w);
    STORE(weights + i, w);
    squares += w * w;
  }
  float norm = sum_of_lanes(&squares);
  for (; i < count; i++) {
    weights[i] += rate * (sum[i] - decay * weights[i]);
    norm += weights[i] * weights[i];
  }
  const float gain = 1 / (1e-10f + sqrtf(norm));
  for (i = 0; i + LANES <= count; i += LANES) STORE(weights + i, LOAD(weights + i) * gain);
  for (; i < count; i++) weights[i] *= gain;
  return norm;
}

static float peak(int64_t rounds) {
  Lanes sums[12];
  UNROLL for (int i = 0; i < 12; i++) sums[i] = (Lanes){0} + (float)i;
  const Lanes factor = (Lanes){0} + 0.999f, term = (Lanes){0} + 0.001f;
  for (int64_t r = 0; r < rounds; r++)
    UNROLL for (int i = 0; i < 12; i++) sums[i] = sums[i] * factor + term;
  Lanes total = {0};
  UNROLL for (int i = 0; i < 12; i++) total += sums[i];
  return sum_of_lanes(&total);
}
