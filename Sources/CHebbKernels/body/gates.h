// Gated recurrent units: the recurrent product stays in registers until the gates have been computed from it.

// Sequences that a tile works on, so that its sums fit the registers.
#if KERNELS_TILE_VECTORS == 3
#define GATE_TILE 8
#elif KERNELS_TILE_ROWS == 4
#define GATE_TILE 2
#else
#define GATE_TILE 1
#endif
#define BACK_VECTORS (HEBB_GATE_PANEL / LANES)

static void pack_gates(const float *weights, int32_t units, int32_t hidden, float *packed) {
  for (int first = 0; first < hidden; first += LANES)
    for (int k = 0; k < hidden; k++)
      for (int gate = 0; gate < 3; gate++, packed += LANES)
        for (int i = 0; i < LANES; i++)
          packed[i] = first + i < units && k < units
                          ? weights[((ptrdiff_t)gate * units + first + i) * units + k]
                          : 0;
}

static void pack_gates_back(const float *weights, int32_t units, int32_t hidden, float *packed) {
  for (int first = 0; first < hidden; first += HEBB_GATE_PANEL)
    for (int gate = 0; gate < 3; gate++)
      for (int k = 0; k < hidden; k++, packed += HEBB_GATE_PANEL) {
        const int count = k >= units || first >= units ? 0 : units - first;
        const float *const row = weights + ((ptrdiff_t)gate * units + k) * units + first;
        for (int i = 0; i < HEBB_GATE_PANEL; i++) packed[i] = i < count ? row[i] : 0;
      }
}

// `count` sequences from `first` on, for the units of one block of packed weights.
INLINE void gate_tile(
    int count, int first, int unit, const HebbGateStep *s, const float *packed, const float *bias, const float *h,
    float *next) {
  const ptrdiff_t hidden = s->hidden;
  const float *const state = h + first * hidden;
  Lanes sums[3 * GATE_TILE];
  UNROLL for (int i = 0; i < 3 * count; i++) sums[i] = (Lanes){0};
  for (ptrdiff_t k = 0; k < hidden; k++, packed += 3 * LANES) {
    const Lanes u[3] = {LOAD(packed), LOAD(packed + LANES), LOAD(packed + 2 * LANES)};
    UNROLL for (int b = 0; b < count; b++) {
      const float x = state[b * hidden + k];
      UNROLL for (int gate = 0; gate < 3; gate++) sums[3 * b + gate] += x * u[gate];
    }
  }
  // Through memory, so that the sums are addressed by constants above, and the gates need not be unrolled.
  Lanes kept[3 * GATE_TILE];
  UNROLL for (int i = 0; i < 3 * count; i++) kept[i] = sums[i];
  const float *const b = bias + unit;
#pragma clang loop unroll(disable)
  for (int i = 0; i < count; i++) {
    float *const gates = s->gates + (first + i) * s->gates_stride + unit;
    Lanes r = kept[3 * i] + LOAD(gates) + LOAD(b), z = kept[3 * i + 1] + LOAD(gates + hidden) + LOAD(b + hidden);
    logistic(&r, &r);
    logistic(&z, &z);
    const Lanes recurrent = kept[3 * i + 2] + LOAD(b + 3 * hidden);
    Lanes n = LOAD(gates + 2 * hidden) + LOAD(b + 2 * hidden) + r * recurrent;
    hyperbolic_tangent(&n, &n);
    // Not n + z (h - n), whose difference loses digits where old state and candidate nearly cancel.
    const Lanes after = (1.0f - z) * n + z * LOAD(state + i * hidden + unit);
    STORE(gates, r);
    STORE(gates + hidden, z);
    STORE(gates + 2 * hidden, n);
    STORE(s->recurrent + (first + i) * s->recurrent_stride + unit, recurrent);
    STORE(s->states + (first + i) * s->states_stride + unit, after);
    STORE(next + (first + i) * hidden + unit, after);
    if (s->rectified) {
      const IndexLanes negative = after < (Lanes){0};   // what is not a number passes on
      STORE(s->rectified + (first + i) * s->output_stride + unit, SELECT(negative, ((Lanes){0}), after));
    }
  }
}

static void gates_forward(
    const HebbGateStep *s, const float *packed, const float *bias, const float *h, float *next) {
  for (int unit = 0; unit < s->hidden; unit += LANES, packed += (ptrdiff_t)3 * LANES * s->hidden) {
    int first = 0;
    for (; first + GATE_TILE <= s->sequences; first += GATE_TILE)
      gate_tile(GATE_TILE, first, unit, s, packed, bias, h, next);
#if GATE_TILE == 8
    if (first + 4 <= s->sequences) gate_tile(4, first, unit, s, packed, bias, h, next), first += 4;
    if (first + 2 <= s->sequences) gate_tile(2, first, unit, s, packed, bias, h, next), first += 2;
#endif
    for (; first < s->sequences; first++) gate_tile(1, first, unit, s, packed, bias, h, next);
  }
}

// carry [count, panel] += changes [count, 3 H] x packed panel.
INLINE void back_tile(
    int count, int vectors, ptrdiff_t hidden, const float *packed, const float *changes, float *carry) {
  Lanes sums[GATE_TILE * BACK_VECTORS];
  UNROLL for (int i = 0; i < count * vectors; i++) sums[i] = (Lanes){0};
  for (ptrdiff_t k = 0; k < 3 * hidden; k++, packed += HEBB_GATE_PANEL) {
    Lanes u[BACK_VECTORS];
    UNROLL for (int v = 0; v < vectors; v++) u[v] = LOAD(packed + v * LANES);
    UNROLL for (int b = 0; b < count; b++) {
      const float x = changes[b * 3 * hidden + k];
      UNROLL for (int v = 0; v < vectors; v++) sums[b * vectors + v] += x * u[v];
    }
  }
  UNROLL for (int b = 0; b < count; b++)
    UNROLL for (int v = 0; v < vectors; v++) {
      float *const place = carry + b * hidden + v * LANES;
      STORE(place, LOAD(place) + sums[b * vectors + v]);
    }
}

INLINE void back_product(
    int vectors, int sequences, ptrdiff_t hidden, const float *packed, const float *changes, float *carry) {
  int b = 0;
  for (; b + GATE_TILE <= sequences; b += GATE_TILE)
    back_tile(GATE_TILE, vectors, hidden, packed, changes + b * 3 * hidden, carry + b * hidden);
#if GATE_TILE == 8
  if (b + 4 <= sequences) {
    back_tile(4, vectors, hidden, packed, changes + b * 3 * hidden, carry + b * hidden);
    b += 4;
  }
#endif
  for (; b < sequences; b++) back_tile(1, vectors, hidden, packed, changes + b * 3 * hidden, carry + b * hidden);
}

static void gates_backward(
    const HebbGateStep *s, const float *packed, float *carry, float *sums, float *scratch) {
  const ptrdiff_t hidden = s->hidden;
  for (ptrdiff_t unit = 0; unit < hidden; unit += LANES) {
    Lanes total[4] = {LOAD(sums + unit), LOAD(sums + hidden + unit), LOAD(sums + 2 * hidden + unit),
                      LOAD(sums + 3 * hidden + unit)};
    for (int b = 0; b < s->sequences; b++) {
      float *const gates = s->gates + b * s->gates_stride + unit, *const changes = scratch + b * 3 * hidden + unit;
      float *const recurrent = s->recurrent + b * s->recurrent_stride + unit;
      Lanes g = {0};
      if (s->gradient) g = LOAD(s->gradient + b * s->output_stride + unit);
      if (s->rectified && s->gradient) {
        const IndexLanes active = LOAD(s->rectified + b * s->output_stride + unit) > (Lanes){0};
        g = SELECT(active, g, ((Lanes){0}));
      }
      g += LOAD(carry + b * hidden + unit);
      const Lanes r = LOAD(gates), z = LOAD(gates + hidden), n = LOAD(gates + 2 * hidden);
      const Lanes before = LOAD(s->states + b * s->states_stride + unit);
      const Lanes update = g * (before - n) * z * (1 - z), candidate = g * (1 - z) * (1 - n * n);
      const Lanes within = candidate * r, reset = candidate * LOAD(recurrent) * r * (1 - r);
      STORE(gates, reset);
      STORE(gates + hidden, update);
      STORE(gates + 2 * hidden, candidate);
      STORE(recurrent, within);
      STORE(changes, reset);
      STORE(changes + hidden, update);
      STORE(changes + 2 * hidden, within);
      STORE(carry + b * hidden + unit, g * z);
      total[0] += reset;
      total[1] += update;
      total[2] += candidate;
      total[3] += within;
    }
    UNROLL for (int gate = 0; gate < 4; gate++) STORE(sums + gate * hidden + unit, total[gate]);
  }
  for (ptrdiff_t unit = 0; unit < hidden; unit += HEBB_GATE_PANEL, packed += 3 * HEBB_GATE_PANEL * hidden) {
    if (unit + HEBB_GATE_PANEL <= hidden)
      back_product(BACK_VECTORS, s->sequences, hidden, packed, scratch, carry + unit);
    else
      back_product(1, s->sequences, hidden, packed, scratch, carry + unit);
  }
}
