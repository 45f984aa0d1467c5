// From an image to what the kernels read: unfolded rows for products, interleaved channels for winning patches.

// One image row -> p rows of every p-th pixel, standardised, mirrored if asked for, zero beyond the image.
INLINE void split_row(
    const float *row, int width, int p, float mean, float scale, bool mirrored, float *split, int split_width) {
  for (int q = 0; q < p; q++) {
    float *out = split + q * split_width;
    const int count = (width - q + p - 1) / p;
    if (mirrored)
      for (int j = 0; j < count; j++) out[j] = (row[width - 1 - (j * p + q)] - mean) * scale;
    else
      for (int j = 0; j < count; j++) out[j] = (row[j * p + q] - mean) * scale;
    for (int j = count; j < split_width; j++) out[j] = 0;
  }
}

// The same for p = 2 and whole vectors of pairs; may read a vector beyond the row.
INLINE void split_pairs(
    const float *row, int width, float mean, float scale, bool mirrored, float *split, int split_width) {
  for (int j = 0; j < width / 2; j += LANES) {
    Lanes a, b, even, odd;
    if (mirrored) {
      a = LOAD(row + width - 2 * j - LANES);
      b = LOAD(row + width - 2 * j - 2 * LANES);
      even = __builtin_shufflevector(a, b, 15, 13, 11, 9, 7, 5, 3, 1, 31, 29, 27, 25, 23, 21, 19, 17);
      odd = __builtin_shufflevector(a, b, 14, 12, 10, 8, 6, 4, 2, 0, 30, 28, 26, 24, 22, 20, 18, 16);
    } else {
      a = LOAD(row + 2 * j);
      b = LOAD(row + 2 * j + LANES);
      even = __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
      odd = __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
    }
    STORE(split + j, (even - mean) * scale);
    STORE(split + split_width + j, (odd - mean) * scale);
  }
  for (int j = width / 2; j < split_width; j += LANES) {
    STORE(split + j, (Lanes){0});
    STORE(split + split_width + j, (Lanes){0});
  }
}

INLINE int split_width_of(const HebbConvolution *l) {
  return (l->width / l->pool + l->kernel + 2 * LANES) / LANES * LANES;
}

static void unfold(
    const HebbConvolution *l, const float *image, float mean, float scale, bool mirrored, float *rows) {
  const int p = l->pool, n = l->kernel + p - 1, cells = hebb_cells(l), split_width = split_width_of(l);
  const int grid_rows = (hebb_output_height(l) + p - 1) / p, grid_columns = (hebb_output_width(l) + p - 1) / p;
  float *split = rows + (ptrdiff_t)l->channels * n * n * cells + LANES;   // [H, p, split width] of one channel
  for (int c = 0; c < l->channels; c++) {
    for (int y = 0; y < l->height; y++) {
      const float *row = image + ((ptrdiff_t)c * l->height + y) * l->width;
      float *out = split + (ptrdiff_t)y * p * split_width;
      if (p == 2 && l->width % (2 * LANES) == 0) split_pairs(row, l->width, mean, scale, mirrored, out, split_width);
      else if (p == 1) split_row(row, l->width, 1, mean, scale, mirrored, out, split_width);
      else split_row(row, l->width, p, mean, scale, mirrored, out, split_width);
    }
    for (int oy = 0; oy < n; oy++)
      for (int ox = 0; ox < n; ox++) {
        float *out = rows + (((ptrdiff_t)c * n + oy) * n + ox) * cells;
        if (grid_columns <= LANES && grid_rows * p + n - p <= l->height) {   // the common case, without branches
          const float *in = split + ((ptrdiff_t)oy * p + ox % p) * split_width + ox / p;
          for (int i = 0; i < grid_rows; i++, out += grid_columns, in += p * p * split_width) STORE(out, LOAD(in));
          continue;
        }
        for (int i = 0; i < grid_rows; i++, out += grid_columns) {
          // Stores overrun by less than a vector, into places that are written next (or slack).
          const int y = i * p + oy;
          if (y < l->height) {
            const float *in = split + ((ptrdiff_t)y * p + ox % p) * split_width + ox / p;
            for (int j = 0; j < grid_columns; j += LANES) STORE(out + j, LOAD(in + j));
          } else {
            for (int j = 0; j < grid_columns; j++) out[j] = 0;
          }
        }
      }
  }
}

static void interleave(
    const HebbConvolution *l, const float *image, float mean, float scale, bool mirrored, float *interleaved) {
  const ptrdiff_t plane = (ptrdiff_t)l->height * l->width;
  const int width = l->width, channels = l->channels;
  for (int y = 0; y < l->height; y++)
    for (int c = 0; c < channels; c++) {
      const float *in = image + c * plane + (ptrdiff_t)y * width;
      float *out = interleaved + (ptrdiff_t)y * width * channels + c;
      if (mirrored)
        for (int x = 0; x < width; x++) out[x * channels] = (in[width - 1 - x] - mean) * scale;
      else
        for (int x = 0; x < width; x++) out[x * channels] = (in[x] - mean) * scale;
    }
}
