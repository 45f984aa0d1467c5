// Convolution with few connections per neuron: compressed rows, vectorised over positions.
//
// The input is unfolded along rows only: for each channel and each column x of the kernel, a plane [H, W'] of the
// input shifted by x. A connection's inputs at all positions are then one contiguous stretch of it.

#define SPARSE_VECTORS 9   // accumulators; 12 x 12 positions are 9 vectors

static void shifted_planes(const HebbConvolution *l, const float *image, float *planes) {
  const int width = hebb_output_width(l), height = l->height, stride = l->width, kernel = l->kernel;
  for (int c = 0; c < l->channels; c++, image += (ptrdiff_t)height * stride)
    for (int x = 0; x < kernel; x++) {
      const float *in = image + x;
      // Overruns are written over by the next row; the last one is slack.
      if (width <= LANES)
        for (int y = 0; y < height; y++, in += stride, planes += width) STORE(planes, LOAD(in));
      else
        for (int y = 0; y < height; y++, in += stride, planes += width)
          for (int j = 0; j < width; j += LANES) STORE(planes + j, LOAD(in + j));
    }
}

// u = s (w * x) - s m (sum of w) - threshold: the standardisation (x - m) s is folded into the product.
INLINE void sparse_vectors(
    int vectors, const float *planes, int first, int last, const int32_t *offsets, const float *weights, float mean,
    float scale, float threshold, float *u) {
  Lanes sums[SPARSE_VECTORS];
  UNROLL for (int v = 0; v < vectors; v++) sums[v] = (Lanes){0};
  float weight_sum = 0;
  for (int i = first; i < last; i++) {
    const float *in = planes + offsets[i];
    weight_sum += weights[i];
    UNROLL for (int v = 0; v < vectors; v++) sums[v] += weights[i] * LOAD(in + v * LANES);
  }
  const float offset = scale * mean * weight_sum + threshold;
  UNROLL for (int v = 0; v < vectors; v++) STORE(u + v * LANES, sums[v] * scale - offset);
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
  shifted_planes(l, image, planes);

  for (int v = 0; v < vectors; v += SPARSE_VECTORS)
    for (int o = 0; o < l->neurons; o++) {
      const float *in = planes + v * LANES;
      float *out = u + (ptrdiff_t)o * stride + v * LANES;
#define EXACTLY(n) \
  sparse_vectors(n, in, starts[o], starts[o + 1], offsets, weights, mean, scale, thresholds[o], out)
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

  compete_planes(l, u, winners, activity);
}
