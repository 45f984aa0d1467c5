// Convolution of winner-take-all activity: at each position only a few channels are active, all with one value, so u
// is a sum of weight rows. The standardisation (x - m) s of the input is affine and folds into the product:
//   u = s value (sum of active weights) - s m (sum of all weights) - threshold.
// Blocks of 16 neurons, so that one kernel row of a block's weights stays in the first-level cache.

static void pack_gather(
    const HebbConvolution *l, const float *weights, int32_t first, float *packed, float *weight_sums) {
  const int k = l->kernel, area = k * k, fan_in = l->channels * area;
  float *block = packed + (ptrdiff_t)first / LANES * area * (l->channels + 1) * LANES;
  for (int tap = 0; tap < area; tap++)
    for (int o = 0; o < LANES; o++)   // the row of the channel that stands for none
      block[((ptrdiff_t)tap * (l->channels + 1) + l->channels) * LANES + o] = 0;
  for (int o = 0; o < LANES; o++) {
    const bool real = first + o < l->neurons;
    const float *w = weights + (ptrdiff_t)(first + o) * fan_in;
    float sum = 0;
    for (int c = 0; c < l->channels; c++)
      for (int tap = 0; tap < area; tap++) {
        const float value = real ? w[c * area + tap] : 0;
        block[((ptrdiff_t)tap * (l->channels + 1) + c) * LANES + o] = value;
        sum += value;
      }
    weight_sums[first + o] = sum;
  }
}

// Adds one kernel row's active weights to the sums of every position.
INLINE void gather_row(
    const HebbConvolution *l, int k, int entries, int row, const uint16_t *active, const float *block, float *sums) {
  const int height = hebb_output_height(l), width = hebb_output_width(l);
  const ptrdiff_t tap_stride = (ptrdiff_t)(l->channels + 1) * LANES;
  const float *weights = block + (ptrdiff_t)row * k * tap_stride;
  for (int y = 0; y < height; y++) {
    const uint16_t *in = active + ((ptrdiff_t)(y + row) * l->width) * entries;
    for (int x = 0; x < width; x++, in += entries) {
      float *out = sums + ((ptrdiff_t)y * width + x) * LANES;
      Lanes a = row == 0 ? (Lanes){0} : LOAD(out), b = {0};
      for (int tap = 0; tap < k; tap++)
        for (int e = 0; e < entries; e += 2) {
          a += LOAD(weights + tap * tap_stride + (ptrdiff_t)in[tap * entries + e] * LANES);
          if (e + 1 < entries) b += LOAD(weights + tap * tap_stride + (ptrdiff_t)in[tap * entries + e + 1] * LANES);
        }
      STORE(out, a + b);
    }
  }
}

// Largest lane and, among equals, the smallest neuron.
INLINE int strongest_lane(const Lanes *value, const IndexLanes *neuron, float *strongest) {
  float best = 0;
  int index = -1;
  for (int i = 0; i < LANES; i++) best = (*value)[i] > best ? (*value)[i] : best;
  IndexLanes equal = *value == best;
  IndexLanes candidates = SELECT_INDEX(equal, *neuron, (IndexLanes){0} + INT32_MAX);
  int smallest = INT32_MAX;
  for (int i = 0; i < LANES; i++) smallest = candidates[i] < smallest ? candidates[i] : smallest;
  if (best > 0 && smallest != INT32_MAX) index = smallest;
  *strongest = best;
  return index;
}

// The next winner at one position of u [blocks, 16]: see next_winner.
INLINE int next_winner_across(const float *u, ptrdiff_t stride, int blocks, int rank, float *value, int previous) {
  Lanes best = {0};
  const IndexLanes lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  IndexLanes index = (IndexLanes){0} - 1;
  for (int b = 0; b < blocks; b++) {
    Lanes v = LOAD(u + b * stride);
    IndexLanes neuron = lane + b * LANES;
    IndexLanes better = v > best;
    if (rank > 0) better &= (v < *value) | ((v == *value) & (neuron > previous));
    best = SELECT(better, v, best);
    index = SELECT_INDEX(better, neuron, index);
  }
  return strongest_lane(&best, &index, value);
}

// Activation and pooling of u [blocks, positions, 16]; only winners are the common case, so this one is plain.
static void pool_gathered(const HebbConvolution *l, const float *u, float *activity) {
  const int width = hebb_output_width(l), positions = hebb_output_height(l) * width, p = l->pool;
  const int pooled_height = hebb_pooled_height(l), pooled_width = hebb_pooled_width(l), plane = pooled_height * pooled_width;
  const float share = 1.0f / (p * p);
  memset(activity, 0, sizeof(float) * l->neurons * plane);
  for (int y = 0; y < pooled_height * p; y++)
    for (int x = 0; x < pooled_width * p; x++) {
      const float *in = u + ((ptrdiff_t)y * width + x) * LANES;
      float mean = 0;
      for (int o = 0; o < l->neurons; o++) mean += in[(ptrdiff_t)(o / LANES) * positions * LANES + o % LANES];
      mean /= l->neurons;
      for (int o = 0; o < l->neurons; o++) {
        float value = in[(ptrdiff_t)(o / LANES) * positions * LANES + o % LANES];
        if (l->activity == HebbActivityTriangle) value -= mean;
        if (l->activity != HebbActivityLinear && !(value > 0)) value = 0;
        activity[(ptrdiff_t)o * plane + y / p * pooled_width + x / p] += value * share;
      }
    }
}

static void compete_gather(
    const HebbConvolution *l, int32_t images, const uint16_t *const *active, int32_t entries, float value,
    const float *means, const float *scales, const float *packed, const float *weight_sums, const float *thresholds,
    float *scratch, uint16_t *const *winners, float *const *activity) {
  const int k = l->kernel, blocks = (l->neurons + LANES - 1) / LANES;
  const int positions = hebb_output_height(l) * hebb_output_width(l);
  const ptrdiff_t block_size = (ptrdiff_t)k * k * (l->channels + 1) * LANES;
  float *sums = scratch, *u = scratch + (ptrdiff_t)positions * LANES;   // u [images, blocks, positions, 16]
  for (int b = 0; b < blocks; b++) {
    const float *block = packed + b * block_size;
    Lanes threshold, weight_sum = LOAD(weight_sums + b * LANES);
    for (int i = 0; i < LANES; i++)   // neurons that only fill up the block never win
      threshold[i] = b * LANES + i < l->neurons ? thresholds[b * LANES + i] : INFINITY;
    for (int image = 0; image < images; image++) {
      for (int row = 0; row < k; row++) {
        if (k == 3 && entries == 4) gather_row(l, 3, 4, row, active[image], block, sums);
        else gather_row(l, k, entries, row, active[image], block, sums);
      }
      float *out = u + ((ptrdiff_t)image * blocks + b) * positions * LANES;
      const float gain = scales[image] * value;
      const Lanes offset = weight_sum * (scales[image] * means[image]) + threshold;
      for (int i = 0; i < positions; i++) STORE(out + (ptrdiff_t)i * LANES, LOAD(sums + (ptrdiff_t)i * LANES) * gain - offset);
    }
  }
  for (int image = 0; image < images; image++) {
    const float *in = u + (ptrdiff_t)image * blocks * positions * LANES;
    for (int i = 0; i < positions; i++) {
      float strength = 0;
      int neuron = -1;
      for (int rank = 0; rank < l->winners; rank++) {
        neuron = next_winner_across(in + (ptrdiff_t)i * LANES, (ptrdiff_t)positions * LANES, blocks, rank, &strength, neuron);
        winners[image][(ptrdiff_t)rank * positions + i] = (uint16_t)neuron;
      }
    }
    if (l->activity != HebbActivityWinners) pool_gathered(l, in, activity[image]);
  }
}
