// Competition and activation along rows of neurons.

// The last lanes of a row that are in use; others are filled with `rest`.
INLINE void load_part(const float *x, int count, float rest, Lanes *out) {
  if (count >= LANES) {
    *out = LOAD(x);
    return;
  }
  float values[LANES];
  for (int i = 0; i < LANES; i++) values[i] = rest;
  memcpy(values, x, count * sizeof(float));
  *out = LOAD(values);
}

INLINE void store_part(float *x, int count, const Lanes *value) {
  if (count >= LANES) {
    STORE(x, *value);
    return;
  }
  float values[LANES];
  STORE(values, *value);
  memcpy(x, values, count * sizeof(float));
}

// Lanes beyond `count` become 0.
INLINE void clear_rest(int count, Lanes *value) {
  if (count >= LANES) return;
  float values[LANES] = {0};
  store_part(values, count, value);
  *value = LOAD(values);
}

INLINE int part(ptrdiff_t i, ptrdiff_t n) { return n - i < LANES ? (int)(n - i) : LANES; }

static void signed_softmax(
    const float *u, ptrdiff_t rows, ptrdiff_t neurons, float beta, float negligible, float *s) {
  for (; rows > 0; rows--, u += neurons, s += neurons) {
    Lanes top = (Lanes){0} - INFINITY;
    for (ptrdiff_t i = 0; i < neurons; i += LANES) {
      Lanes x;
      load_part(u + i, part(i, neurons), -INFINITY, &x);
      IndexLanes larger = x > top;
      top = SELECT(larger, x, top);
    }
    float strongest = top[0];
    for (int i = 1; i < LANES; i++) strongest = top[i] > strongest ? top[i] : strongest;

    Lanes sums = {0};
    ptrdiff_t winner = -1;
    for (ptrdiff_t i = 0; i < neurons; i += LANES) {
      Lanes x, e;
      load_part(u + i, part(i, neurons), strongest, &x);
      const Lanes scaled = (x - strongest) * beta;
      exponential(&scaled, &e);
      clear_rest(part(i, neurons), &e);
      sums += e;
      store_part(s + i, part(i, neurons), &e);
    }
    for (ptrdiff_t i = 0; i < neurons && winner < 0; i++)
      if (u[i] == strongest) winner = i;

    const float share = 1 / sum_of_lanes(&sums);
    const Lanes least = (Lanes){0} + negligible, none = {0};
    for (ptrdiff_t i = 0; i < neurons; i += LANES) {
      Lanes e;
      load_part(s + i, part(i, neurons), 0, &e);
      e *= share;
      IndexLanes counts = ~(e < least);   // so that what is not a number passes on
      e = none - SELECT(counts, e, none);
      store_part(s + i, part(i, neurons), &e);
    }
    if (winner >= 0) s[winner] = -s[winner];
  }
}

INLINE void powered(const Lanes *x, float power, Lanes *out) {
  const Lanes least = (Lanes){0} + 1.1754944e-38f;   // the smallest normal number
  Lanes y;
  logarithm(x, &y);
  y *= power;
  exponential(&y, &y);
  IndexLanes normal = *x >= least;
  *out = SELECT(normal, y, ((Lanes){0}));
}

static void triangle(const float *u, ptrdiff_t rows, ptrdiff_t neurons, float power, float *out) {
  for (; rows > 0; rows--, u += neurons, out += neurons) {
    Lanes sums = {0};
    for (ptrdiff_t i = 0; i < neurons; i += LANES) {
      Lanes x;
      load_part(u + i, part(i, neurons), 0, &x);
      sums += x;
    }
    const float mean = sum_of_lanes(&sums) / neurons;
    const Lanes none = {0};
    for (ptrdiff_t i = 0; i < neurons; i += LANES) {
      Lanes x;
      load_part(u + i, part(i, neurons), mean, &x);
      x -= mean;
      IndexLanes above = x > none;   // nothing where it is not a number
      x = SELECT(above, x, none);
      if (power != 1) powered(&x, power, &x);
      store_part(out + i, part(i, neurons), &x);
    }
  }
}
