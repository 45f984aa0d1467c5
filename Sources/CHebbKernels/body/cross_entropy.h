// Softmax and cross-entropy of rows of scores, and its gradient in their place.

static double cross_entropy(
    float *scores, ptrdiff_t rows, ptrdiff_t classes, const int32_t *targets, float factor, int64_t *correct) {
  double loss = 0;
  for (ptrdiff_t row = 0; row < rows; row++, scores += classes) {
    const int32_t target = targets[row];
    if (target < 0) {
      memset(scores, 0, classes * sizeof(float));
      continue;
    }
    float top = -INFINITY;
    ptrdiff_t winner = 0;
    for (ptrdiff_t i = 0; i < classes; i++)
      if (scores[i] > top) top = scores[i], winner = i;
    const float wanted = scores[target] - top;
    Lanes sums = {0};
    for (ptrdiff_t i = 0; i < classes; i += LANES) {
      const int count = part(i, classes);
      Lanes x;
      load_part(scores + i, count, top, &x);
      x -= top;
      exponential(&x, &x);
      clear_rest(count, &x);
      sums += x;
      store_part(scores + i, count, &x);
    }
    const float sum = sum_of_lanes(&sums), gain = factor / sum;
    loss += log((double)sum) - wanted;
    *correct += winner == target;
    for (ptrdiff_t i = 0; i < classes; i += LANES) {
      const int count = part(i, classes);
      Lanes x;
      load_part(scores + i, count, 0, &x);
      x *= gain;
      store_part(scores + i, count, &x);
    }
    scores[target] -= factor;
  }
  return loss;
}
