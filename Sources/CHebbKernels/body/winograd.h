// Minimal filtering for a 2 x 2 block of outputs (one pooling window) of a k x k stride-1 convolution.
//
// F(2x2, kxk) needs (k+1)^2 products per input channel where the direct sum needs 4 k^2: 36 instead of 100 for k = 5,
// 16 instead of 36 for k = 3.  Y = A^T [ (G w G^T) o (B^T d B) ] A  with the evaluation points
//   k = 5: 0, +-sqrt(1/2), +-sqrt(2), infinity      k = 3: 0, +-1, infinity.
// The reciprocal points of k = 5 keep the float32 error near 4e-7 (the direct sum has 1e-7; points 0, 1, 2 have 9e-7).
// Reference: A. Lavin and S. Gray, "Fast algorithms for convolutional neural networks", CVPR 2016, section 4.

#define ROOT_HALF 0.70710678118654752f
#define ROOT_TWO 1.41421356237309505f

// d[0..k] at a stride (in vectors) -> B^T d, in place.
INLINE void winograd_input_line(Lanes *d, int stride, int kernel) {
  if (kernel == 5) {
    Lanes d0 = d[0], d1 = d[stride], d2 = d[2 * stride], d3 = d[3 * stride], d4 = d[4 * stride], d5 = d[5 * stride];
    Lanes even_a = d4 - 2.0f * d2, odd_a = ROOT_HALF * (d3 - 2.0f * d1);
    Lanes even_b = d4 - 0.5f * d2, odd_b = ROOT_TWO * (d3 - 0.5f * d1);
    d[0] = d0 - 2.5f * d2 + d4;
    d[stride] = even_a + odd_a;
    d[2 * stride] = even_a - odd_a;
    d[3 * stride] = even_b + odd_b;
    d[4 * stride] = even_b - odd_b;
    d[5 * stride] = d5 - 2.5f * d3 + d1;
  } else {
    Lanes d0 = d[0], d1 = d[stride], d2 = d[2 * stride], d3 = d[3 * stride];
    d[0] = d0 - d2;
    d[stride] = d2 + d1;
    d[2 * stride] = d2 - d1;
    d[3 * stride] = d3 - d1;
  }
}

// One tile of 16 cells: rows [channels, k+1, k+1] of the unfolded image at `row_stride` floats
// -> transformed [k+1 (column), k+1 (row), channels] vectors.
INLINE void winograd_input(
    const float *rows, int row_stride, int channels, int kernel, Lanes *transformed) {
  const int n = kernel + 1;
  for (int c = 0; c < channels; c++) {
    Lanes d[36];
    UNROLL for (int i = 0; i < n * n; i++) d[i] = LOAD(rows + (ptrdiff_t)(c * n * n + i) * row_stride);
    UNROLL for (int i = 0; i < n; i++) winograd_input_line(d + i, n, kernel);       // down the columns
    UNROLL for (int i = 0; i < n; i++) winograd_input_line(d + i * n, 1, kernel);   // along the rows
    UNROLL for (int y = 0; y < n; y++)
      UNROLL for (int x = 0; x < n; x++) transformed[(x * n + y) * channels + c] = d[y * n + x];
  }
}

// G g for one line of k weights, at strides.
static void winograd_weight_line(const float *g, int stride, float *out, int out_stride, int kernel) {
  if (kernel == 5) {
    const float points[4] = {ROOT_HALF, -ROOT_HALF, ROOT_TWO, -ROOT_TWO}, scales[4] = {-1 / 1.5f, -1 / 1.5f, 1 / 6.0f, 1 / 6.0f};
    out[0] = g[0];
    for (int p = 0; p < 4; p++) {
      float value = 0;
      for (int i = 4; i >= 0; i--) value = value * points[p] + g[i * stride];
      out[(1 + p) * out_stride] = value * scales[p];
    }
    out[5 * out_stride] = g[4 * stride];
  } else {
    out[0] = g[0];
    out[out_stride] = 0.5f * (g[0] + g[stride] + g[2 * stride]);
    out[2 * out_stride] = 0.5f * (g[0] - g[stride] + g[2 * stride]);
    out[3 * out_stride] = g[2 * stride];
  }
}

// Neurons that share each load of the transformed input.
#define NEURON_GROUP 2

// Weights [neurons, channels, k, k] -> [pairs of neurons, column, row, channels, 2]; the last pair is filled up
// with zeros.
static void winograd_weights(const float *weights, int neurons, int channels, int kernel, float *transformed) {
  const int n = kernel + 1, k = kernel, groups = (neurons + NEURON_GROUP - 1) / NEURON_GROUP;
  memset(transformed, 0, sizeof(float) * groups * NEURON_GROUP * n * n * channels);
  for (int o = 0; o < neurons; o++)
    for (int c = 0; c < channels; c++) {
      const float *w = weights + (o * channels + c) * k * k;
      float half[30], full[36];
      for (int x = 0; x < k; x++) winograd_weight_line(w + x, k, half + x, k, k);             // columns: [n, k]
      for (int y = 0; y < n; y++) winograd_weight_line(half + y * k, 1, full + y * n, 1, k);  // rows: [n, n]
      for (int y = 0; y < n; y++)
        for (int x = 0; x < n; x++)
          transformed[(((o / NEURON_GROUP) * n * n + x * n + y) * channels + c) * NEURON_GROUP + o % NEURON_GROUP] =
              full[y * n + x];
    }
}

// product[neuron] = sum over channels of weight * input at one point of the transform.
INLINE void winograd_point(const Lanes *v, const float *w, int channels, Lanes product[NEURON_GROUP]) {
  UNROLL for (int o = 0; o < NEURON_GROUP; o++) product[o] = w[o] * v[0];
  for (int c = 1; c < channels; c++)
    UNROLL for (int o = 0; o < NEURON_GROUP; o++) product[o] += w[c * NEURON_GROUP + o] * v[c];
}

// Adds to out[neuron][phase] the input of two neurons in one tile; phase = 2 * row + column of the output in its
// window. Points are taken in pairs +-a, so that few products are alive at a time.
INLINE void winograd_group(
    const Lanes *transformed, const float *weights, int channels, int kernel, Lanes out[NEURON_GROUP][4]) {
  const int n = kernel + 1, pairs = kernel == 5 ? 2 : 1;
  const float points[2] = {kernel == 5 ? ROOT_HALF : 1, ROOT_TWO};
  UNROLL for (int x = 0; x < n; x++) {
    const Lanes *v = transformed + x * n * channels;
    const float *w = weights + x * n * channels * NEURON_GROUP;
    Lanes top[NEURON_GROUP], bottom[NEURON_GROUP];   // the two rows of A^T m for this column
    winograd_point(v, w, channels, top);
    winograd_point(v + (n - 1) * channels, w + (n - 1) * channels * NEURON_GROUP, channels, bottom);
    UNROLL for (int p = 0; p < pairs; p++) {
      Lanes plus[NEURON_GROUP], minus[NEURON_GROUP];
      const int y = 1 + 2 * p;
      winograd_point(v + y * channels, w + y * channels * NEURON_GROUP, channels, plus);
      winograd_point(v + (y + 1) * channels, w + (y + 1) * channels * NEURON_GROUP, channels, minus);
      UNROLL for (int o = 0; o < NEURON_GROUP; o++) {
        top[o] += plus[o] + minus[o];
        bottom[o] += points[p] * (plus[o] - minus[o]);
      }
    }
    const float point = x % 2 == 1 ? points[(x - 1) / 2 % 2] : -points[(x - 1) / 2 % 2];
    UNROLL for (int o = 0; o < NEURON_GROUP; o++) {
      if (x < n - 1) {
        out[o][0] += top[o];
        out[o][2] += bottom[o];
      }
      if (x == n - 1) {
        out[o][1] += top[o];
        out[o][3] += bottom[o];
      } else if (x > 0) {
        out[o][1] += point * top[o];
        out[o][3] += point * bottom[o];
      }
    }
  }
}
