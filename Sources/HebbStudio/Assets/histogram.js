// How values are spread, as bars: one value for each neuron.

import {s, replace} from './dom.js';
import {axes} from './axes.js';
import {BarFigure, height} from './bar-figure.js';
import {number, count} from './format.js';
import {extent, ticks} from './scale.js';

const binCount = 25;

/** Options: xTitle, color. */
export class Histogram extends BarFigure {
  /** @param domain the range of all that will be shown, so that the axis stays while time goes by */
  set(values, {domain, note = ''} = {}) {
    this.domain = domain;
    this.show(values.filter(Number.isFinite), note);
  }

  draw() {
    if (!this.begin()) return;
    const domain = centred(this.domain ?? extent(this.values));
    const bins = new Array(binCount).fill(0);
    for (const value of this.values) {
      const bin = Math.floor((value - domain[0]) / (domain[1] - domain[0]) * binCount);
      bins[Math.max(0, Math.min(binCount - 1, bin))] += 1;
    }
    const most = Math.max(...bins);
    const top = ticks(0, most, 3).at(-1) >= most ? most : most * 1.05;
    const {y, box, elements} = axes(this.width, height,
      {domain, title: this.options.xTitle, format: number, count: 4},
      {domain: [0, top], title: 'neurons', format: count, count: 3, isWhole: true});
    const width = (box.right - box.left) / binCount;
    this.svg.setAttribute('viewBox', `0 0 ${this.width} ${height}`);
    const [low, high] = extent(this.values);
    this.svg.setAttribute('aria-label',
      `${this.options.title}: ${this.values.length} neurons, from ${number(low)} to ${number(high)}`);
    replace(this.svg, elements, bins.map((bin, index) => bin > 0 && s('rect', {
      class: `bin series-${this.options.color}`, rx: 1.5,
      x: box.left + index * width + 0.5, width: Math.max(1, width - 1), y: y(bin), height: box.bottom - y(bin),
    })));
  }
}

// The least and the greatest value stand in the middle of their bars: values that are alike but for rounding, such as
// lengths that are kept at 1, do not fall on both sides of an edge. Equal ones get an axis around them.
function centred([low, high]) {
  const span = Math.max(high - low, Math.abs(high) * 0.04, 1e-6);
  const [middle, half] = [(low + high) / 2, span / 2 * binCount / (binCount - 1)];
  return [middle - half, middle + half];
}
