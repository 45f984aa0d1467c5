// Updates from patches: the rows of A^T X - M W, where A has few values that are not 0.

static void collect(
    const float *a, const float *y, ptrdiff_t stride, int32_t rows, int32_t columns, const int32_t *places,
    int32_t *offsets, float *values, int32_t *counts, float *products) {
  Lanes sums[HEBB_COLUMN_BLOCK / LANES];
  UNROLL for (int v = 0; v < HEBB_COLUMN_BLOCK / LANES; v++) sums[v] = (Lanes){0};
  for (int c = 0; c < columns; c++) counts[c] = 0;
  for (int32_t row = 0; row < rows; row++, a += stride, y += y ? stride : 0)
    UNROLL for (int v = 0; v < HEBB_COLUMN_BLOCK / LANES; v++) {
      if (v * LANES >= columns) break;
      Lanes value, with;
      load_part(a + v * LANES, columns - v * LANES, 0, &value);
      if (y) {
        load_part(y + v * LANES, columns - v * LANES, 0, &with);
        sums[v] += value * with;
      }
      const IndexLanes used = value != (Lanes){0};
      uint32_t bits = 0;
      UNROLL for (int i = 0; i < LANES; i++) bits |= (uint32_t)(used[i] & 1) << i;
      for (; bits; bits &= bits - 1) {
        const int column = v * LANES + __builtin_ctz(bits);
        const ptrdiff_t at = (ptrdiff_t)column * rows + counts[column]++;
        offsets[at] = places[row];
        values[at] = a[column];
      }
    }
  if (y)
    UNROLL for (int v = 0; v < HEBB_COLUMN_BLOCK / LANES; v++)
      if (v * LANES < columns) store_part(products + v * LANES, columns - v * LANES, &sums[v]);
}

#define CHUNK_VECTORS (HEBB_PATCH_CHUNK / LANES)

INLINE float finish_chunk(const float *sums, int32_t count, float decay, const float *weights, float *change) {
  Lanes largest = {0};
  for (int v = 0; v * LANES < count; v++) {
    Lanes sum, w;
    // What lies beyond the last value belongs to the next run, or to nothing.
    load_part(sums + v * LANES, count - v * LANES, 0, &sum);
    load_part(weights + v * LANES, count - v * LANES, 0, &w);
    const Lanes value = sum - decay * w;
    store_part(change + v * LANES, count - v * LANES, &value);
    const Lanes magnitude = (Lanes)((IndexLanes)value & 0x7FFFFFFF);
    const IndexLanes larger = ~(magnitude <= largest);   // also where it is not a number
    largest = SELECT(larger, magnitude, largest);
  }
  float most = largest[0];
  for (int i = 1; i < LANES; i++) most = !(largest[i] <= most) ? largest[i] : most;
  return most;
}

// Sums of whole vectors; what lies beyond the last value is read and not used.
#define SUM_CHUNK(vectors, load)                                                       \
  for (int32_t e = 0; e < entries; e++) {                                              \
    const ptrdiff_t at = offsets[e] + first;                                           \
    const float value = values[e];                                                     \
    UNROLL for (int v = 0; v < vectors; v++) {                                         \
      Lanes in;                                                                        \
      load(image + at + v * LANES, &in);                                               \
      sums[v] += value * in;                                                           \
    }                                                                                  \
  }

INLINE void load_floats(const float *x, Lanes *out) { *out = LOAD(x); }

INLINE void load_brain(const HebbBrainFloat *x, Lanes *out) {
  typedef uint16_t Halves __attribute__((vector_size(32), aligned(2)));
  *out = (Lanes)(__builtin_convertvector(*(const Halves *)x, IndexLanes) << 16);
}

#define SUM_CHUNK_KERNEL(name, Type, load)                                                                       \
  static float name(                                                                                             \
      const Type *image, const int32_t *offsets, const float *values, int32_t entries, ptrdiff_t first,          \
      int32_t count, float decay, const float *weights, float *change) {                                         \
    Lanes sums[CHUNK_VECTORS];                                                                                   \
    UNROLL for (int v = 0; v < CHUNK_VECTORS; v++) sums[v] = (Lanes){0};                                         \
    switch ((count + LANES - 1) / LANES) {                                                                       \
      case 1: SUM_CHUNK(1, load) break;                                                                          \
      case 2: SUM_CHUNK(2, load) break;                                                                          \
      case 3: SUM_CHUNK(3, load) break;                                                                          \
      case 4: SUM_CHUNK(4, load) break;                                                                          \
      case 5: SUM_CHUNK(5, load) break;                                                                          \
      case 6: SUM_CHUNK(6, load) break;                                                                          \
      case 7: SUM_CHUNK(7, load) break;                                                                          \
      default: SUM_CHUNK(8, load) break;                                                                         \
    }                                                                                                            \
    float stored[HEBB_PATCH_CHUNK];                                                                              \
    UNROLL for (int v = 0; v < CHUNK_VECTORS; v++) STORE(stored + v * LANES, sums[v]);                           \
    return finish_chunk(stored, count, decay, weights, change);                                                  \
  }
SUM_CHUNK_KERNEL(sum_chunk, float, load_floats)
SUM_CHUNK_KERNEL(sum_chunk_brain, HebbBrainFloat, load_brain)

static double step_weights(float *weights, const float *change, ptrdiff_t count, float rate) {
  double total = 0;
  for (ptrdiff_t start = 0; start < count; start += 4096) {
    const ptrdiff_t end = start + 4096 < count ? start + 4096 : count;
    Lanes squares = {0};
    for (ptrdiff_t i = start; i < end; i += LANES) {
      Lanes w, d;
      load_part(weights + i, part(i, end), 0, &w);
      load_part(change + i, part(i, end), 0, &d);
      w += rate * d;
      store_part(weights + i, part(i, end), &w);
      squares += w * w;
    }
    total += sum_of_lanes(&squares);
  }
  return total;
}
