// Recall from associative memories: sums over patterns or units, and functions of overlaps by table.

static float dot(const float *left, const float *right, ptrdiff_t count) {
  // Four sums, because an addition takes as long as four can begin.
  Lanes sums[4] = {{0}, {0}, {0}, {0}};
  ptrdiff_t i = 0;
  for (; i + 4 * LANES <= count; i += 4 * LANES)
    UNROLL for (int v = 0; v < 4; v++) sums[v] += LOAD(left + i + v * LANES) * LOAD(right + i + v * LANES);
  for (; i + LANES <= count; i += LANES) sums[0] += LOAD(left + i) * LOAD(right + i);
  const Lanes total = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  float sum = sum_of_lanes(&total);
  for (; i < count; i++) sum += left[i] * right[i];
  return sum;
}

static void add_multiple(float *sums, const float *values, float factor, ptrdiff_t count) {
  ptrdiff_t i = 0;
  for (; i + LANES <= count; i += LANES) STORE(sums + i, LOAD(sums + i) + factor * LOAD(values + i));
  for (; i < count; i++) sums[i] += factor * values[i];
}

static HebbExtent extent(const float *values, ptrdiff_t count) {
  HebbExtent e = {values[0], values[0]};
  ptrdiff_t i = 0;
  if (count >= LANES) {
    Lanes least = LOAD(values), greatest = least;
    for (i = LANES; i + LANES <= count; i += LANES) {
      const Lanes v = LOAD(values + i);
      least = SELECT(v < least, v, least);
      greatest = SELECT(v > greatest, v, greatest);
    }
    for (int lane = 0; lane < LANES; lane++) {
      e.least = least[lane] < e.least ? least[lane] : e.least;
      e.greatest = greatest[lane] > e.greatest ? greatest[lane] : e.greatest;
    }
  }
  for (; i < count; i++) {
    e.least = values[i] < e.least ? values[i] : e.least;
    e.greatest = values[i] > e.greatest ? values[i] : e.greatest;
  }
  return e;
}

static float look_up(
    const float *overlaps, ptrdiff_t count, int32_t units, const float *gain_table, const float *curvature_table,
    float *gains) {
  // Eight sums side by side: the loads of a step need not wait for the additions of the one before.
  float sums[8] = {0};
  ptrdiff_t k = 0;
  for (; k + 8 <= count; k += 8)
    UNROLL for (int v = 0; v < 8; v++) {
      const int32_t i = ((int32_t)overlaps[k + v] + units) >> 1;
      gains[k + v] = gain_table[i];
      sums[v] += curvature_table[i];
    }
  for (; k < count; k++) {
    const int32_t i = ((int32_t)overlaps[k] + units) >> 1;
    gains[k] = gain_table[i];
    sums[0] += curvature_table[i];
  }
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}
