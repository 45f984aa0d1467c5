// Responses of neurons to patches of images stored position by position: an unfolded matrix product whose unfolded
// factor is never written, since a patch is a few runs of its image.
//
// Register tiles have TILE_ROWS positions and TILE_VECTORS vectors of neurons: each value of a patch is broadcast, and
// the packed weights of a whole block pass from the second-level cache once for every tile.

#define BLOCK_VECTORS (HEBB_NEURON_BLOCK / LANES)

// 16 x 16 values, row r of which starts at rows + r * stride -> columns at out + c * HEBB_NEURON_BLOCK.
INLINE void transpose_square(const IndexLanes rows[LANES], IndexLanes columns[LANES]) {
  IndexLanes a[LANES], b[LANES];
  // Interleaves pairs of rows 8 apart, four times over: each round moves one bit of the row index into the column index.
  UNROLL for (int i = 0; i < LANES; i++) a[i] = rows[i];
  UNROLL for (int round = 0; round < 4; round++) {
    UNROLL for (int i = 0; i < LANES / 2; i++) {
      b[2 * i] = __builtin_shufflevector(a[i], a[i + 8], 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      b[2 * i + 1] =
          __builtin_shufflevector(a[i], a[i + 8], 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    }
    UNROLL for (int i = 0; i < LANES; i++) a[i] = b[i];
  }
  UNROLL for (int i = 0; i < LANES; i++) columns[i] = a[i];
}

// Rounds two vectors of floats, x first, to pairs: lane i of the result holds values 2 i and 2 i + 1 of 32.
INLINE void to_brain(const Lanes *x, IndexLanes *upper) {
  const IndexLanes bits = (IndexLanes)*x;
  const IndexLanes unordered = *x != *x;
  const IndexLanes rounded = bits + 0x7FFF + ((bits >> 16) & 1);
  *upper = SELECT_INDEX(unordered, bits | 0x400000, rounded) & (int32_t)0xFFFF0000;
}

// 16 pairs: even values in the lower, odd ones in the upper halves.
INLINE void brain_pairs(const float *x, IndexLanes *pairs) {
  const Lanes first = LOAD(x), second = LOAD(x + LANES);
  IndexLanes a, b;
  to_brain(&first, &a);
  to_brain(&second, &b);
  const IndexLanes even = __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
  const IndexLanes odd = __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
  *pairs = ((even >> 16) & 0xFFFF) | odd;
}

static HebbBrainFloat brain_float(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  if (x != x) return (HebbBrainFloat)((bits | 0x400000) >> 16);
  return (HebbBrainFloat)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
}

static void pack_patches(
    const float *weights, ptrdiff_t stride, int32_t neurons, int32_t count, float *packed) {
  int k = 0;
  for (; k + LANES <= count; k += LANES)
    for (int block = 0; block < BLOCK_VECTORS; block++) {
      IndexLanes rows[LANES], columns[LANES];
      UNROLL for (int i = 0; i < LANES; i++) {
        const int o = block * LANES + i;
        rows[i] = o < neurons ? (IndexLanes)LOAD(weights + o * stride + k) : (IndexLanes){0};
      }
      transpose_square(rows, columns);
      UNROLL for (int i = 0; i < LANES; i++)
        STORE(packed + (ptrdiff_t)(k + i) * HEBB_NEURON_BLOCK + block * LANES, (Lanes)columns[i]);
    }
  for (; k < count; k++)
    for (int o = 0; o < HEBB_NEURON_BLOCK; o++)
      packed[(ptrdiff_t)k * HEBB_NEURON_BLOCK + o] = o < neurons ? weights[o * stride + k] : 0;
}

static void pack_patches_brain(
    const float *weights, ptrdiff_t stride, int32_t neurons, int32_t count, HebbBrainFloat *packed) {
  int k = 0;
  for (; k + 2 * LANES <= count; k += 2 * LANES)
    for (int block = 0; block < BLOCK_VECTORS; block++) {
      IndexLanes rows[LANES], columns[LANES];
      UNROLL for (int i = 0; i < LANES; i++) {
        const int o = block * LANES + i;
        rows[i] = (IndexLanes){0};
        if (o < neurons) brain_pairs(weights + o * stride + k, &rows[i]);
      }
      transpose_square(rows, columns);
      UNROLL for (int i = 0; i < LANES; i++)
        STORE((float *)(packed + (ptrdiff_t)(k / 2 + i) * 2 * HEBB_NEURON_BLOCK) + block * LANES, (Lanes)columns[i]);
    }
  for (; k < count; k++)
    for (int o = 0; o < HEBB_NEURON_BLOCK; o++)
      packed[(ptrdiff_t)(k / 2) * 2 * HEBB_NEURON_BLOCK + 2 * o + k % 2] =
          o < neurons ? brain_float(weights[o * stride + k]) : 0;
}

// Where a tile's patches begin; positions beyond the last repeat it.
#define TILE_STARTS(Type, what, image, first, starts)                                        \
  const Type *starts[TILE_ROWS];                                                             \
  UNROLL for (int i = 0; i < TILE_ROWS; i++) {                                               \
    const int position = (first) + i < (what)->positions ? (first) + i : (what)->positions - 1; \
    starts[i] = (image) + (what)->offsets[position];                                         \
  }

// Stores the sums of a tile, as far as there are positions and neurons for them. The sums are indexed by constants alone:
// otherwise they would have to be in memory.
INLINE void store_tile(const HebbResponses *what, int first, int column, const Lanes *sums, float *u) {
  u += first * what->stride + column;
  const int rows = what->positions - first, columns = what->neurons - column;
  if (rows >= TILE_ROWS && columns >= TILE_VECTORS * LANES) {
    UNROLL for (int i = 0; i < TILE_ROWS; i++)
      UNROLL for (int v = 0; v < TILE_VECTORS; v++) STORE(u + i * what->stride + v * LANES, sums[i * TILE_VECTORS + v]);
    return;
  }
  float tile[TILE_ROWS][TILE_VECTORS * LANES];
  UNROLL for (int i = 0; i < TILE_ROWS; i++)
    UNROLL for (int v = 0; v < TILE_VECTORS; v++) STORE(tile[i] + v * LANES, sums[i * TILE_VECTORS + v]);
  const int used = columns < TILE_VECTORS * LANES ? columns : TILE_VECTORS * LANES;
  for (int i = 0; i < TILE_ROWS && i < rows; i++) memcpy(u + i * what->stride, tile[i], used * sizeof(float));
}

static void respond(const HebbResponses *what, const float *image, const float *packed, float *u) {
  const HebbPatch patch = what->patch;
  for (int first = 0; first < what->positions; first += TILE_ROWS) {
    TILE_STARTS(float, what, image, first, starts)
    for (int column = 0; column < what->neurons; column += TILE_VECTORS * LANES) {
      Lanes sums[TILE_ROWS * TILE_VECTORS];
      UNROLL for (int i = 0; i < TILE_ROWS * TILE_VECTORS; i++) sums[i] = (Lanes){0};
      const float *w = packed + column;
      for (int r = 0; r < patch.runs; r++) {
        const float *x[TILE_ROWS];
        UNROLL for (int i = 0; i < TILE_ROWS; i++) x[i] = starts[i] + r * patch.stride;
        for (int k = 0; k < patch.run; k++, w += HEBB_NEURON_BLOCK) {
          Lanes in[TILE_VECTORS];
          UNROLL for (int v = 0; v < TILE_VECTORS; v++) in[v] = LOAD(w + v * LANES);
          UNROLL for (int i = 0; i < TILE_ROWS; i++)
            UNROLL for (int v = 0; v < TILE_VECTORS; v++) sums[i * TILE_VECTORS + v] += x[i][k] * in[v];
        }
      }
      store_tile(what, first, column, sums, u);
    }
  }
}

#if defined(KERNELS_BRAIN_PRODUCTS)
#define ADD_PAIRS(sum, x, w) (sum) = (Lanes)_mm512_dpbf16_ps((__m512)(sum), (__m512bh)(x), (__m512bh)(w))
#else
#define ADD_PAIRS(sum, x, w) \
  (sum) += (Lanes)((x) << 16) * (Lanes)((w) << 16) + (Lanes)((x) & (int32_t)0xFFFF0000) * (Lanes)((w) & (int32_t)0xFFFF0000)
#endif

static void respond_brain(
    const HebbResponses *what, const HebbBrainFloat *image, const HebbBrainFloat *packed, float *u) {
  const HebbPatch patch = what->patch;
  for (int first = 0; first < what->positions; first += TILE_ROWS) {
    TILE_STARTS(HebbBrainFloat, what, image, first, starts)
    for (int column = 0; column < what->neurons; column += TILE_VECTORS * LANES) {
      Lanes sums[TILE_ROWS * TILE_VECTORS];
      UNROLL for (int i = 0; i < TILE_ROWS * TILE_VECTORS; i++) sums[i] = (Lanes){0};
      const HebbBrainFloat *w = packed + 2 * column;
      for (int r = 0; r < patch.runs; r++) {
        const HebbBrainFloat *x[TILE_ROWS];
        UNROLL for (int i = 0; i < TILE_ROWS; i++) x[i] = starts[i] + r * patch.stride;
        for (int k = 0; k < patch.run; k += 2, w += 2 * HEBB_NEURON_BLOCK) {
          IndexLanes in[TILE_VECTORS];
          UNROLL for (int v = 0; v < TILE_VECTORS; v++) in[v] = (IndexLanes)LOAD((const float *)w + v * LANES);
          UNROLL for (int i = 0; i < TILE_ROWS; i++) {
            int32_t pair;
            memcpy(&pair, x[i] + k, sizeof pair);
            const IndexLanes both = (IndexLanes){0} + pair;
            UNROLL for (int v = 0; v < TILE_VECTORS; v++) ADD_PAIRS(sums[i * TILE_VECTORS + v], both, in[v]);
          }
        }
      }
      store_tile(what, first, column, sums, u);
    }
  }
}
