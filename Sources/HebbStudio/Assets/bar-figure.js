// A small chart of values, one for each neuron, with a title and a note: what the kinds of bars share.

import {h, s} from './dom.js';
import {onResize} from './axes.js';

export const height = 170;

/** Subclasses have draw(), which is called when there are new values or another width. */
export class BarFigure {
  constructor(options) {
    this.options = options;
    this.values = [];
    this.svg = s('svg', {role: 'img', height});
    this.plot = h('div', {}, this.svg);
    this.note = h('small', {});
    this.element = h('figure', {class: 'chart'}, h('figcaption', {}, options.title, ' ', this.note), this.plot);
    onResize(this.plot, (width) => { this.width = width; this.draw(); });
  }

  show(values, note) {
    this.values = values;
    this.note.textContent = note;
    this.draw();
  }
}
