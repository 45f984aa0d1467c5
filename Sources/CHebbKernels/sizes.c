// How much memory the kernels need, in floats.
#include "hebb_kernels.h"

static size_t positions_of(const HebbConvolution *l) { return (size_t)hebb_output_height(l) * hebb_output_width(l); }

size_t hebb_unfolded(const HebbConvolution *l) {
  const size_t side = l->kernel + l->pool - 1;
  const size_t split = (size_t)l->height * l->pool * (l->width / l->pool + l->kernel + 32);
  return l->channels * side * side * hebb_cells(l) + 16 + split + 64;
}

size_t hebb_packed_dense(const HebbConvolution *l) {
  const size_t side = hebb_is_minimal_filtering(l) ? l->kernel + 1 : l->kernel;
  return (size_t)(l->neurons + 11) * l->channels * side * side + 16;
}

size_t hebb_packed_gather(const HebbConvolution *l) {
  return (size_t)(l->neurons + 15) / 16 * 16 * l->kernel * l->kernel * (l->channels + 1) + 16;
}

size_t hebb_tile_scales(const HebbConvolution *l) {
  // Without pooling a tile is four vectors of cells, and the last one may be incomplete.
  return l->pool == 1 ? (size_t)(hebb_cells(l) + 63) / 64 * 64 : (size_t)hebb_cells(l) * l->pool * l->pool;
}

size_t hebb_scratch_dense(const HebbConvolution *l) {
  const size_t vectors = l->pool == 1 ? 4 : l->pool * l->pool;
  return 256 * 16 + (size_t)(l->neurons + 11) * vectors * 16 + 64;
}

size_t hebb_scratch_sparse(const HebbConvolution *l) {
  const size_t planes = (size_t)l->channels * l->kernel * l->height * hebb_output_width(l);
  return planes + 12 * 16 + (size_t)l->neurons * (positions_of(l) + 15) + 4 * 16;
}

size_t hebb_scratch_gather(const HebbConvolution *l, int32_t images) {
  const size_t padded = (positions_of(l) + 15) / 16 * 16;
  const bool keep = l->winners > 1 || l->activity != HebbActivityWinners;
  return padded * 16 + (size_t)images * padded * 2 + (keep ? (size_t)images * l->neurons * padded : 0) + 4 * 16;
}

int32_t hebb_connection_offset(const HebbConvolution *l, int32_t channel, int32_t row, int32_t column) {
  const int32_t width = hebb_output_width(l);
  return (channel * l->kernel + column) * l->height * width + row * width;
}
