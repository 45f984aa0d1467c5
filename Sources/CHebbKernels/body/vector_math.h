// Exponential and logarithm of 16 lanes, accurate to about two units in the last place.

// e^x; 0 below -87 (where it would not be a normal number), infinity above 88.7.
INLINE void exponential(const Lanes *x, Lanes *out) {
  const Lanes log2e = (Lanes){0} + 1.44269504f, magic = (Lanes){0} + 12582912.0f;  // 1.5 * 2^23: rounds to whole
  const Lanes low = (Lanes){0} - 87.0f, high = (Lanes){0} + 88.7f;
  const IndexLanes tiny = *x < low, huge = *x > high, unordered = *x != *x;
  Lanes v = SELECT(tiny, low, *x);
  v = SELECT(huge, high, v);
  const Lanes n = (v * log2e + magic) - magic;
  const Lanes r = (v - n * 0.693359375f) - n * -2.12194440e-4f;
  Lanes p = r * 1.9875691500e-4f + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  const IndexLanes exponent = __builtin_convertvector(n, IndexLanes) << 23;
  Lanes result = (Lanes)((IndexLanes)p + exponent);
  result = SELECT(tiny, ((Lanes){0}), result);
  result = SELECT(huge, ((Lanes){0} + INFINITY), result);
  *out = SELECT(unordered, *x, result);
}

// log x of positive normal numbers.
INLINE void logarithm(const Lanes *x, Lanes *out) {
  const IndexLanes bits = (IndexLanes)*x;
  // Mantissas in [sqrt(1/2), sqrt(2)).
  const IndexLanes shifted = bits - 0x3f3504f3;
  const IndexLanes exponent = shifted >> 23;
  const Lanes m = (Lanes)(bits - (exponent << 23)) - 1.0f, e = __builtin_convertvector(exponent, Lanes);
  Lanes p = m * 7.0376836292e-2f - 1.1514610310e-1f;
  p = p * m + 1.1676998740e-1f;
  p = p * m - 1.2420140846e-1f;
  p = p * m + 1.4249322787e-1f;
  p = p * m - 1.6668057665e-1f;
  p = p * m + 2.0000714765e-1f;
  p = p * m - 2.4999993993e-1f;
  p = p * m + 3.3333331174e-1f;
  const Lanes square = m * m;
  Lanes y = p * m * square + e * -2.12194440e-4f;
  y = y - 0.5f * square;
  *out = m + y + e * 0.693359375f;
}

// 1 / (1 + e^-x).
INLINE void logistic(const Lanes *x, Lanes *out) {
  Lanes e = -*x;
  exponential(&e, &e);
  *out = 1.0f / (1.0f + e);
}

// tanh x: an odd polynomial near 0, where 1 - 2 / (e^2|x| + 1) would lose digits.
INLINE void hyperbolic_tangent(const Lanes *x, Lanes *out) {
  const IndexLanes sign = (IndexLanes)*x & INT32_MIN;
  const Lanes magnitude = (Lanes)((IndexLanes)*x ^ sign), square = *x * *x;
  Lanes p = square * -0.005717045f + 0.020650588f;
  p = p * square - 0.053743497f;
  p = p * square + 0.13331491f;
  p = p * square - 0.33333284f;
  const Lanes near = magnitude + magnitude * square * p;
  Lanes e = 2.0f * magnitude;
  exponential(&e, &e);
  const Lanes far = 1.0f - 2.0f / (e + 1.0f);
  const IndexLanes is_near = magnitude < 0.625f;
  const Lanes result = SELECT(is_near, near, far);
  *out = (Lanes)((IndexLanes)result | sign);
}
