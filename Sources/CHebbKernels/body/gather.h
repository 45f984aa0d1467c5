// Convolution of winner-take-all activity: at each position only a few channels are active, all with one value, so u
// is a sum of weight rows. The standardisation (x - m) s of the input is affine and folds into the product:
//   u = s value (sum of active weights) - s m (sum of all weights) - threshold.
// Blocks of 16 neurons, so that one kernel row of a block's weights stays in the first-level cache.

// A 16 x 16 block: rows[i][j] -> rows[j][i]. Four rounds, each exchanging half of a pair of rows.
INLINE void transpose(Lanes rows[LANES]) {
#define EXCHANGE(distance, low, high)                                                        \
  UNROLL for (int i = 0; i < LANES; i++) if (!(i & (distance))) {                            \
    Lanes a = rows[i], b = rows[i + (distance)];                                             \
    rows[i] = __builtin_shufflevector(a, b, low);                                            \
    rows[i + (distance)] = __builtin_shufflevector(a, b, high);                              \
  }
#define LIST(...) __VA_ARGS__
  EXCHANGE(8, LIST(0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23),
           LIST(8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31))
  EXCHANGE(4, LIST(0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27),
           LIST(4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31))
  EXCHANGE(2, LIST(0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29),
           LIST(2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31))
  EXCHANGE(1, LIST(0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30),
           LIST(1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31))
#undef LIST
#undef EXCHANGE
}

static void pack_gather(
    const HebbConvolution *l, const float *weights, int32_t first, float *packed, float *weight_sums) {
  const int area = l->kernel * l->kernel, fan_in = l->channels * area;
  const int neurons = l->neurons - first < LANES ? l->neurons - first : LANES;
  float *block = packed + (ptrdiff_t)first / LANES * area * (l->channels + 1) * LANES;
  for (int tap = 0; tap < area; tap++)   // the row of the channel that stands for none
    STORE(block + ((ptrdiff_t)tap * (l->channels + 1) + l->channels) * LANES, (Lanes){0});
  Lanes sums = {0};
  for (int i = 0; i < fan_in; i += LANES) {
    const int count = fan_in - i < LANES ? fan_in - i : LANES;
    Lanes rows[LANES];
    for (int o = 0; o < LANES; o++) {
      rows[o] = (Lanes){0};
      const float *w = weights + (ptrdiff_t)(first + o) * fan_in + i;
      if (o < neurons && count == LANES) rows[o] = LOAD(w);
      else if (o < neurons) memcpy(&rows[o], w, count * sizeof(float));
    }
    transpose(rows);
    int channel = i / area, tap = i % area;
    for (int j = 0; j < count; j++) {
      STORE(block + ((ptrdiff_t)tap * (l->channels + 1) + channel) * LANES, rows[j]);
      sums += rows[j];
      if (++tap == area) {
        tap = 0;
        channel++;
      }
    }
  }
  STORE(weight_sums + first, sums);
}

// Adds the weight rows of four entries. They are taken apart in one register: a load for each of them, or worse a
// vector of them, costs more than the sum.
INLINE void gather_four(const float *weights, const uint16_t *active, Lanes *a, Lanes *b) {
  const char *bytes = (const char *)weights;
  uint64_t four;
  memcpy(&four, active, sizeof four);
  const uint64_t row = 0xFFFFull * sizeof(Lanes);   // entry times the size of a row of weights
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the order of the sums would differ"
#endif
  *a += *(const Lanes *)(bytes + (four << 6 & row));
  *b += *(const Lanes *)(bytes + (four >> 10 & row));
  *a += *(const Lanes *)(bytes + (four >> 26 & row));
  *b += *(const Lanes *)(bytes + (four >> 42 & row));
}

// Adds one kernel row's active weights to the sums of every position.
INLINE void gather_row(
    const HebbConvolution *l, int k, int entries, int row, const uint16_t *active, const float *block, float *sums) {
  const int height = hebb_output_height(l), width = hebb_output_width(l);
  const ptrdiff_t tap_stride = (ptrdiff_t)(l->channels + 1) * LANES;
  const float *weights = block + (ptrdiff_t)row * k * tap_stride;
  for (int y = 0; y < height; y++) {
    const uint16_t *in = active + ((ptrdiff_t)(y + row) * l->width) * entries;
    for (int x = 0; x < width; x++, in += entries) {
      float *out = sums + ((ptrdiff_t)y * width + x) * LANES;
      Lanes a = row == 0 ? (Lanes){0} : LOAD(out), b = {0};
      for (int tap = 0; tap < k; tap++) {
        const float *rows = weights + tap * tap_stride;
        int e = 0;
        for (; e + 4 <= entries; e += 4) gather_four(rows, in + tap * entries + e, &a, &b);
        for (; e < entries; e++) a += LOAD(rows + (ptrdiff_t)in[tap * entries + e] * LANES);
      }
      STORE(out, a + b);
    }
  }
}

// One block's sums [positions, 16 neurons] -> u of 16 positions at a time, lanes along positions as everywhere else:
// kept as u [neurons, stride], or compared at once with the strongest so far.
INLINE void finish_block(
    const HebbConvolution *l, int first, const float *sums, float gain, const Lanes *offset, int vectors, bool keep,
    float *u, Lanes *best, IndexLanes *strongest) {
  const int stride = vectors * LANES, neurons = l->neurons - first < LANES ? l->neurons - first : LANES;
  for (int v = 0; v < vectors; v++) {
    Lanes rows[LANES];
    UNROLL for (int i = 0; i < LANES; i++) rows[i] = LOAD(sums + (ptrdiff_t)(v * LANES + i) * LANES) * gain - *offset;
    transpose(rows);
    if (keep) {
      for (int o = 0; o < neurons; o++) STORE(u + (ptrdiff_t)(first + o) * stride + v * LANES, rows[o]);
      continue;
    }
    Lanes value = best[v];
    IndexLanes index = strongest[v];
    UNROLL for (int o = 0; o < LANES; o++) {   // neurons that only fill up the block have u = -infinity
      IndexLanes better = rows[o] > value;
      value = SELECT(better, rows[o], value);
      index = SELECT_INDEX(better, (IndexLanes){0} + (first + o), index);
    }
    best[v] = value;
    strongest[v] = index;
  }
}

static void compete_gather(
    const HebbConvolution *l, int32_t images, const uint16_t *const *active, int32_t entries, float value,
    const float *means, const float *scales, const float *packed, const float *weight_sums, const float *thresholds,
    float *scratch, uint16_t *const *winners, float *const *activity) {
  const int k = l->kernel, blocks = (l->neurons + LANES - 1) / LANES;
  const int positions = hebb_output_height(l) * hebb_output_width(l), vectors = (positions + LANES - 1) / LANES;
  const bool keep = l->winners > 1 || l->activity != HebbActivityWinners;
  const ptrdiff_t block_size = (ptrdiff_t)k * k * (l->channels + 1) * LANES;
  const ptrdiff_t u_size = keep ? (ptrdiff_t)l->neurons * vectors * LANES : 0;
  float *sums = scratch;
  Lanes *best = (Lanes *)(sums + (ptrdiff_t)vectors * LANES * LANES);   // [images, vectors]
  IndexLanes *strongest = (IndexLanes *)(best + (ptrdiff_t)images * vectors);
  float *u = (float *)(strongest + (ptrdiff_t)images * vectors);        // [images, neurons, vectors, 16]
  for (int i = 0; i < images * vectors; i++) {
    best[i] = (Lanes){0};
    strongest[i] = (IndexLanes){0} - 1;
  }
  for (int b = 0; b < blocks; b++) {
    const float *block = packed + b * block_size;
    Lanes threshold, weight_sum = LOAD(weight_sums + b * LANES);
    for (int i = 0; i < LANES; i++)
      threshold[i] = b * LANES + i < l->neurons ? thresholds[b * LANES + i] : INFINITY;
    for (int image = 0; image < images; image++) {
      for (int row = 0; row < k; row++) {
        if (k == 3 && entries == 4) gather_row(l, 3, 4, row, active[image], block, sums);
        else gather_row(l, k, entries, row, active[image], block, sums);
      }
      const Lanes offset = weight_sum * (scales[image] * means[image]) + threshold;
      finish_block(
          l, b * LANES, sums, scales[image] * value, &offset, vectors, keep, u + image * u_size,
          best + (ptrdiff_t)image * vectors, strongest + (ptrdiff_t)image * vectors);
    }
  }
  for (int image = 0; image < images; image++) {
    if (keep) {
      compete_planes(l, u + image * u_size, winners[image], activity[image]);
      continue;
    }
    for (int i = 0; i < positions; i++)
      winners[image][i] = (uint16_t)strongest[(ptrdiff_t)image * vectors + i / LANES][i % LANES];
  }
}
