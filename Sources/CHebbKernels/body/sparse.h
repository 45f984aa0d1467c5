// Convolution with few connections per neuron: compressed rows, vectorised over positions.
//
// The input is unfolded along rows only: for each channel and each column x of the kernel, a plane [H, W'] of the
// input shifted by x. A connection's inputs at all positions are then one contiguous stretch of it.

#define SPARSE_VECTORS 9   // accumulators; 12 x 12 positions are 9 vectors

static void shifted_planes(
    const HebbConvolution *l, const float *image, float mean, float scale, float *planes) {
  const int width = hebb_output_width(l);
  for (int c = 0; c < l->channels; c++) {
    const float *in = image + (ptrdiff_t)c * l->height * l->width;
    for (int x = 0; x < l->kernel; x++) {
      float *out = planes + ((ptrdiff_t)c * l->kernel + x) * l->height * width;
      for (int y = 0; y < l->height; y++, out += width) {
        // Overruns are written over by the next row; the last one is slack.
        const float *row = in + (ptrdiff_t)y * l->width + x;
        for (int j = 0; j < width; j += LANES) STORE(out + j, (LOAD(row + j) - mean) * scale);
      }
    }
  }
}

INLINE void sparse_vectors(
    int vectors, const float *planes, int first, int last, const int32_t *offsets, const float *weights,
    float threshold, float *u) {
  Lanes sums[SPARSE_VECTORS];
  UNROLL for (int v = 0; v < vectors; v++) sums[v] = (Lanes){0} - threshold;
  for (int i = first; i < last; i++) {
    const float *in = planes + offsets[i];
    UNROLL for (int v = 0; v < vectors; v++) sums[v] += weights[i] * LOAD(in + v * LANES);
  }
  UNROLL for (int v = 0; v < vectors; v++) STORE(u + v * LANES, sums[v]);
}

// Two neighbouring floats of a and b at a time: their sums, in order.
INLINE void pair_sums(const float *in, Lanes *out) {
  Lanes a = LOAD(in), b = LOAD(in + LANES);
  *out = __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30) +
         __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
}

// p x p average pooling of one row-major plane. `line` holds the sums of p rows: [H'/p, W'].
static void pool_plane(const HebbConvolution *l, const float *plane, float *line, float *pooled) {
  const int p = l->pool, width = hebb_output_width(l), pooled_width = hebb_pooled_width(l);
  const int pooled_height = hebb_pooled_height(l), count = pooled_width * pooled_height;
  const float share = 1.0f / (p * p);
  for (int y = 0; y < pooled_height; y++)
    for (int x = 0; x < width; x += LANES) {
      Lanes sum = LOAD(plane + (ptrdiff_t)y * p * width + x);
      for (int i = 1; i < p; i++) sum += LOAD(plane + ((ptrdiff_t)y * p + i) * width + x);
      STORE(line + (ptrdiff_t)y * width + x, sum * share);
    }
  if (p == 1) {
    memcpy(pooled, line, count * sizeof(float));
  } else if (p == 2 && width % 2 == 0) {
    for (int i = 0; i < count; i += LANES) {
      Lanes sums;
      pair_sums(line + 2 * i, &sums);
      if (i + LANES <= count) STORE(pooled + i, sums);
      else memcpy(pooled + i, &sums, (count - i) * sizeof(float));
    }
  } else {
    for (int y = 0; y < pooled_height; y++)
      for (int x = 0; x < pooled_width; x++) {
        float sum = 0;
        for (int i = 0; i < p; i++) sum += line[(ptrdiff_t)y * width + x * p + i];
        pooled[y * pooled_width + x] = sum;
      }
  }
}

static void compete_sparse(
    const HebbConvolution *l, const float *image, float mean, float scale, const int32_t *starts,
    const int32_t *offsets, const float *weights, const float *thresholds, float *scratch, uint16_t *winners,
    float *activity) {
  const int positions = hebb_output_height(l) * hebb_output_width(l), vectors = (positions + LANES - 1) / LANES;
  const int stride = vectors * LANES;
  float *planes = scratch;
  const ptrdiff_t planes_count = (ptrdiff_t)l->channels * l->kernel * l->height * hebb_output_width(l);
  float *u = planes + (planes_count + 2 * LANES) / LANES * LANES + SPARSE_VECTORS * LANES;
  float *line = u + (ptrdiff_t)l->neurons * stride + 2 * LANES;
  shifted_planes(l, image, mean, scale, planes);

  for (int v = 0; v < vectors; v += SPARSE_VECTORS)
    for (int o = 0; o < l->neurons; o++) {
      const float *in = planes + v * LANES;
      float *out = u + (ptrdiff_t)o * stride + v * LANES;
#define EXACTLY(n) sparse_vectors(n, in, starts[o], starts[o + 1], offsets, weights, thresholds[o], out)
      switch (vectors - v) {   // never more than are left: the next neuron's u follows
        case 1: EXACTLY(1); break;
        case 2: EXACTLY(2); break;
        case 3: EXACTLY(3); break;
        case 4: EXACTLY(4); break;
        case 5: EXACTLY(5); break;
        case 6: EXACTLY(6); break;
        case 7: EXACTLY(7); break;
        case 8: EXACTLY(8); break;
        default: EXACTLY(SPARSE_VECTORS);
      }
#undef EXACTLY
    }

  for (int v = 0; v < vectors; v++) {
    Lanes value;
    IndexLanes neuron;
    const int count = positions - v * LANES < LANES ? positions - v * LANES : LANES;
    for (int rank = 0; rank < l->winners; rank++) {
      next_winner(u + v * LANES, l->neurons, stride, rank == 0, &value, &neuron);
      uint16_t *out = winners + (ptrdiff_t)rank * positions + v * LANES;
      for (int i = 0; i < count; i++) out[i] = (uint16_t)neuron[i];
    }
    if (l->activity == HebbActivityWinners) continue;
    Lanes mean = {0};
    if (l->activity == HebbActivityTriangle) mean_over_neurons(u + v * LANES, l->neurons, stride, &mean);
    for (int o = 0; o < l->neurons; o++) {
      float *in = u + (ptrdiff_t)o * stride + v * LANES;
      Lanes out = LOAD(in);
      activate(l->activity, &mean, &out);
      STORE(in, out);
    }
  }
  if (l->activity != HebbActivityWinners)
    for (int o = 0; o < l->neurons; o++)
      pool_plane(
          l, u + (ptrdiff_t)o * stride, line,
          activity + (ptrdiff_t)o * hebb_pooled_height(l) * hebb_pooled_width(l));
}
