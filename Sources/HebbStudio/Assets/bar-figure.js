// A small chart of values, one for each neuron, with a title and a note: what the kinds of bars share.

import {h, s, replace} from './dom.js';
import {onResize} from './axes.js';

export const height = 170;

/**
 * Options: title, none (what is said when there are no values), and those of the kind.
 *
 * Subclasses have draw(), which is called when there are new values or another width.
 */
export class BarFigure {
  constructor(options) {
    this.options = options;
    this.values = [];
    this.svg = s('svg', {role: 'img', height});
    this.none = h('p', {class: 'none', hidden: true}, options.none);
    this.plot = h('div', {class: 'plot'}, this.svg, this.none);
    this.note = h('small', {});
    this.element = h('figure', {class: 'chart'}, h('figcaption', {}, options.title, ' ', this.note), this.plot);
    onResize(this.plot, (width) => { this.width = width; this.draw(); });
  }

  show(values, note) {
    this.values = values;
    this.note.textContent = note;
    this.draw();
  }

  /** @returns whether there is anything to draw, and room for it; what was drawn before does not stay */
  begin() {
    this.element.dataset.points = this.values.length;
    if (this.values.length === 0) replace(this.svg);
    this.svg.setAttribute('aria-label', `${this.options.title}: ${this.options.none}`);
    this.none.hidden = this.values.length > 0;
    return this.width > 0 && this.values.length > 0;
  }
}
