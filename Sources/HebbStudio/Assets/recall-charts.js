// What a recall looks like in numbers: its energy, and how the state comes to be like one of the patterns.

import {h, section} from './dom.js';
import {LineChart} from './line-chart.js';
import {nearest} from './pattern-list.js';
import * as format from './format.js';

/** A line for each pattern; more could not be told apart. */
const mostLines = 8;

const steps = {xTitle: 'steps', xFormat: (value) => format.number(Math.round(value * 10) / 10)};

export class RecallCharts {
  constructor() {
    this.energy = new LineChart({...steps, title: 'Energy', yTitle: 'E'});
    this.overlap = new LineChart({...steps, title: 'Overlap with the stored patterns', yTitle: 'cosine', yFrom: 1});
    this.element = section('Recall', h('div', {class: 'charts'}, this.energy.element, this.overlap.element));
    this.hide();
  }

  hide() { this.element.hidden = true; }

  show(frames) {
    this.element.hidden = false;
    this.energy.set([{name: 'energy', color: 1, points: frames.map(({energy}, step) => [step, energy])}]);
    this.overlap.set(frames[0].overlaps.slice(0, mostLines).map((_, pattern) => ({
      name: `pattern ${pattern + 1}`, color: pattern, points: frames.map(({overlaps}, step) => [step, overlaps[pattern]]),
    })));
  }
}

/** What came out, in words. */
export function verdict({frames, isSettled}) {
  const {overlaps, sweep} = frames.at(-1);
  const best = nearest(overlaps);
  const value = overlaps[best];
  const time = `${isSettled ? 'Settled' : 'Not settled'} after ${sweep} sweep${sweep === 1 ? '' : 's'}.`;
  if (value > 0.99) return `${time} It is pattern ${best + 1}.`;
  if (value < -0.99) return `${time} It is the opposite of pattern ${best + 1}.`;
  return `${time} It is none of the patterns; nearest is ${best + 1}, with an overlap of ${format.number(value, 2)}.`;
}
