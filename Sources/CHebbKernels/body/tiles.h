// How positions are laid out in the tiles of a dense product.
//
// A tile has `vectors` vectors of 16 positions. With pooling, a vector holds one phase (row, column within the pooling
// window) of 16 neighbouring cells, so that pooling adds vectors; without, a tile is 4 vectors of positions.
typedef struct {
  int vectors, tiles, stride;              // stride: floats from a neuron to the next in u
  int cells;                               // cells per tile
  int row[LANES * 4], column[LANES * 4];   // of the cells of the present tile
} Tiling;

INLINE Tiling tiling_of(const HebbConvolution *l) {
  Tiling t;
  t.vectors = l->pool == 1 ? 4 : l->pool * l->pool;
  t.cells = l->pool == 1 ? 4 * LANES : LANES;
  t.tiles = (hebb_cells(l) + t.cells - 1) / t.cells;
  t.stride = t.vectors * LANES;
  return t;
}

// Fills in the rows and columns of the cells of tile `index`.
INLINE void enter_tile(Tiling *t, const HebbConvolution *l, int index) {
  const int columns = (hebb_output_width(l) + l->pool - 1) / l->pool;
  int row = index * t->cells / columns, column = index * t->cells % columns;
  for (int i = 0; i < t->cells; i++) {
    t->row[i] = row;
    t->column[i] = column;
    if (++column == columns) {
      column = 0;
      row++;
    }
  }
}

// The row-major positions of a vector's lanes; -1 where there is none.
INLINE void positions_of(const Tiling *t, const HebbConvolution *l, int vector, int positions[LANES]) {
  const int p = l->pool, height = hebb_output_height(l), width = hebb_output_width(l);
  const int first = p == 1 ? vector * LANES : 0, down = p == 1 ? 0 : vector / p, right = p == 1 ? 0 : vector % p;
  for (int i = 0; i < LANES; i++) {
    const int y = t->row[first + i] * p + down, x = t->column[first + i] * p + right;
    positions[i] = ((y < height) & (x < width)) ? y * width + x : -1;
  }
}
