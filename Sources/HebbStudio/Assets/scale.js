// From values to places in a chart, and round numbers for its axes.

export function linear([low, high], [from, to]) {
  const span = high - low || 1;
  const scale = (value) => from + (value - low) / span * (to - from);
  scale.invert = (place) => low + (place - from) / (to - from || 1) * span;
  scale.domain = [low, high];
  return scale;
}

/** Round numbers that cover a range, about as many as wanted. */
export function ticks(low, high, wanted = 5) {
  if (!(high > low)) return [low];
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const distance = (step) => Math.abs(Math.log(step / rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).reduce((best, step) => distance(step) < distance(best) ? step : best);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({length: last - first + 1}, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** A range with some air around its values; never empty. */
export function padded(values, {from, share = 0.06} = {}) {
  let low = Math.min(...values, ...(from === undefined ? [] : [from]));
  let high = Math.max(...values, ...(from === undefined ? [] : [from]));
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  if (low === high) {
    const room = Math.abs(low) * 0.1 || 1;
    return from === low ? [low, low + room] : [low - room, high + room];
  }
  const room = (high - low) * share;
  if (low !== from) low -= room;
  if (high !== from) high += room;
  return [low, high];
}

/** The extent of many values, which would be too many arguments for Math.min. */
export function extent(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
