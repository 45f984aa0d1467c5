// From and to images that are stored position by position.

static void normalise(
    const float *x, int32_t positions, int32_t channels, const float *shift, const float *scale, int32_t stride,
    float *out) {
  for (int32_t p = 0; p < positions; p++, x += channels, out += stride) {
    int c = 0;
    for (; c + LANES <= channels; c += LANES) STORE(out + c, (LOAD(x + c) - LOAD(shift + c)) * LOAD(scale + c));
    for (; c < channels; c++) out[c] = (x[c] - shift[c]) * scale[c];
    for (; c < stride; c++) out[c] = 0;
  }
}

static void normalise_brain(
    const float *x, int32_t positions, int32_t channels, const float *shift, const float *scale, int32_t stride,
    HebbBrainFloat *out) {
  for (int32_t p = 0; p < positions; p++, x += channels, out += stride) {
    int c = 0;
    for (; c + 2 * LANES <= channels; c += 2 * LANES) {
      float values[2 * LANES] __attribute__((aligned(64)));
      STORE(values, (LOAD(x + c) - LOAD(shift + c)) * LOAD(scale + c));
      STORE(values + LANES, (LOAD(x + c + LANES) - LOAD(shift + c + LANES)) * LOAD(scale + c + LANES));
      IndexLanes pairs;
      brain_pairs(values, &pairs);
      memcpy(out + c, &pairs, sizeof pairs);
    }
    for (; c < channels; c++) out[c] = brain_float((x[c] - shift[c]) * scale[c]);
    for (; c < stride; c++) out[c] = 0;
  }
}

static void interleave_line(
    const float *line, ptrdiff_t plane, int32_t width, int32_t channels, bool mirrored, float *out) {
  for (int x = 0; x < width; x++)
    for (int c = 0; c < channels; c++) out[x * channels + c] = line[c * plane + (mirrored ? width - 1 - x : x)];
}

static void moments(
    const float *x, ptrdiff_t positions, int32_t channels, const float *shift, int32_t power, double *sums) {
  // Short sums in single precision, whole ones in double.
  for (ptrdiff_t start = 0; start < positions; start += 256) {
    const ptrdiff_t count = positions - start < 256 ? positions - start : 256;
    const float *from = x + start * channels;
    for (int c = 0; c < channels; c += LANES) {
      Lanes sum = {0}, middle;
      load_part(shift + c, channels - c, 0, &middle);
      for (ptrdiff_t p = 0; p < count; p++) {
        Lanes value;
        load_part(from + p * channels + c, channels - c, 0, &value);
        value -= middle;
        sum += power == 1 ? value : value * value;
      }
      for (int i = 0; i < LANES && c + i < channels; i++) sums[c + i] += sum[i];
    }
  }
}

static void pool_largest(const float *x, const int32_t *offsets, int32_t count, int32_t channels, float *out) {
  for (int c = 0; c < channels; c += LANES) {
    Lanes most = (Lanes){0} - INFINITY;
    for (int i = 0; i < count; i++) {
      Lanes value;
      load_part(x + offsets[i] + c, channels - c, 0, &value);
      const IndexLanes larger = ~(value <= most);   // what is not a number passes on
      most = SELECT(larger, value, most);
    }
    store_part(out + c, channels - c, &most);
  }
}

static void pool_sum(
    const float *x, const int32_t *offsets, int32_t count, int32_t channels, float share, float *out) {
  for (int c = 0; c < channels; c += LANES) {
    Lanes sum = {0};
    for (int i = 0; i < count; i++) {
      Lanes value;
      load_part(x + offsets[i] + c, channels - c, 0, &value);
      sum += value;
    }
    sum *= share;
    store_part(out + c, channels - c, &sum);
  }
}
