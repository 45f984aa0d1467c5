// A square of units to draw into, with mouse, finger or keyboard. Values go from −1 to 1.

import {h} from './dom.js';

/** Paints values into a canvas, one pixel a unit, in the colours of the page. */
export function paint(canvas, values, side) {
  if (canvas.width !== side) canvas.width = canvas.height = side;
  const context = canvas.getContext('2d');
  const image = context.createImageData(side, side);
  const [paper, ink] = colours();
  values.forEach((value, index) => {
    const share = (value + 1) / 2;
    for (let channel = 0; channel < 3; channel++) {
      image.data[4 * index + channel] = paper[channel] + (ink[channel] - paper[channel]) * share;
    }
    image.data[4 * index + 3] = 255;
  });
  context.putImageData(image, 0, 0);
}

function colours() {
  const isDark = document.documentElement.dataset.theme === 'dark'
    || (!document.documentElement.dataset.theme && matchMedia('(prefers-color-scheme: dark)').matches);
  return isDark ? [[23, 27, 32], [120, 226, 211]] : [[255, 255, 255], [11, 82, 75]];
}

export class PixelGrid {
  constructor(side, onChange) {
    this.onChange = onChange;
    this.canvas = h('canvas', {class: 'pixel-grid', tabindex: '0', role: 'application',
      'aria-label': 'Drawing. Arrow keys move, space or enter changes a pixel.'});
    this.element = h('div', {}, this.canvas);
    this.cursor = null;
    this.resize(side);
    this.canvas.addEventListener('pointerdown', (event) => this.begin(event));
    this.canvas.addEventListener('pointermove', (event) => this.stroke(event));
    this.canvas.addEventListener('keydown', (event) => this.key(event));
    this.canvas.addEventListener('blur', () => { this.cursor = null; this.draw(); });
  }

  resize(side) {
    this.side = side;
    this.set(new Array(side * side).fill(-1));
  }

  set(values) {
    this.values = [...values];
    this.draw();
  }

  draw() {
    paint(this.canvas, this.values, this.side);
    if (this.cursor === null) return;
    const context = this.canvas.getContext('2d');
    context.fillStyle = '#e0682fb0';
    context.fillRect(this.cursor % this.side, Math.floor(this.cursor / this.side), 1, 1);
  }

  unit(event) {
    const area = this.canvas.getBoundingClientRect();
    const place = (from, start, length) => Math.floor((from - start) / length * this.side);
    const [column, row] = [place(event.clientX, area.left, area.width), place(event.clientY, area.top, area.height)];
    return column >= 0 && row >= 0 && column < this.side && row < this.side ? row * this.side + column : null;
  }

  begin(event) {
    if (event.button > 0) return;
    const unit = this.unit(event);
    if (unit === null) return;
    this.canvas.setPointerCapture(event.pointerId);
    // The first pixel says whether the stroke draws or wipes.
    this.pen = this.values[unit] > 0 ? -1 : 1;
    this.last = unit;
    this.put([unit]);
  }

  stroke(event) {
    if (!this.canvas.hasPointerCapture(event.pointerId)) return;
    const unit = this.unit(event);
    if (unit === null || unit === this.last) return;
    this.put(line(this.last, unit, this.side));
    this.last = unit;
  }

  put(units) {
    for (const unit of units) this.values[unit] = this.pen;
    this.draw();
    this.onChange();
  }

  key(event) {
    const steps = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
    const now = this.cursor ?? Math.floor(this.side / 2) * (this.side + 1);
    if (steps[event.key]) {
      const [across, down] = steps[event.key];
      const wrap = (place) => (place + this.side) % this.side;
      this.cursor = wrap(Math.floor(now / this.side) + down) * this.side + wrap(now % this.side + across);
      this.draw();
    } else if (event.key === ' ' || event.key === 'Enter') {
      this.cursor = now;
      this.pen = this.values[now] > 0 ? -1 : 1;
      this.put([now]);
    } else return;
    event.preventDefault();
  }

  /** "1" and "0" for each unit, as the program wants it. */
  get text() { return this.values.map((value) => value > 0 ? '1' : '0').join(''); }
}

/** The units between two, so that quick strokes have no gaps. */
function line(from, to, side) {
  const [x, y] = [from % side, Math.floor(from / side)];
  const [across, down] = [to % side - x, Math.floor(to / side) - y];
  const steps = Math.max(Math.abs(across), Math.abs(down), 1);
  return Array.from({length: steps + 1}, (_, step) =>
    Math.round(y + down * step / steps) * side + Math.round(x + across * step / steps));
}
