// Updates of which only the largest changes are carried out, and products with inputs that are mostly zero.

// Appends the values whose magnitude reaches `least`, with their indices; up to 16 places behind the last are written,
// too. `count` is what has been appended so far.
INLINE int32_t append_largest(
    const Lanes *values, const IndexLanes *places, float least, int32_t *indices, float *kept, int32_t count) {
  const IndexLanes sign = (IndexLanes){0} + INT32_MAX;
  const Lanes magnitude = (Lanes)((IndexLanes)*values & sign);
#ifdef KERNELS_COMPRESS
  const __mmask16 mask = _mm512_cmp_ps_mask((__m512)magnitude, _mm512_set1_ps(least), _CMP_GE_OQ);
  // Compressed in a register: a compressing store is many times slower on some processors.
  _mm512_storeu_si512(indices + count, _mm512_maskz_compress_epi32(mask, (__m512i)*places));
  _mm512_storeu_ps(kept + count, _mm512_maskz_compress_ps(mask, (__m512)*values));
  return count + __builtin_popcount(mask);
#else
  const IndexLanes reaches = magnitude >= least;
  if (!__builtin_reduce_or(reaches)) return count;
  for (int lane = 0; lane < LANES; lane++) {
    indices[count] = (*places)[lane];
    kept[count] = (*values)[lane];
    count += reaches[lane] & 1;
  }
  return count;
#endif
}

INLINE float largest_lane(const Lanes *v) {
  float most = 0;
  for (int lane = 0; lane < LANES; lane++) most = (*v)[lane] > most ? (*v)[lane] : most;
  return most;
}

// `count` blocks at a time, so that as many sums are under way.
INLINE int32_t deviate_blocks(
    HebbDeviation *row, const int32_t *blocks, int count, float least, Lanes *most, int32_t found) {
  const IndexLanes sign = (IndexLanes){0} + INT32_MAX;
  const IndexLanes lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  Lanes correlation[4];
  UNROLL for (int b = 0; b < count; b++) correlation[b] = (Lanes){0};
  for (int i = 0; i < row->count; i++) {
    const float *in = row->inputs[i], amount = row->amounts[i];
    UNROLL for (int b = 0; b < count; b++) correlation[b] += amount * LOAD(in + blocks[b] * LANES);
  }
  UNROLL for (int b = 0; b < count; b++) {
    const ptrdiff_t at = (ptrdiff_t)blocks[b] * LANES;
    Lanes sum = LOAD(row->sum + at);
    if (row->adds) {
      sum += correlation[b];
      STORE(row->sum + at, sum);
    }
    const Lanes magnitude = (Lanes)((IndexLanes)sum & sign);
    *most = SELECT(magnitude > *most, magnitude, *most);
    const Lanes change = correlation[b] - row->share * (sum - correlation[b]);
    const IndexLanes places = lane + (int32_t)(row->first + at);
    found = append_largest(&change, &places, least, row->indices, row->values, found);
  }
  return found;
}

// Columns whose inputs are all zero: the change is -share * sum.
INLINE int32_t deviate_silent(HebbDeviation *row, ptrdiff_t block, float least, Lanes *most, int32_t found) {
  const IndexLanes sign = (IndexLanes){0} + INT32_MAX;
  const IndexLanes lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  const Lanes sum = LOAD(row->sum + block * LANES), change = -row->share * sum;
  const Lanes magnitude = (Lanes)((IndexLanes)sum & sign);
  *most = SELECT(magnitude > *most, magnitude, *most);
  const IndexLanes places = lane + (int32_t)(row->first + block * LANES);
  return append_largest(&change, &places, least, row->indices, row->values, found);
}

static int32_t deviations(HebbDeviation *row) {
  const ptrdiff_t whole = row->columns / LANES;
  const float least = row->least > 0x1p-126f ? row->least : 0x1p-126f;
  const bool is_active = row->count > 0;
  // Where nothing is active, changes are no larger than this.
  const bool is_silence_enough = row->bound * row->share >= least;
  Lanes most = {0};
  int32_t found = 0;
  if (is_silence_enough || !is_active) {
    if (!is_silence_enough) return 0;
    int32_t next = 0;
    for (ptrdiff_t block = 0; block < whole; block++) {
      const int32_t index = (int32_t)block;
      const bool has_input = is_active && next < row->block_count && row->blocks[next] == index;
      next += has_input;
      found = has_input ? deviate_blocks(row, &index, 1, least, &most, found)
                        : deviate_silent(row, block, least, &most, found);
    }
    row->bound = 0;   // all of the row has been seen
  } else {
    int32_t b = 0;
    for (; b + 4 <= row->block_count; b += 4) found = deviate_blocks(row, row->blocks + b, 4, least, &most, found);
    for (; b < row->block_count; b++) found = deviate_blocks(row, row->blocks + b, 1, least, &most, found);
  }
  float bound = largest_lane(&most);
  for (ptrdiff_t i = whole * LANES; i < row->columns; i++) {
    float correlation = 0;
    for (int j = 0; j < row->count; j++) correlation += row->amounts[j] * row->inputs[j][i];
    if (row->adds) row->sum[i] += correlation;
    const float change = correlation - row->share * (row->sum[i] - correlation);
    bound = fabsf(row->sum[i]) > bound ? fabsf(row->sum[i]) : bound;
    if (!(fabsf(change) >= least)) continue;
    row->indices[found] = row->first + (int32_t)i;
    row->values[found++] = change;
  }
  row->bound = bound > row->bound ? bound : row->bound;
  return found;
}

static void count_magnitudes(
    const float *values, ptrdiff_t count, int32_t shift, int32_t bits, uint32_t prefix, int32_t *bins) {
  const uint32_t mask = (1u << bits) - 1;
  for (ptrdiff_t i = 0; i < count; i++) {
    uint32_t magnitude;
    memcpy(&magnitude, values + i, sizeof magnitude);
    magnitude = (magnitude & INT32_MAX) >> shift;
    if (magnitude >> bits == prefix) bins[magnitude & mask]++;
  }
}

static ptrdiff_t keep_largest(
    const int32_t *indices, const float *values, ptrdiff_t count, float least, int32_t *kept_indices,
    float *kept_values) {
  int32_t kept = 0;
  ptrdiff_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    const Lanes some = LOAD(values + i);
    IndexLanes places;
    memcpy(&places, indices + i, sizeof places);
    kept = append_largest(&some, &places, least, kept_indices, kept_values, kept);
  }
  for (; i < count; i++) {
    if (!(fabsf(values[i]) >= least)) continue;
    kept_indices[kept] = indices[i];
    kept_values[kept++] = values[i];
  }
  return kept;
}

static float next_weights(
    const float *weights, const float *mask, const int32_t *indices, const float *values, ptrdiff_t count,
    int32_t offset, float rate, float *next) {
  float status = 0;
  for (ptrdiff_t i = 0; i < count; i++) {
    const float change = mask ? rate * mask[indices[i]] * values[i] : rate * values[i];
    next[i] = weights[indices[i] - offset] + change;
    status += next[i] * 0.0f;
  }
  return status;
}

static int32_t active_blocks(const float *inputs, ptrdiff_t count, ptrdiff_t columns, int32_t *blocks) {
  int32_t found = 0;
  for (ptrdiff_t block = 0; block < columns / LANES; block++) {
    IndexLanes any = {0};
    for (ptrdiff_t n = 0; n < count; n++) any |= LOAD(inputs + n * columns + block * LANES) != 0;
    blocks[found] = (int32_t)block;
    found += __builtin_reduce_or(any) != 0;
  }
  return found;
}

INLINE void multiply_rows(
    int rows, const float *weights, ptrdiff_t columns, const float *inputs, const int32_t *blocks, int32_t block_count,
    float *products) {
  Lanes sums[4];
  UNROLL for (int r = 0; r < rows; r++) sums[r] = (Lanes){0};
  for (int32_t b = 0; b < block_count; b++) {
    const ptrdiff_t at = (ptrdiff_t)blocks[b] * LANES;
    const Lanes x = LOAD(inputs + at);
    UNROLL for (int r = 0; r < rows; r++) sums[r] += x * LOAD(weights + r * columns + at);
  }
  UNROLL for (int r = 0; r < rows; r++) {
    products[r] = sum_of_lanes(&sums[r]);
    for (ptrdiff_t i = columns / LANES * LANES; i < columns; i++) products[r] += inputs[i] * weights[r * columns + i];
  }
}

static void multiply_row(
    const float *weights, ptrdiff_t rows, ptrdiff_t columns, const float *inputs, const int32_t *blocks,
    int32_t block_count, float *products) {
  ptrdiff_t r = 0;
  for (; r + 4 <= rows; r += 4)
    multiply_rows(4, weights + r * columns, columns, inputs, blocks, block_count, products + r);
  for (; r < rows; r++) multiply_rows(1, weights + r * columns, columns, inputs, blocks, block_count, products + r);
}
