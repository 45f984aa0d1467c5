// Random bits by counter: which features of a row a training step sees.
//
// Philox 4x32 with ten rounds, 16 counters at a time, which differ in their lowest bits.
// Reference: J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 3.3.

typedef uint32_t WordLanes __attribute__((vector_size(64), aligned(64)));
typedef uint64_t WideLanes __attribute__((vector_size(128), aligned(128)));

INLINE void multiply_wide(const WordLanes *x, uint32_t factor, WordLanes *high, WordLanes *low) {
  const WideLanes product = __builtin_convertvector(*x, WideLanes) * factor;
  *low = *x * factor;
  *high = __builtin_convertvector(product >> 32, WordLanes);
}

INLINE void philox(const uint32_t key[2], const uint32_t counter[4], WordLanes words[4]) {
  WordLanes x[4];
  UNROLL for (int i = 0; i < 4; i++) x[i] = (WordLanes){0} + counter[i];
  UNROLL for (int i = 0; i < LANES; i++) x[0][i] += i;
  uint32_t first = key[0], second = key[1];
  for (int round = 0; round < 10; round++) {
    WordLanes high[2], low[2];
    multiply_wide(&x[0], 0xD2511F53, &high[0], &low[0]);
    multiply_wide(&x[2], 0xCD9E8D57, &high[1], &low[1]);
    x[0] = high[1] ^ x[1] ^ first;
    x[1] = low[1];
    x[2] = high[0] ^ x[3] ^ second;
    x[3] = low[0];
    first += 0x9E3779B9;
    second += 0xBB67AE85;
  }
  UNROLL for (int i = 0; i < 4; i++) words[i] = x[i];
}

static void keep_bits(const uint32_t key[2], const uint32_t counter[4], uint32_t keep, uint16_t *bits) {
  WordLanes kept[HEBB_READOUT_ROWS];
  UNROLL for (int r = 0; r < HEBB_READOUT_ROWS; r++) kept[r] = (WordLanes){0};
  uint32_t at[4] = {counter[0], counter[1], counter[2], counter[3]};
  // Compares random numbers with `keep` binary digit by digit, from the last that is not 0; a random bit decides
  // unless the digits before it have.
  for (int digit = __builtin_ctz(keep); digit < 16; digit++, at[0] += LANES) {
    WordLanes words[4];
    philox(key, at, words);
    const int is_one = keep >> digit & 1;
    UNROLL for (int r = 0; r < HEBB_READOUT_ROWS; r++) kept[r] = is_one ? words[r] | kept[r] : words[r] & kept[r];
  }
  UNROLL for (int r = 0; r < HEBB_READOUT_ROWS; r++) memcpy(bits + r * 2 * LANES, &kept[r], sizeof kept[r]);
}
