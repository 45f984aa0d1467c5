// Whatever the compiler targets by default: SSE2 on x86-64, NEON on arm64.
#include "hebb_kernels.h"

#define KERNELS hebb_kernels_base
#define KERNELS_NAME "base"
#include "body/kernels.h"
