// x86-64-v3. The headers come first: what they declare must not be compiled for this instruction set.
#if defined(__x86_64__)
#include "hebb_kernels.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

// Without a minimum vector width, clang splits 256-bit vectors for processors that prefer narrower ones.
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"), min_vector_width(256))), apply_to = function)
#define KERNELS hebb_kernels_avx2
#define KERNELS_NAME "avx2"
#define KERNELS_TILE_ROWS 4
#define KERNELS_TILE_VECTORS 1
#define KERNELS_CONVERTS_HALVES
#include "body/kernels.h"
#pragma clang attribute pop
#endif
