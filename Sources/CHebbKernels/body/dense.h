// Dense convolution fused with competition, activation and pooling, one tile of positions at a time.

#define DIRECT_GROUP 6   // neurons times 4 vectors of positions: 24 accumulators

static void pack_dense(const HebbConvolution *l, const float *weights, float *packed) {
  if (hebb_is_minimal_filtering(l)) {
    winograd_weights(weights, l->neurons, l->channels, l->kernel, packed);
    return;
  }
  const int fan_in = l->channels * l->kernel * l->kernel, groups = (l->neurons + DIRECT_GROUP - 1) / DIRECT_GROUP;
  for (int g = 0; g < groups; g++)
    for (int i = 0; i < fan_in; i++)
      for (int o = 0; o < DIRECT_GROUP; o++) {
        const int neuron = g * DIRECT_GROUP + o;
        packed[((ptrdiff_t)g * fan_in + i) * DIRECT_GROUP + o] =
            neuron < l->neurons ? weights[(ptrdiff_t)neuron * fan_in + i] : 0;
      }
}

// u of a standardised patch; minus infinity where the patch takes no part (its scale is 0), so that nobody wins it.
INLINE void scale_patch(const float *scales, float threshold, Lanes *u) {
  const Lanes scale = LOAD(scales), none = (Lanes){0} - INFINITY;
  IndexLanes takes_part = scale > (Lanes){0};
  *u = SELECT(takes_part, *u * scale - threshold, none);
}

// Plain sum for six neurons and four vectors of positions that start at `rows + offsets[v]`.
INLINE void direct_group(
    const HebbConvolution *l, const float *rows, const ptrdiff_t offsets[4], int cells, const float *w,
    Lanes out[DIRECT_GROUP][4]) {
  const int k = l->kernel, n = k + l->pool - 1;
  UNROLL for (int o = 0; o < DIRECT_GROUP; o++) UNROLL for (int v = 0; v < 4; v++) out[o][v] = (Lanes){0};
  for (int c = 0; c < l->channels; c++)
    for (int y = 0; y < k; y++)
      for (int x = 0; x < k; x++, w += DIRECT_GROUP) {
        const float *row = rows + ((ptrdiff_t)(c * n + y) * n + x) * cells;
        Lanes in[4];
        UNROLL for (int v = 0; v < 4; v++) in[v] = LOAD(row + offsets[v]);
        UNROLL for (int o = 0; o < DIRECT_GROUP; o++) UNROLL for (int v = 0; v < 4; v++) out[o][v] += w[o] * in[v];
      }
}

// u [neurons, vectors, 16] of one tile by the plain sum.
static void direct_tile(
    const HebbConvolution *l, const Tiling *t, const float *rows, const float *packed, const float *thresholds,
    const float *scales, int tile, float *u) {
  const int cells = hebb_cells(l), p = l->pool, n = l->kernel + p - 1, fan_in = l->channels * l->kernel * l->kernel;
  for (int first = 0; first < t->vectors; first += 4) {
    ptrdiff_t offsets[4];
    int vectors[4];
    for (int v = 0; v < 4; v++) {
      // Vectors beyond the last repeat it.
      vectors[v] = first + v < t->vectors ? first + v : t->vectors - 1;
      const int start = p == 1 ? tile * t->cells + vectors[v] * LANES : tile * LANES;
      offsets[v] = (p == 1 ? 0 : (ptrdiff_t)(vectors[v] / p * n + vectors[v] % p) * cells) +
                   (start < cells ? start : cells - LANES);
    }
    for (int o = 0; o < l->neurons; o += DIRECT_GROUP) {
      Lanes out[DIRECT_GROUP][4];
      direct_group(l, rows, offsets, cells, packed + (ptrdiff_t)o * fan_in, out);
      UNROLL for (int i = 0; i < DIRECT_GROUP; i++)
        if (o + i < l->neurons)
          UNROLL for (int v = 0; v < 4; v++) {
            Lanes value = out[i][v] - (scales ? 0 : thresholds[o + i]);
            if (scales)
              scale_patch(
                  scales + ((ptrdiff_t)tile * t->vectors + vectors[v]) * LANES, thresholds[o + i], &value);
            STORE(u + (ptrdiff_t)(o + i) * t->stride + vectors[v] * LANES, value);
          }
    }
  }
}

// u of one tile by minimal filtering, with the strongest neuron of each position found on the way.
INLINE void winograd_tile(
    const HebbConvolution *l, int channels, int kernel, const Lanes *transformed, const float *packed,
    const float *thresholds, const float *scales, bool keep, float *u, IndexLanes strongest[4]) {
  const int points = (kernel + 1) * (kernel + 1);
  Lanes best[4];
  UNROLL for (int v = 0; v < 4; v++) {
    best[v] = (Lanes){0};
    strongest[v] = (IndexLanes){0} - 1;
  }
  for (int o = 0; o < l->neurons; o += NEURON_GROUP) {
    Lanes out[NEURON_GROUP][4];
    UNROLL for (int i = 0; i < NEURON_GROUP; i++) {
      const float threshold = o + i < l->neurons ? thresholds[o + i] : INFINITY;
      UNROLL for (int v = 0; v < 4; v++) out[i][v] = (Lanes){0} - (scales ? 0 : threshold);
    }
    winograd_group(transformed, packed + (ptrdiff_t)o * points * channels, channels, kernel, out);
    UNROLL for (int i = 0; i < NEURON_GROUP; i++)
      UNROLL for (int v = 0; v < 4; v++) {
        Lanes value = out[i][v];
        if (scales) scale_patch(scales + v * LANES, o + i < l->neurons ? thresholds[o + i] : INFINITY, &value);
        IndexLanes better = value > best[v];
        best[v] = SELECT(better, value, best[v]);
        strongest[v] = SELECT_INDEX(better, (IndexLanes){0} + (o + i), strongest[v]);
        if (keep) STORE(u + (o + i) * 4 * LANES + v * LANES, value);
      }
  }
}

// Specialised and kept apart, so that each gets registers of its own.
#define WINOGRAD_TILE(name, channels, kernel, scales, keep)                                                        \
  static __attribute__((noinline)) void name(                                                                      \
      const HebbConvolution *l, const Lanes *transformed, const float *packed, const float *thresholds,            \
      const float *patch_scales, float *u, IndexLanes strongest[4]) {                                              \
    winograd_tile(l, channels, kernel, transformed, packed, thresholds, scales, keep, u, strongest);               \
  }
WINOGRAD_TILE(winograd_tile_rgb5, 3, 5, 0, false)
WINOGRAD_TILE(winograd_tile_rgb5_keep, 3, 5, 0, true)
WINOGRAD_TILE(winograd_tile_grey5, 1, 5, 0, false)
WINOGRAD_TILE(winograd_tile_grey5_keep, 1, 5, 0, true)
WINOGRAD_TILE(winograd_tile_5, l->channels, 5, patch_scales, true)
WINOGRAD_TILE(winograd_tile_3, l->channels, 3, patch_scales, true)

// Activated and averaged over the window's phases: u [neurons, vectors, 16] -> one vector per neuron.
INLINE void pool_phases(
    HebbActivity activity, int phases, const float *u, const Lanes *means, float share, Lanes *pooled) {
  Lanes sum = {0};
  for (int v = 0; v < phases; v++) {
    Lanes value = LOAD(u + v * LANES);
    activate(activity, &means[v], &value);
    sum += value;
  }
  *pooled = sum * share;
}

// Activation and average pooling of one tile of u into activity [O, H'/p, W'/p].
static void pool_tile(const HebbConvolution *l, const Tiling *t, int tile, const float *u, float *activity) {
  const int height = hebb_pooled_height(l), width = hebb_pooled_width(l), plane = height * width;
  const bool whole_rows = (hebb_output_width(l) + l->pool - 1) / l->pool == width;
  const int groups = l->pool == 1 ? t->vectors : 1, phases = l->pool == 1 ? 1 : t->vectors;
  const float share = 1.0f / phases;
  for (int g = 0; g < groups; g++) {
    Lanes means[LANES];   // of the phases, at most 4 x 4; larger windows are refused by the caller
    if (l->activity == HebbActivityTriangle)
      for (int v = 0; v < phases; v++) mean_over_neurons(u + (g + v) * LANES, l->neurons, t->stride, &means[v]);
    const int first = tile * t->cells + g * LANES, left = plane - first, count = left < LANES ? left : LANES;
    if (count <= 0 && whole_rows) continue;
    for (int o = 0; o < l->neurons; o++) {
      const float *in = u + (ptrdiff_t)o * t->stride + g * LANES;
      Lanes sum;
      if (phases == 4 && l->activity == HebbActivityTriangle) pool_phases(HebbActivityTriangle, 4, in, means, 0.25f, &sum);
      else pool_phases(l->activity, phases, in, means, share, &sum);
      float *out = activity + (ptrdiff_t)o * plane;
      if (!whole_rows) {
        for (int i = 0; i < LANES; i++) {
          const int y = t->row[g * LANES + i], x = t->column[g * LANES + i];
          if (y < height && x < width) out[y * width + x] = sum[i];
        }
      } else if (count == LANES) {
        STORE(out + first, sum);
      } else {
        memcpy(out + first, &sum, count * sizeof(float));
      }
    }
  }
}

static void compete_dense(
    const HebbConvolution *l, const float *rows, const float *packed, const float *thresholds, const float *scales,
    float *scratch, uint16_t *winners, float *activity) {
  Tiling t = tiling_of(l);
  const bool pools = l->activity != HebbActivityWinners && activity;
  const bool minimal = hebb_is_minimal_filtering(l), keep = pools || l->winners > 1;
  void (*const minimal_tile)(
      const HebbConvolution *, const Lanes *, const float *, const float *, const float *, float *, IndexLanes[4]) =
      l->kernel == 3                    ? winograd_tile_3
      : scales                          ? winograd_tile_5
      : l->channels == 3                ? (keep ? winograd_tile_rgb5_keep : winograd_tile_rgb5)
      : l->channels == 1                ? (keep ? winograd_tile_grey5_keep : winograd_tile_grey5)
                                        : winograd_tile_5;
  const int positions = hebb_output_height(l) * hebb_output_width(l), cells = hebb_cells(l);
  Lanes *transformed = (Lanes *)scratch;
  float *u = scratch + 256 * LANES;
  for (int tile = 0; tile < t.tiles; tile++) {
    enter_tile(&t, l, tile);
    IndexLanes strongest[4];
    if (minimal) {
      const float *s = scales ? scales + (ptrdiff_t)tile * 4 * LANES : 0;
      if (l->kernel == 5) winograd_input(rows + tile * LANES, cells, l->channels, 5, transformed);
      else winograd_input(rows + tile * LANES, cells, l->channels, 3, transformed);
      minimal_tile(l, transformed, packed, thresholds, s, u, strongest);
    } else {
      direct_tile(l, &t, rows, packed, thresholds, scales, tile, u);
    }
    for (int v = 0; v < t.vectors; v++) {
      Lanes value;
      IndexLanes neuron;
      int places[LANES];
      positions_of(&t, l, v, places);
      for (int rank = 0; rank < l->winners; rank++) {
        if (minimal && rank == 0 && l->winners == 1) neuron = strongest[v];
        else next_winner(u + v * LANES, l->neurons, t.stride, rank == 0, &value, &neuron);
        for (int i = 0; i < LANES; i++)
          if (places[i] >= 0) winners[(ptrdiff_t)rank * positions + places[i]] = (uint16_t)neuron[i];
      }
    }
    if (pools) pool_tile(l, &t, tile, u, activity);
  }
}

static void patch_scales(const HebbConvolution *l, const float *rows, float *tiles, float *positions) {
  Tiling t = tiling_of(l);
  const int cells = hebb_cells(l), p = l->pool, k = l->kernel, n = k + p - 1, fan_in = l->channels * k * k;
  for (int tile = 0; tile < t.tiles; tile++) {
    enter_tile(&t, l, tile);
    for (int v = 0; v < t.vectors; v++) {
      const int start = p == 1 ? tile * t.cells + v * LANES : tile * LANES;
      const float *base =
          rows + (p == 1 ? 0 : (ptrdiff_t)(v / p * n + v % p) * cells) + (start < cells ? start : cells - LANES);
      Lanes sum = {0}, squares = {0};
      const Lanes reference = LOAD(base);
      for (int c = 0; c < l->channels; c++)
        for (int y = 0; y < k; y++)
          for (int x = 0; x < k; x++) {
            Lanes in = LOAD(base + ((ptrdiff_t)(c * n + y) * n + x) * cells) - reference;
            sum += in;
            squares += in * in;
          }
      int places[LANES];
      positions_of(&t, l, v, places);
      // Relative to the first pixel, so that a constant patch has no variance but rounding errors, if that.
      Lanes variance = (squares - sum * sum / (float)fan_in) / (float)(fan_in > 1 ? fan_in - 1 : 1);
      for (int i = 0; i < LANES; i++) {
        // A patch without contrast has no direction: it takes no part. Images have variance 1.
        const float kept = variance[i] > 1e-6f ? 1 / (1e-10f + sqrtf(variance[i])) : 0;
        tiles[((ptrdiff_t)tile * t.vectors + v) * LANES + i] = kept;
        if (places[i] >= 0) positions[places[i]] = kept;
      }
    }
  }
}
