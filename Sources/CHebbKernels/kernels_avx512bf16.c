// x86-64-v4 with products of brain floats. The headers come first: what they declare must not be compiled for this
// instruction set.
#if defined(__x86_64__)
#include "hebb_kernels.h"

#include <immintrin.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

// Without a minimum vector width, clang splits 512-bit vectors for processors that prefer narrower ones.
#pragma clang attribute push( \
    __attribute__((target("arch=x86-64-v4,avx512bf16"), min_vector_width(512))), apply_to = function)
#define KERNELS hebb_kernels_avx512bf16
#define KERNELS_NAME "avx512bf16"
#define KERNELS_TILE_ROWS 8
#define KERNELS_TILE_VECTORS 3
#define KERNELS_BRAIN_PRODUCTS
#define KERNELS_CONVERTS_HALVES
#define KERNELS_COMPRESS
#include "body/kernels.h"
#pragma clang attribute pop
#endif
