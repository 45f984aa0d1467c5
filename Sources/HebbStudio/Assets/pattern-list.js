// The patterns that a memory has stored, each with how much the state is like it.

import {h, replace} from './dom.js';
import {paint} from './pixel-grid.js';
import {letter, random} from './samples.js';

const most = 40;
const beginning = ['H', 'E', 'B', 'O'];
const more = ['A', 'S', 'T', 'X'];

export class PatternList {
  /** @param onChoose is called with a pattern that is pressed; onChange whenever patterns come or go */
  constructor(side, {onChoose, onChange}) {
    this.onChoose = onChoose;
    this.onChange = onChange;
    this.element = h('ul', {class: 'patterns', 'aria-label': 'Stored patterns'});
    this.side = side;
    this.patterns = beginning.map((sign) => letter(sign, side));
    this.draw();
  }

  get count() { return this.patterns.length; }
  get first() { return this.patterns[0]; }

  /** "1" and "0" for each unit, as the program wants it. */
  get texts() { return this.patterns.map((values) => values.map((value) => value > 0 ? '1' : '0').join('')); }

  begin(side) {
    this.side = side;
    this.change(beginning.map((sign) => letter(sign, side)));
  }

  /** @returns whether there was room */
  add(values) {
    if (this.count >= most) return false;
    this.change([...this.patterns, values.map((value) => value > 0 ? 1 : -1)]);
    return true;
  }

  addLetters() { this.change([...this.patterns, ...more.map((sign) => letter(sign, this.side))].slice(0, most)); }
  addRandom() { this.add(random(this.side)); }
  clear() { this.change([]); }

  change(patterns) {
    this.patterns = patterns;
    this.draw();
    this.onChange();
  }

  draw() {
    replace(this.element, this.patterns.map((values, index) => {
      const canvas = h('canvas');
      paint(canvas, values, this.side);
      const forget = () => this.change(this.patterns.filter((_, other) => other !== index));
      return h('li', {},
        h('button', {type: 'button', 'aria-label': `Draw pattern ${index + 1}`, onclick: () => this.onChoose(values)}, canvas),
        h('div', {class: 'overlap'}, h('div')),
        h('button', {type: 'button', class: 'remove', 'aria-label': `Forget pattern ${index + 1}`, onclick: forget}, 'forget'));
    }));
  }

  /** Again, in other colours. */
  paint() {
    this.element.querySelectorAll('canvas').forEach((canvas, index) => paint(canvas, this.patterns[index], this.side));
  }

  showOverlaps(overlaps) {
    const best = nearest(overlaps);
    [...this.element.children].forEach((item, index) => {
      item.classList.toggle('best', index === best && Math.abs(overlaps[best]) > 0.8);
      const bar = item.querySelector('.overlap > div');
      bar.style.width = `${100 * Math.abs(overlaps[index])}%`;
      bar.classList.toggle('opposite', overlaps[index] < 0);
    });
  }

  clearOverlaps() { this.showOverlaps(this.patterns.map(() => 0)); }
}

/** The pattern that a state is most like, or most unlike. */
export function nearest(overlaps) {
  return overlaps.reduce((best, value, index) => Math.abs(value) > Math.abs(overlaps[best]) ? index : best, 0);
}
