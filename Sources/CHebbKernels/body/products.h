// Products of packed activity, added to tiles of weights that stay in registers from the first step to the last.

#define PANEL_VECTORS (HEBB_PANEL_COLUMNS / LANES)

// Rows and vectors that the registers hold at a time: 24 of the 32 of AVX-512, 8 of the 16 of AVX2, and so on.
#if defined(KERNELS_TILE_ROWS)
#define TILE_ROWS KERNELS_TILE_ROWS
#define TILE_VECTORS KERNELS_TILE_VECTORS
#elif defined(__aarch64__)
#define TILE_ROWS 4
#define TILE_VECTORS 1
#else
#define TILE_ROWS 2
#define TILE_VECTORS 1
#endif

static void pack_left(
    const float *matrix, ptrdiff_t stride, int32_t count, int32_t columns, HebbQuadratic f, float *left) {
  for (int n = 0; n < count; n++, matrix += stride, left += HEBB_PANEL_ROWS) {
    if (columns == HEBB_PANEL_ROWS)
      UNROLL for (int r = 0; r < HEBB_PANEL_ROWS; r++) left[r] = f.c0 + matrix[r] * (f.c1 + matrix[r] * f.c2);
    else
      for (int r = 0; r < HEBB_PANEL_ROWS; r++)
        left[r] = r < columns ? f.c0 + matrix[r] * (f.c1 + matrix[r] * f.c2) : 0;
  }
}

static void pack_left_transposed(
    const float *matrix, ptrdiff_t stride, int32_t rows, int32_t count, float factor, float *left) {
  for (int n = 0; n < count; n++)
    for (int r = 0; r < HEBB_PANEL_ROWS; r++)
      left[n * HEBB_PANEL_ROWS + r] = r < rows ? factor * matrix[r * stride + n] : 0;
}

INLINE void pack_right_vectors(
    int vectors, bool centred, bool squared, const float *matrix, ptrdiff_t stride, int count, const float *mean,
    float *right) {
  Lanes middle[PANEL_VECTORS];
  UNROLL for (int v = 0; v < vectors; v++) middle[v] = centred ? LOAD(mean + v * LANES) : (Lanes){0};
  for (int n = 0; n < count; n++, matrix += stride, right += HEBB_PANEL_COLUMNS)
    UNROLL for (int v = 0; v < vectors; v++) {
      Lanes x = LOAD(matrix + v * LANES);
      if (centred) x -= middle[v];
      if (squared) x *= x;
      STORE(right + v * LANES, x);
    }
}

static void pack_right(
    const float *matrix, ptrdiff_t stride, int32_t count, int32_t columns, const float *mean, int32_t power,
    float *right) {
  if (columns == HEBB_PANEL_COLUMNS) {
    if (power == 1 && !mean) pack_right_vectors(PANEL_VECTORS, false, false, matrix, stride, count, mean, right);
    else if (power == 1) pack_right_vectors(PANEL_VECTORS, true, false, matrix, stride, count, mean, right);
    else if (!mean) pack_right_vectors(PANEL_VECTORS, false, true, matrix, stride, count, mean, right);
    else pack_right_vectors(PANEL_VECTORS, true, true, matrix, stride, count, mean, right);
    return;
  }
  for (int n = 0; n < count; n++, matrix += stride, right += HEBB_PANEL_COLUMNS)
    for (int i = 0; i < HEBB_PANEL_COLUMNS; i++) {
      const float x = i < columns ? (mean ? matrix[i] - mean[i] : matrix[i]) : 0;
      right[i] = power == 1 ? x : x * x;
    }
}

INLINE void add_steps(
    int rows, int vectors, int count, const float **left, const float **right, Lanes *sums) {
  const float *l = *left, *r = *right;
  for (int n = 0; n < count; n++, l += HEBB_PANEL_ROWS, r += HEBB_PANEL_COLUMNS) {
    Lanes in[PANEL_VECTORS];
    UNROLL for (int v = 0; v < vectors; v++) in[v] = LOAD(r + v * LANES);
    UNROLL for (int i = 0; i < rows; i++)
      UNROLL for (int v = 0; v < vectors; v++) sums[i * vectors + v] += l[i] * in[v];
  }
  *left = l;
  *right = r;
}

INLINE void multiply_tile(int rows, int vectors, const float *factors, ptrdiff_t stride, Lanes *sums) {
  UNROLL for (int r = 0; r < rows; r++)
    UNROLL for (int v = 0; v < vectors; v++) sums[r * vectors + v] *= LOAD(factors + r * stride + v * LANES);
}

// One register tile; all its memory is there in full.
INLINE void register_tile(
    int rows, int vectors, const int32_t steps[3], const float *left, const float *right, ptrdiff_t stride,
    const float *weights, const float *base, const float *mask, float *out) {
  Lanes sums[TILE_ROWS * TILE_VECTORS];
  UNROLL for (int i = 0; i < rows * vectors; i++) sums[i] = (Lanes){0};
  if (steps[0]) {
    add_steps(rows, vectors, steps[0], &left, &right, sums);
    multiply_tile(rows, vectors, weights, stride, sums);
  }
  if (weights) {
    add_steps(rows, vectors, steps[1], &left, &right, sums);
    multiply_tile(rows, vectors, weights, stride, sums);
  }
  add_steps(rows, vectors, steps[2], &left, &right, sums);
  if (mask) multiply_tile(rows, vectors, mask, stride, sums);
  if (base)
    UNROLL for (int r = 0; r < rows; r++)
      UNROLL for (int v = 0; v < vectors; v++) sums[r * vectors + v] += LOAD(base + r * stride + v * LANES);
  UNROLL for (int r = 0; r < rows; r++)
    UNROLL for (int v = 0; v < vectors; v++) STORE(out + r * stride + v * LANES, sums[r * vectors + v]);
}

// All rows of a panel, and `vectors` of its columns.
INLINE void panel_tile(int vectors, const HebbTile *t, const float *weights, const float *left, const float *right) {
  for (int r = 0; r < HEBB_PANEL_ROWS; r += TILE_ROWS)
    for (int v = 0; v < vectors; v += TILE_VECTORS) {
      const ptrdiff_t at = r * t->stride + v * LANES;
      register_tile(
          TILE_ROWS, TILE_VECTORS < vectors ? TILE_VECTORS : vectors, t->steps, left + r, right + v * LANES, t->stride,
          weights ? weights + at : 0, t->base ? t->base + at : 0, t->mask ? t->mask + at : 0, t->out + at);
    }
}

INLINE void any_panel_tile(const HebbTile *t, const float *left, const float *right) {
  const float *weights = t->steps[0] || t->steps[1] ? t->weights : 0;
  if (t->columns > 2 * LANES) panel_tile(3, t, weights, left, right);
  else if (t->columns > LANES) panel_tile(2, t, weights, left, right);
  else panel_tile(1, t, weights, left, right);
}

// A tile at the border is worked on in a copy of full size.
static void border_tile(const HebbTile *t, const float *left, const float *right) {
  float copies[4][HEBB_PANEL_ROWS * HEBB_PANEL_COLUMNS] __attribute__((aligned(64)));
  const float *const in[3] = {t->weights, t->base, t->mask};
  for (int i = 0; i < 3; i++)
    if (in[i]) {
      memset(copies[i], 0, sizeof copies[i]);
      for (int r = 0; r < t->rows; r++)
        memcpy(copies[i] + r * HEBB_PANEL_COLUMNS, in[i] + r * t->stride, t->columns * sizeof(float));
    }
  const HebbTile copy = {
      .rows = HEBB_PANEL_ROWS, .columns = t->columns, .stride = HEBB_PANEL_COLUMNS,
      .steps = {t->steps[0], t->steps[1], t->steps[2]}, .weights = in[0] ? copies[0] : 0,
      .base = in[1] ? copies[1] : 0, .mask = in[2] ? copies[2] : 0, .out = copies[3]};
  any_panel_tile(&copy, left, right);
  for (int r = 0; r < t->rows; r++)
    memcpy(t->out + r * t->stride, copies[3] + r * HEBB_PANEL_COLUMNS, t->columns * sizeof(float));
}

// Weights come from far away: those of the next tile are asked for while this one is worked on. Into the second-level
// cache, since packed factors fill the first.
INLINE void prefetch_next(const HebbTile *t) {
  for (int r = 0; r < HEBB_PANEL_ROWS; r++)
    for (int i = 0; i < HEBB_PANEL_COLUMNS; i += LANES) {
      const ptrdiff_t at = t->next + r * t->stride + i;
      if (t->base) __builtin_prefetch(t->base + at, 0, 2);
      if (t->mask) __builtin_prefetch(t->mask + at, 0, 2);
      __builtin_prefetch(t->out + at, 1, 2);
    }
}

static void add_product(const HebbTile *tile, const float *left, const float *right) {
  if (tile->next) prefetch_next(tile);
  if (tile->rows == HEBB_PANEL_ROWS && tile->columns % LANES == 0) any_panel_tile(tile, left, right);
  else border_tile(tile, left, right);
}
