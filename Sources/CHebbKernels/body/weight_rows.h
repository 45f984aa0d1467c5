// Work on whole rows of weights or activity, none of it a product of matrices.

#define ROW_VECTORS 8   // of a row of weights that is summed in registers

INLINE void sum_row_vectors(const HebbRowSum *row, int vectors, ptrdiff_t first) {
  Lanes sums[ROW_VECTORS];
  UNROLL for (int v = 0; v < vectors; v++) sums[v] = (Lanes){0};
  for (int i = 0; i < row->count; i++) {
    const float *in = row->inputs[i] + first;
    const float amount = row->amounts[i];
    UNROLL for (int v = 0; v < vectors; v++) sums[v] += amount * LOAD(in + v * LANES);
  }
  UNROLL for (int v = 0; v < vectors; v++) {
    const ptrdiff_t at = first + v * LANES;
    const Lanes w = LOAD(row->weights + at);
    Lanes decay = (Lanes){0} + row->decay;
    if (row->input_decays) decay += row->input_rate * LOAD(row->input_decays + at);
    Lanes change = sums[v] - decay * w;
    if (row->mask) change *= LOAD(row->mask + at);
    STORE(row->out + at, row->adds ? w + change : change);
  }
}

static void sum_row(const HebbRowSum *row) {
  ptrdiff_t i = 0;
  for (; i + ROW_VECTORS * LANES <= row->columns; i += ROW_VECTORS * LANES) sum_row_vectors(row, ROW_VECTORS, i);
  for (; i + LANES <= row->columns; i += LANES) sum_row_vectors(row, 1, i);
  for (; i < row->columns; i++) {
    float change = 0;
    for (int j = 0; j < row->count; j++) change += row->amounts[j] * row->inputs[j][i];
    change -= (row->decay + (row->input_decays ? row->input_rate * row->input_decays[i] : 0)) * row->weights[i];
    if (row->mask) change *= row->mask[i];
    row->out[i] = row->adds ? row->weights[i] + change : change;
  }
}

static void add_changes(
    const float *base, const float *changes, ptrdiff_t stride, int32_t count, float scale, const float *mask,
    float *out, ptrdiff_t columns) {
  ptrdiff_t i = 0;
  for (; i + LANES <= columns; i += LANES) {
    Lanes sum = LOAD(changes + i);
    for (int c = 1; c < count; c++) sum += LOAD(changes + c * stride + i);
    if (mask) sum *= LOAD(mask + i);
    STORE(out + i, base ? LOAD(base + i) + scale * sum : scale * sum);
  }
  for (; i < columns; i++) {
    float sum = changes[i];
    for (int c = 1; c < count; c++) sum += changes[c * stride + i];
    if (mask) sum *= mask[i];
    out[i] = (base ? base[i] : 0) + scale * sum;
  }
}

static float squares(const float *values, ptrdiff_t count) {
  Lanes sums[4] = {{0}, {0}, {0}, {0}};
  ptrdiff_t i = 0;
  for (; i + 4 * LANES <= count; i += 4 * LANES)
    UNROLL for (int v = 0; v < 4; v++) {
      const Lanes x = LOAD(values + i + v * LANES);
      sums[v] += x * x;
    }
  for (; i + LANES <= count; i += LANES) {
    const Lanes x = LOAD(values + i);
    sums[0] += x * x;
  }
  const Lanes total = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  float sum = sum_of_lanes(&total);
  for (; i < count; i++) sum += values[i] * values[i];
  return sum;
}

// 0 x is 0 for every finite x, and not a number for all others.
static float finiteness(const float *values, ptrdiff_t count) {
  Lanes sums[4] = {{0}, {0}, {0}, {0}};
  ptrdiff_t i = 0;
  for (; i + 4 * LANES <= count; i += 4 * LANES)
    UNROLL for (int v = 0; v < 4; v++) sums[v] += LOAD(values + i + v * LANES) * 0.0f;
  const Lanes total = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  float sum = sum_of_lanes(&total);
  for (; i < count; i++) sum += values[i] * 0.0f;
  return sum;
}

static void scale_values(float *values, ptrdiff_t count, float factor) {
  ptrdiff_t i = 0;
  for (; i + LANES <= count; i += LANES) STORE(values + i, LOAD(values + i) * factor);
  for (; i < count; i++) values[i] *= factor;
}

static float largest(const float *values, const float *mask, ptrdiff_t count) {
  const IndexLanes sign = (IndexLanes){0} + INT32_MAX;
  Lanes most = {0};
  ptrdiff_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    const Lanes value = mask ? LOAD(values + i) * LOAD(mask + i) : LOAD(values + i);
    const Lanes magnitude = (Lanes)((IndexLanes)value & sign);
    most = SELECT(magnitude > most, magnitude, most);
  }
  float best = 0;
  for (int lane = 0; lane < LANES; lane++) best = most[lane] > best ? most[lane] : best;
  for (; i < count; i++) {
    const float magnitude = fabsf(mask ? values[i] * mask[i] : values[i]);
    best = magnitude > best ? magnitude : best;
  }
  return best;
}

typedef double DoubleLanes __attribute__((vector_size(128), aligned(64)));
typedef double LooseDoubleLanes __attribute__((vector_size(128), aligned(8)));

INLINE void column_sums_of(
    int vectors, const float *matrix, ptrdiff_t stride, ptrdiff_t count, HebbQuadratic f, const float *factors,
    double *sums) {
  DoubleLanes totals[4];
  UNROLL for (int v = 0; v < vectors; v++) totals[v] = *(const LooseDoubleLanes *)(sums + v * LANES);
  for (ptrdiff_t n = 0; n < count; n++)
    UNROLL for (int v = 0; v < vectors; v++) {
      const Lanes element = LOAD(matrix + n * stride + v * LANES);
      Lanes value = f.c0 + element * (f.c1 + element * f.c2);
      if (factors) value *= factors[n];
      totals[v] += __builtin_convertvector(value, DoubleLanes);
    }
  UNROLL for (int v = 0; v < vectors; v++) *(LooseDoubleLanes *)(sums + v * LANES) = totals[v];
}

static void column_sums(
    const float *matrix, ptrdiff_t stride, ptrdiff_t count, ptrdiff_t columns, HebbQuadratic f, const float *factors,
    double *sums) {
  ptrdiff_t i = 0;
  for (; i + 4 * LANES <= columns; i += 4 * LANES)
    column_sums_of(4, matrix + i, stride, count, f, factors, sums + i);
  for (; i + LANES <= columns; i += LANES) column_sums_of(1, matrix + i, stride, count, f, factors, sums + i);
  for (; i < columns; i++)
    for (ptrdiff_t n = 0; n < count; n++) {
      const float element = matrix[n * stride + i];
      sums[i] += (f.c0 + element * (f.c1 + element * f.c2)) * (factors ? factors[n] : 1);
    }
}
