// IEEE half-precision numbers, the format in which features are stored.

#if defined(KERNELS_CONVERTS_HALVES) || defined(__aarch64__)
typedef _Float16 HalfLanes __attribute__((vector_size(32), aligned(2), may_alias));
#define FROM_HALVES(pointer, lanes) (*(lanes) = __builtin_convertvector(*(const HalfLanes *)(pointer), Lanes))
#else
typedef uint16_t HalfLanes __attribute__((vector_size(32), aligned(2), may_alias));

// Exponent and fraction moved to their places, then the difference of the exponents' offsets multiplied in: exact,
// subnormal numbers included.
INLINE void from_halves(const uint16_t *pointer, Lanes *lanes) {
  const IndexLanes half = __builtin_convertvector(*(const HalfLanes *)pointer, IndexLanes);
  const Lanes magnitude = (Lanes)((half & 0x7FFF) << 13) * 0x1p112f;
  *lanes = (Lanes)((IndexLanes)magnitude | (half & 0x8000) << 16);
}
#define FROM_HALVES(pointer, lanes) from_halves(pointer, lanes)
#endif

// The same on every instruction set; stored features do not depend on the machine.
INLINE uint16_t to_half(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  const uint32_t sign = bits >> 16 & 0x8000, magnitude = bits & 0x7FFFFFFF;
  // Adding a half makes the last place of a subnormal half-precision number that of the sum.
  float small;
  memcpy(&small, &magnitude, sizeof small);
  small += 0.5f;
  uint32_t subnormal;
  memcpy(&subnormal, &small, sizeof subnormal);
  subnormal -= 0x3F000000;
  const uint32_t normal = (magnitude - (112u << 23) + 0xFFF + (magnitude >> 13 & 1)) >> 13;
  const uint32_t half = magnitude < 0x38800000 ? subnormal : normal;
  return (uint16_t)(sign | (half < 0x7BFF ? half : 0x7BFF));
}

static bool to_halves(const float *values, ptrdiff_t count, float gain, uint16_t *halves) {
  int all_finite = 1;
  for (ptrdiff_t i = 0; i < count; i++) {
    // False for NaN and infinity; their bits are never used.
    all_finite &= fabsf(values[i]) <= 0x1.fffffep127f;
    halves[i] = to_half(values[i] * gain);
  }
  return all_finite;
}
