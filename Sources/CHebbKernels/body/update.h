// The update of one neuron: sums of the patches that it won, then the rule.

static void sum_patches(
    const HebbConvolution *l, const float *interleaved, const uint16_t *positions, int32_t count, const float *scales,
    float *sum) {
  const int k = l->kernel, width = hebb_output_width(l);
  const int vectors = (k * l->channels + LANES - 1) / LANES;   // of one row of a patch, contiguous in [H, W, C]
  const ptrdiff_t row_stride = (ptrdiff_t)l->width * l->channels;
  for (int i = 0; i < count; i++) {
    const float *patch = interleaved + positions[i] / width * row_stride + positions[i] % width * l->channels;
    const float scale = scales ? scales[positions[i]] : 1;
    float *out = sum;
    for (int y = 0; y < k; y++)
      for (int v = 0; v < vectors; v++, out += LANES)   // lanes beyond the patch collect what nobody reads
        STORE(out, LOAD(out) + scale * LOAD(patch + y * row_stride + v * LANES));
  }
}

static void sum_active(
    const HebbConvolution *l, const uint16_t *active, int32_t entries, float amount, const uint16_t *positions,
    int32_t count, float *sum) {
  const int k = l->kernel, area = k * k, width = hebb_output_width(l);
  for (int i = 0; i < count; i++) {
    const int y = positions[i] / width, x = positions[i] % width;
    for (int dy = 0; dy < k; dy++) {
      const uint16_t *in = active + ((ptrdiff_t)(y + dy) * l->width + x) * entries;
      for (int dx = 0; dx < k; dx++)
        for (int e = 0; e < entries; e++) sum[in[dx * entries + e] * area + dy * k + dx] += amount;
    }
  }
}

static void sum_connections(
    const HebbConvolution *l, const float *image, float mean, float scale, const int32_t *starts,
    const int32_t *offsets, const uint16_t *winner_starts, const uint16_t *positions, float *sums) {
  // `offsets` address the shifted planes [C, k, H, W'] of compete_sparse; the image itself is [C, H, W].
  const int width = hebb_output_width(l), plane = l->height * width, extra = l->width - width;
  for (int o = 0; o < l->neurons; o++) {
    const int first = winner_starts[o], last = winner_starts[o + 1];
    if (first == last) {
      for (int i = starts[o]; i < starts[o + 1]; i++) sums[i] = 0;
      continue;
    }
    for (int i = starts[o]; i < starts[o + 1]; i++) {
      const int channel = offsets[i] / (plane * l->kernel), shifted = offsets[i] % (plane * l->kernel);
      const int column = shifted / plane, row = shifted % plane / width;
      const float *in = image + ((ptrdiff_t)channel * l->height + row) * l->width + column;
      float sum = 0;
      for (int j = first; j < last; j++) sum += in[positions[j] + positions[j] / width * extra];
      sums[i] = (sum - (last - first) * mean) * scale;
    }
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
