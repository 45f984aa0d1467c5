// Curves over a common axis, with a legend and a read-out that follows the pointer or the arrow keys.

import {h, s, replace} from './dom.js';
import {axes, onResize} from './axes.js';
import {padded} from './scale.js';
import {number} from './format.js';

const height = 230;

export class LineChart {
  /**
   * @param options title, xTitle, yTitle, xFormat, yFormat, xFrom and yFrom (values that the axes have to reach), yLimits
   *   (the values that are possible)
   */
  constructor(options) {
    this.options = options;
    this.series = [];
    this.references = [];
    this.cursor = null;
    this.svg = s('svg', {role: 'img', tabindex: '0', height});
    this.legend = h('ul', {class: 'legend', 'aria-hidden': 'true'});
    this.readout = h('div', {class: 'readout', role: 'status'});
    this.plot = h('div', {}, this.svg);
    this.element = h('figure', {class: 'chart'}, h('figcaption', {}, options.title), this.plot, this.legend, this.readout);
    onResize(this.plot, (width) => { this.width = width; this.draw(); });
    this.svg.addEventListener('pointermove', (event) => this.point(event.clientX - this.svg.getBoundingClientRect().left));
    this.svg.addEventListener('pointerleave', () => this.pick(null));
    this.svg.addEventListener('blur', () => this.pick(null));
    this.svg.addEventListener('keydown', (event) => this.key(event));
  }

  /**
   * @param series [{name, points: [[x, y], …] with x growing, color, faint}]
   * @param references horizontal lines [{name, y}]
   */
  set(series, references = []) {
    this.series = series.filter(({points}) => points.length > 0);
    this.references = references;
    this.draw();
  }

  draw() {
    const points = this.series.flatMap(({points}) => points);
    this.element.dataset.points = points.length;
    if (points.length === 0) this.clear();
    if (!this.width || points.length === 0) return;
    const {yTitle, yFormat, yFrom, yLimits, title} = this.options;
    const xAxis = this.arrange(points);
    const ys = [...points.map(([, y]) => y), ...this.references.map(({y}) => y)];
    this.frame = axes(this.width, height, xAxis,
      {domain: within(padded(ys, {from: xAxis.isBare ? undefined : yFrom}), yLimits), title: yTitle, format: yFormat});
    const {x, y, box} = this.frame;
    this.marks = s('g', {});
    this.svg.setAttribute('viewBox', `0 0 ${this.width} ${height}`);
    this.svg.setAttribute('aria-label', this.summary(title));
    replace(this.svg, this.frame.elements,
      this.references.map((line) => [
        s('line', {class: 'reference', x1: box.left, x2: box.right, y1: y(line.y), y2: y(line.y)}),
      ]),
      this.drawn.map((one) => [
        s('path', {class: `curve series-${one.color % 8}${one.faint ? ' faint' : ''}`, d: path(one.points, x, y)}),
        !one.faint && one.points.length <= 12 && one.points.map((point) => this.dot(one, point, 3)),
      ]),
      // In front of the curves.
      this.references.map((line) =>
        s('text', {class: 'label', x: box.right - 2, y: y(line.y) - 4, 'text-anchor': 'end'}, line.name)), this.marks);
    replace(this.legend, this.series.length > 1 && this.series.map((one) => h('li', {class: `series-${one.color % 8}`}, one.name)));
    if (this.cursor !== null) this.pick(this.cursor);
  }

  /** Where points stand from left to right. Several curves of one point each would cover each other: they stand in a row. */
  arrange(points) {
    const {xTitle = '', xFormat = number, xFrom} = this.options;
    const xs = [...new Set(points.map(([x]) => x))].sort((a, b) => a - b);
    if (xs.length === 1 && this.series.length > 1) {
      const title = `after ${xFormat(xs[0])} ${xs[0] === 1 ? xTitle.replace(/s$/, '') : xTitle}`;
      this.drawn = this.series.map((one, index) => ({...one, points: [[index, one.points[0][1]]]}));
      this.xs = this.drawn.map((_, index) => index);
      this.heading = () => title;
      return {domain: [-0.5, this.xs.length - 0.5], title, isBare: true};
    }
    [this.drawn, this.xs] = [this.series, xs];
    this.heading = (x) => `${xFormat(x)} ${xTitle}`;
    const domain = xs.length > 1 ? [Math.min(xs[0], xFrom ?? xs[0]), xs.at(-1)] : padded(xs, {from: xFrom});
    return {domain, title: xTitle, format: xFormat};
  }

  clear() {
    this.frame = null;
    replace(this.svg);
    replace(this.legend);
    this.pick(null);
  }

  dot({color}, [px, py], radius) {
    return s('circle', {class: `dot series-${color % 8}`, cx: this.frame.x(px), cy: this.frame.y(py), r: radius});
  }

  summary(title) {
    const format = this.options.yFormat ?? number;
    const ends = this.series.map(({name, points}) => `${name}: ${format(points[0][1])} to ${format(points.at(-1)[1])}`);
    return `${title}. ${ends.slice(0, 8).join('; ')}. Arrow keys read values.`;
  }

  point(place) {
    if (!this.frame) return;
    const wanted = this.frame.x.invert(place);
    this.pick(this.xs.reduce((best, x) => Math.abs(x - wanted) < Math.abs(best - wanted) ? x : best));
  }

  key(event) {
    if (!this.frame || !['ArrowLeft', 'ArrowRight', 'Home', 'End', 'Escape'].includes(event.key)) return;
    event.preventDefault();
    if (event.key === 'Escape') return this.pick(null);
    const now = this.cursor === null ? this.xs.length : this.xs.indexOf(this.cursor);
    const next = {ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: this.xs.length - 1}[event.key];
    this.pick(this.xs[Math.max(0, Math.min(this.xs.length - 1, next))]);
  }

  /** Shows what all curves are at a place; null hides it. */
  pick(at) {
    this.cursor = at;
    this.readout.style.visibility = at === null ? 'hidden' : 'visible';
    if (!this.frame) return;
    if (at === null) return replace(this.marks);
    const {x, box} = this.frame;
    const {yFormat = number} = this.options;
    const found = this.drawn.filter(({faint}) => !faint).flatMap((one) => {
      const point = nearest(one.points, at);
      return Math.abs(x(point[0]) - x(at)) <= 12 ? [{...one, point}] : [];
    });
    replace(this.marks, s('line', {class: 'cursor', x1: x(at), x2: x(at), y1: box.top, y2: box.bottom}),
      found.map((one) => this.dot(one, one.point, 4)));
    replace(this.readout, h('div', {}, this.heading(at)),
      h('ul', {class: 'legend'}, found.slice(0, 12).map(({name, point, color}) =>
        h('li', {class: `series-${color % 8}`}, h('b', {}, yFormat(point[1])), ` ${name}`))));
    const beside = x(at) + 14;
    const room = this.readout.offsetWidth;
    this.readout.style.left = `${beside + room > this.width ? Math.max(0, x(at) - room - 14) : beside}px`;
    this.readout.style.top = `${box.top + 22}px`;
  }
}

function within([low, high], [least, most] = [-Infinity, Infinity]) {
  return [Math.max(low, least), Math.min(high, most)];
}

function path(points, x, y) {
  return points.map(([px, py], index) => `${index ? 'L' : 'M'}${x(px).toFixed(1)} ${y(py).toFixed(1)}`).join('');
}

function nearest(points, at) {
  let [low, high] = [0, points.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle][0] < at) low = middle + 1; else high = middle;
  }
  const before = points[Math.max(0, low - 1)];
  return Math.abs(before[0] - at) < Math.abs(points[low][0] - at) ? before : points[low];
}
