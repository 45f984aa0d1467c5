// A linear read-out's passes over a block of features: staging, scores, and gradient with the optimiser's step.

// Rows and classes, or classes and vectors of features, whose sums stay in registers.
#if defined(KERNELS_CONVERTS_HALVES) && KERNELS_TILE_VECTORS == 3
#define READOUT_CLASSES 5
#define READOUT_TILE_ROWS 4
#else
#define READOUT_CLASSES 2
#define READOUT_TILE_ROWS 2
#endif
#define READOUT_VECTORS (HEBB_READOUT_TILE / LANES)

typedef uint16_t StoredLanes __attribute__((vector_size(64), aligned(2), may_alias));

INLINE int32_t staged_rows(int32_t count) {
  return (count + HEBB_READOUT_ROWS - 1) / HEBB_READOUT_ROWS * HEBB_READOUT_ROWS;
}

static void stage(
    const uint16_t *const *rows, int32_t count, int32_t width, const uint16_t *keep, uint16_t *staged) {
  const int padded = staged_rows(count);
  for (int n = 0; n < count; n++) {
    StoredLanes bits = (StoredLanes){0};
    if (keep) bits = *(const StoredLanes *)(keep + n * 2 * LANES);
    for (int i = 0; i < width; i += 2 * LANES) {
      StoredLanes x = *(const StoredLanes *)(rows[n] + i);
      if (keep) {
        x &= -(bits & 1);
        bits >>= 1;
      }
      uint16_t *const tile = staged + (ptrdiff_t)(i / HEBB_READOUT_TILE) * padded * HEBB_READOUT_TILE;
      *(StoredLanes *)(tile + n * HEBB_READOUT_TILE + i % HEBB_READOUT_TILE) = x;
    }
  }
  for (int i = 0; i < width; i += HEBB_READOUT_TILE)
    for (int n = count; n < padded; n++)
      memset(staged + (ptrdiff_t)i * padded + n * HEBB_READOUT_TILE, 0, HEBB_READOUT_TILE * sizeof *staged);
}

INLINE void score_tile(
    int classes, const uint16_t *staged, ptrdiff_t padded, int width, const float *weights, ptrdiff_t all,
    float *scores) {
  Lanes sums[READOUT_TILE_ROWS * READOUT_CLASSES];
  UNROLL for (int i = 0; i < READOUT_TILE_ROWS * classes; i++) sums[i] = (Lanes){0};
  for (int i = 0; i < width; i += HEBB_READOUT_TILE, staged += padded * HEBB_READOUT_TILE)
    for (int f = 0; f < HEBB_READOUT_TILE; f += LANES) {
      Lanes x[READOUT_TILE_ROWS];
      UNROLL for (int r = 0; r < READOUT_TILE_ROWS; r++) FROM_HALVES(staged + r * HEBB_READOUT_TILE + f, &x[r]);
      UNROLL for (int c = 0; c < classes; c++) {
        const Lanes w = LOAD(weights + (ptrdiff_t)c * width + i + f);
        UNROLL for (int r = 0; r < READOUT_TILE_ROWS; r++) sums[r * classes + c] += x[r] * w;
      }
    }
  UNROLL for (int r = 0; r < READOUT_TILE_ROWS; r++)
    UNROLL for (int c = 0; c < classes; c++) scores[r * all + c] = sum_of_lanes(&sums[r * classes + c]);
}

static void readout_scores(
    const uint16_t *staged, int32_t count, int32_t width, const float *weights, int32_t classes, float *scores) {
  const int padded = staged_rows(count);
  for (int c = 0; c < classes; c += READOUT_CLASSES) {
    const float *const w = weights + (ptrdiff_t)c * width;
    for (int n = 0; n < padded; n += READOUT_TILE_ROWS) {
      const uint16_t *const rows = staged + n * HEBB_READOUT_TILE;
      float *const out = scores + (ptrdiff_t)n * classes + c;
      switch (classes - c) {
        case 1: score_tile(1, rows, padded, width, w, classes, out); break;
#if READOUT_CLASSES == 5
        case 2: score_tile(2, rows, padded, width, w, classes, out); break;
        case 3: score_tile(3, rows, padded, width, w, classes, out); break;
        case 4: score_tile(4, rows, padded, width, w, classes, out); break;
#endif
        default: score_tile(READOUT_CLASSES, rows, padded, width, w, classes, out);
      }
    }
  }
}

INLINE void descend_lanes(const HebbOptimiserStep *s, const Lanes *gradient, float *weights, float *first, float *second) {
  const Lanes w = LOAD(weights), g = *gradient + s->decay * w;
  if (s->is_adam) {
    const Lanes m = s->first * LOAD(first) + (1 - s->first) * g, v = s->second * LOAD(second) + (1 - s->second) * (g * g);
    STORE(first, m);
    STORE(second, v);
    STORE(weights, w - s->rate * m / (s->root * __builtin_elementwise_sqrt(v) + s->epsilon));
  } else {
    const Lanes m = s->first * LOAD(first) + g;
    STORE(first, m);
    STORE(weights, w - s->rate * m);
  }
}

INLINE void learn_tile(
    int classes, const uint16_t *staged, int count, const float *errors, ptrdiff_t all, const HebbOptimiserStep *step,
    ptrdiff_t width, float *weights, float *first, float *second) {
  for (int f = 0; f < READOUT_VECTORS; f += READOUT_TILE_ROWS) {
    Lanes sums[READOUT_CLASSES * READOUT_TILE_ROWS];
    UNROLL for (int i = 0; i < classes * READOUT_TILE_ROWS; i++) sums[i] = (Lanes){0};
    for (int n = 0; n < count; n++) {
      Lanes x[READOUT_TILE_ROWS];
      UNROLL for (int v = 0; v < READOUT_TILE_ROWS; v++)
        FROM_HALVES(staged + n * HEBB_READOUT_TILE + (f + v) * LANES, &x[v]);
      UNROLL for (int c = 0; c < classes; c++) {
        const float error = errors[n * all + c];
        UNROLL for (int v = 0; v < READOUT_TILE_ROWS; v++) sums[c * READOUT_TILE_ROWS + v] += error * x[v];
      }
    }
    UNROLL for (int c = 0; c < classes; c++)
      UNROLL for (int v = 0; v < READOUT_TILE_ROWS; v++) {
        const ptrdiff_t at = c * width + (f + v) * LANES;
        descend_lanes(step, &sums[c * READOUT_TILE_ROWS + v], weights + at, first + at, second + at);
      }
  }
}

static void readout_learn(
    const uint16_t *staged, int32_t count, int32_t width, const float *errors, int32_t classes,
    const HebbOptimiserStep *step, float *weights, float *first, float *second) {
  const int padded = staged_rows(count);
  for (int i = 0; i < width; i += HEBB_READOUT_TILE) {
    const uint16_t *const tile = staged + (ptrdiff_t)i * padded;
    for (int c = 0; c < classes; c += READOUT_CLASSES) {
      const ptrdiff_t at = (ptrdiff_t)c * width + i;
      float *const w = weights + at, *const m = first + at, *const v = second + at;
      switch (classes - c) {
        case 1: learn_tile(1, tile, count, errors + c, classes, step, width, w, m, v); break;
#if READOUT_CLASSES == 5
        case 2: learn_tile(2, tile, count, errors + c, classes, step, width, w, m, v); break;
        case 3: learn_tile(3, tile, count, errors + c, classes, step, width, w, m, v); break;
        case 4: learn_tile(4, tile, count, errors + c, classes, step, width, w, m, v); break;
#endif
        default: learn_tile(READOUT_CLASSES, tile, count, errors + c, classes, step, width, w, m, v);
      }
    }
  }
}

static void descend(
    const HebbOptimiserStep *step, const float *gradient, ptrdiff_t count, float *weights, float *first,
    float *second) {
  for (ptrdiff_t i = 0; i < count; i += LANES) {
    const Lanes g = LOAD(gradient + i);
    descend_lanes(step, &g, weights + i, first + i, second + i);
  }
}
