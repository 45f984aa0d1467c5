// The list from which runs to compare are ticked.

import {h, replace} from './dom.js';
import * as format from './format.js';

/** Runs that are listed at a time, besides those that are chosen; a search finds the others. */
const mostListed = 60;

// Each tick leads to another address, and so to a new list.
let ticked = null;

export class RunPicker {
  constructor(names, most) {
    Object.assign(this, {names, most, runs: new Map()});
    this.search = h('input', {
      type: 'search', placeholder: 'Search runs…', 'aria-label': 'Search runs', oninput: () => this.draw(),
    });
    this.list = h('div', {class: 'picks', role: 'group', 'aria-label': 'Runs to compare'});
    this.element = h('div', {}, this.search, this.list);
  }

  set(runs) {
    this.runs = new Map(runs.map((run) => [run.name, run]));
    this.draw();
  }

  put(run) {
    this.runs.set(run.name, run);
    this.draw();
  }

  take(name) {
    this.runs.delete(name);
    this.draw();
  }

  /** On the box that was ticked to come here. */
  focus() {
    [...this.list.querySelectorAll('input')].find((box) => box.name === ticked)?.focus();
    ticked = null;
  }

  choose(name, isChosen) {
    const next = isChosen ? [...this.names, name].slice(0, this.most) : this.names.filter((other) => other !== name);
    ticked = name;
    location.hash = `#/compare?${next.map((name) => `run=${encodeURIComponent(name)}`).join('&')}`;
  }

  draw() {
    const focused = this.list.contains(document.activeElement) ? document.activeElement.name : null;
    const words = this.search.value.toLowerCase().split(/\s+/);
    const text = (run) => `${run.name} ${run.data} ${run.tags.join(' ')}`.toLowerCase();
    const matching = [...this.runs.values()].filter((run) => words.every((word) => text(run).includes(word)));
    const isChosen = ({name}) => this.names.includes(name);
    const shown = [...matching.filter(isChosen), ...matching.filter((run) => !isChosen(run)).slice(0, mostListed)];
    replace(this.list, shown.map((run) => h('label', {}, this.box(run, isChosen(run)),
      h('span', {}, format.title(run), ' ', h('small', {}, format.title(run) === run.name ? '' : run.name)),
      h('span', {class: 'note'}, format.headline(run)?.text ?? run.status))));
    if (focused) [...this.list.querySelectorAll('input')].find((box) => box.name === focused)?.focus();
  }

  box(run, isChosen) {
    return h('input', {
      type: 'checkbox', name: run.name, checked: isChosen, disabled: this.names.length >= this.most && !isChosen,
      onchange: (event) => this.choose(run.name, event.target.checked),
    });
  }
}
