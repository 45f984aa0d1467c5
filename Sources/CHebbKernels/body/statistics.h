// Per-image standardisation: one pass for the mean, one for the sum of squared deviations.
static bool standardisation(const float *values, ptrdiff_t n, float *mean, float *scale) {
  Lanes sums[4] = {{0}, {0}, {0}, {0}};
  ptrdiff_t i = 0;
  for (; i + 4 * LANES <= n; i += 4 * LANES)
    UNROLL for (int v = 0; v < 4; v++) sums[v] += LOAD(values + i + v * LANES);
  Lanes total = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  float sum = sum_of_lanes(&total);
  for (ptrdiff_t j = i; j < n; j++) sum += values[j];
  const float m = sum / n;

  UNROLL for (int v = 0; v < 4; v++) sums[v] = (Lanes){0};
  for (i = 0; i + 4 * LANES <= n; i += 4 * LANES)
    UNROLL for (int v = 0; v < 4; v++) {
      Lanes d = LOAD(values + i + v * LANES) - m;
      sums[v] += d * d;
    }
  total = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  float squares = sum_of_lanes(&total);
  for (ptrdiff_t j = i; j < n; j++) squares += (values[j] - m) * (values[j] - m);

  *mean = m;
  *scale = 1 / (1e-10f + sqrtf(squares / (n > 1 ? n - 1 : 1)));
  return isfinite(m) && isfinite(squares);
}
