// Bars in a row, from the greatest to the least: who won, and how often.

import {s, replace} from './dom.js';
import {axes} from './axes.js';
import {BarFigure, height} from './bar-figure.js';
import {count} from './format.js';

/** Options: yTitle, color. */
export class RankedBars extends BarFigure {
  set(values, {note = ''} = {}) { this.show([...values].sort((a, b) => b - a), note); }

  draw() {
    const {values, width} = this;
    if (!this.begin()) return;
    const top = Math.max(values[0], 1);
    const {y, box, elements} = axes(width, height,
      {domain: [0, values.length], title: 'neurons, by rank', format: count, count: 4},
      {domain: [0, top], title: this.options.yTitle, format: count, count: 3, isWhole: true});
    const step = (box.right - box.left) / values.length;
    const even = values.reduce((sum, value) => sum + value, 0) / values.length;
    this.svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.svg.setAttribute('aria-label',
      `${this.options.title}: from ${count(values[0])} down to ${count(values.at(-1))}; ${count(even)} if all were equal`);
    // One path, since there may be thousands of neurons.
    const edge = (index) => (box.left + index * step).toFixed(2);
    const outline = values.map((value, index) => `L${edge(index)} ${y(value).toFixed(1)}H${edge(index + 1)}`).join('');
    replace(this.svg, elements,
      s('path', {class: `bin series-${this.options.color}`, d: `M${box.left} ${box.bottom}${outline}V${box.bottom}Z`}),
      s('line', {class: 'reference', x1: box.left, x2: box.right, y1: y(even), y2: y(even)}),
      s('text', {class: 'label', x: box.right, y: y(even) - 5, 'text-anchor': 'end'}, 'if all won alike'));
  }
}
