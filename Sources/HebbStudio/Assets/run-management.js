// Tags, and removing a run: what changes the store takes the session's token.

import * as api from './api.js';
import {h, section, field, complaint} from './dom.js';
import {tokenNote} from './token.js';

export class RunManagement {
  constructor(name, onChange) {
    Object.assign(this, {name, onChange, tags: null});
    this.message = h('p', {class: 'message', role: 'alert'});
    this.input = h('input', {size: 32, autocomplete: 'off'});
    this.removal = h('button', {type: 'button', class: 'danger', onclick: () => this.remove()}, 'Remove run');
    const form = h('form', {class: 'row', onsubmit: (event) => this.save(event)},
      field('Separated by commas', this.input), h('button', {type: 'submit'}, 'Save tags'), this.removal);
    this.element = section('Tags', api.hasToken() ? [form, this.message] : tokenNote('Changing tags'));
  }

  /** Tags that are being typed stay, whatever news there is of the run. */
  set(run) {
    const text = run.tags.join(', ');
    if (this.tags === null || this.input.value === this.tags) this.input.value = text;
    this.tags = text;
    this.removal.disabled = run.status === 'running';
  }

  save(event) {
    event.preventDefault();
    const tags = this.input.value.split(',').map((tag) => tag.trim()).filter(Boolean);
    this.attempt(async () => {
      const run = await api.post(`${api.runPath(this.name)}/tags`, {tags});
      this.tags = this.input.value;
      this.onChange(run);
    });
  }

  // A second press within a few seconds is needed.
  remove() {
    if (!this.isSure) {
      this.isSure = true;
      this.removal.textContent = 'Press again to delete its folder';
      setTimeout(() => { this.isSure = false; this.removal.textContent = 'Remove run'; }, 4000);
      return;
    }
    this.attempt(async () => { await api.remove(api.runPath(this.name)); location.hash = '#/'; });
  }

  async attempt(work) {
    this.message.textContent = '';
    try { await work(); } catch (error) { this.message.textContent = complaint(error); }
  }
}
