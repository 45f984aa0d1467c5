// The runs that are training now, as cards with their progress.

import {h, replace, arrange} from './dom.js';
import {progressBar, progressText, runAddress, state} from './run-parts.js';
import * as format from './format.js';

export class LiveRuns {
  constructor() {
    this.progress = new Map();
    this.cards = new Map();
    this.element = h('div', {class: 'live-runs', 'aria-label': 'Training now', role: 'group'});
  }

  /** Cards stay while their runs go on, so that whoever is about to press one does not lose it. */
  draw(going) {
    for (const run of going) {
      if (!this.cards.has(run.name)) this.cards.set(run.name, new Card(run));
      this.cards.get(run.name).show(this.progress.get(run.name));
    }
    const names = new Set(going.map(({name}) => name));
    for (const name of this.cards.keys()) if (!names.has(name)) this.cards.delete(name);
    arrange(this.element, going.map(({name}) => this.cards.get(name).element));
  }

  receive({run, progress}) {
    this.progress.set(run, progress);
    this.cards.get(run)?.show(progress);
  }
}

class Card {
  constructor(run) {
    const trial = format.trial(run);
    const about = trial ? [trial.sweep, run.data] : [run.data, `seed ${run.seed ?? '–'}`, format.method(run)];
    this.progress = h('div');
    this.element = h('a', {class: 'live-run', href: runAddress(run)},
      h('div', {class: 'row'}, state(run.status), h('span', {class: 'run-name'}, format.title(run))),
      h('p', {class: 'note'}, about.filter(Boolean).join(', ')), this.progress);
  }

  show(progress) {
    const texts = progressText(progress).map((text) => h('span', {}, text));
    replace(this.progress, progressBar(progress), h('div', {class: 'note'}, texts));
  }
}
