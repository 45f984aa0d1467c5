// What follows from a list of winners [winners, H', W'].

// A cell's value for a channel is (how often the channel won in it) / p^2. The sum of the squares of these counts is the
// number of ordered pairs of equal winners.
INLINE void count_winners(const uint16_t *cell, int entries, uint16_t none, int *total, int *pairs) {
  for (int a = 0; a < entries; a++) {
    const int real = cell[a] != none;
    *total += real;
    *pairs += real;
    for (int b = 0; b < a; b++) *pairs += 2 * (real & (cell[a] == cell[b]));
  }
}

static void active_channels(
    const HebbConvolution *l, const uint16_t *winners, uint16_t *active, float *mean, float *scale) {
  const int p = l->pool, width = hebb_output_width(l), positions = hebb_output_height(l) * width;
  const int rows = hebb_pooled_height(l), columns = hebb_pooled_width(l), entries = l->winners * p * p;
  const uint16_t none = (uint16_t)l->neurons;
  int total = 0, pairs = 0;
  uint16_t *out = active;
  for (int i = 0; i < rows; i++)
    for (int j = 0; j < columns; j++, out += entries) {
      int e = 0;
      for (int rank = 0; rank < l->winners; rank++)
        for (int y = 0; y < p; y++)
          for (int x = 0; x < p; x++) {
            const uint16_t w = winners[(ptrdiff_t)rank * positions + (i * p + y) * width + j * p + x];
            out[e++] = w < none ? w : none;
          }
      if (entries == 4) count_winners(out, 4, none, &total, &pairs);
      else count_winners(out, entries, none, &total, &pairs);
    }
  const double n = (double)rows * columns * l->neurons, share = 1.0 / (p * p);
  const double m = total * share / n, squares = pairs * share * share - n * m * m;
  *mean = (float)m;
  *scale = (float)(1 / (1e-10 + sqrt(squares > 0 ? squares / (n > 1 ? n - 1 : 1) : 0)));
}

static void pool_winners(const HebbConvolution *l, const uint16_t *winners, float *activity) {
  const int p = l->pool, width = hebb_output_width(l), positions = hebb_output_height(l) * width;
  const int rows = hebb_pooled_height(l), columns = hebb_pooled_width(l), plane = rows * columns;
  const float share = 1.0f / (p * p);
  memset(activity, 0, sizeof(float) * l->neurons * plane);
  for (int rank = 0; rank < l->winners; rank++)
    for (int y = 0; y < rows * p; y++)
      for (int x = 0; x < columns * p; x++) {
        const uint16_t w = winners[(ptrdiff_t)rank * positions + y * width + x];
        if (w != HEBB_NO_WINNER) activity[(ptrdiff_t)w * plane + y / p * columns + x / p] += share;
      }
}

// Counting sort. `starts` has O + 1 elements, `positions` one for every winner.
static void sort_winners(const HebbConvolution *l, const uint16_t *winners, uint16_t *starts, uint16_t *positions) {
  const int count = hebb_output_height(l) * hebb_output_width(l), total = count * l->winners;
  memset(starts, 0, sizeof(uint16_t) * (l->neurons + 1));
  for (int i = 0; i < total; i++)
    if (winners[i] != HEBB_NO_WINNER) starts[winners[i] + 1]++;
  for (int o = 0; o < l->neurons; o++) starts[o + 1] += starts[o];
  for (int i = 0; i < count; i++)
    for (int rank = 0; rank < l->winners; rank++) {
      const uint16_t w = winners[(ptrdiff_t)rank * count + i];
      if (w != HEBB_NO_WINNER) positions[starts[w]++] = (uint16_t)i;
    }
  for (int o = l->neurons; o > 0; o--) starts[o] = starts[o - 1];   // the second pass moved every start to its end
  starts[0] = 0;
}
