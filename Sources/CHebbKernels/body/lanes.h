// Vectors of 16 floats: one AVX-512 register, two of AVX2, four of SSE or NEON; the compiler splits them where needed.
// Every tile is 16 lanes wide on every machine, so that memory layouts do not depend on the instruction set.
#include <stdint.h>
#include <string.h>

typedef float Lanes __attribute__((vector_size(64), aligned(64)));
typedef float LooseLanes __attribute__((vector_size(64), aligned(4)));   // loads and stores at any float
typedef int32_t IndexLanes __attribute__((vector_size(64), aligned(64)));

#define LANES 16
#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")
#define LOAD(pointer) (*(const LooseLanes *)(pointer))
#define STORE(pointer, value) (*(LooseLanes *)(pointer) = (value))
// Vectors are passed through pointers and macros, never by value: without AVX-512 that would need another ABI.
#define SELECT(mask, yes, no) ((Lanes)(((IndexLanes)(yes) & (mask)) | ((IndexLanes)(no) & ~(mask))))
#define SELECT_INDEX(mask, yes, no) (((yes) & (mask)) | ((no) & ~(mask)))

INLINE float sum_of_lanes(const Lanes *v) {
  float sum = 0;
  for (int i = 0; i < LANES; i++) sum += (*v)[i];
  return sum;
}
