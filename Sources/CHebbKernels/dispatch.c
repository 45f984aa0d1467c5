#include "hebb_kernels.h"

#include <stdlib.h>
#include <string.h>

extern const HebbKernels hebb_kernels_base;
#if defined(__x86_64__)
extern const HebbKernels hebb_kernels_avx2, hebb_kernels_avx512, hebb_kernels_avx512bf16;
#endif

const HebbKernels *hebb_kernels_named(const char *name) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (!strcmp(name, "avx512bf16") && __builtin_cpu_supports("x86-64-v4") && __builtin_cpu_supports("avx512bf16"))
    return &hebb_kernels_avx512bf16;
  if (!strcmp(name, "avx512") && __builtin_cpu_supports("x86-64-v4")) return &hebb_kernels_avx512;
  if (!strcmp(name, "avx2") && __builtin_cpu_supports("x86-64-v3")) return &hebb_kernels_avx2;
#endif
  return !strcmp(name, "base") ? &hebb_kernels_base : 0;
}

const HebbKernels *hebb_kernels(void) {
  const char *wanted = getenv("HEBB_ISA");
  const char *names[] = {wanted ? wanted : "avx512bf16", "avx512bf16", "avx512", "avx2", "base"};
  for (int i = 0; i < 5; i++) {
    const HebbKernels *kernels = hebb_kernels_named(names[i]);
    if (kernels) return kernels;
  }
  return &hebb_kernels_base;
}
