// Tags, and removing a run: what changes the store takes the session's token.

import * as api from './api.js';
import {h, section, field} from './dom.js';

export function manage(run, onChange) {
  if (!api.hasToken()) {
    return section('Tags', h('p', {class: 'note'},
      'To change tags, open the address that ', h('code', {}, 'hebb studio'), ' printed: it carries the session’s token.'));
  }
  const message = h('p', {class: 'message', role: 'alert'});
  const input = h('input', {value: run.tags.join(', '), size: 32, autocomplete: 'off'});
  const attempt = async (work) => {
    message.textContent = '';
    try { await work(); } catch (error) { message.textContent = [error.message, error.advice].filter(Boolean).join('. '); }
  };
  const save = (event) => {
    event.preventDefault();
    const tags = input.value.split(',').map((tag) => tag.trim()).filter(Boolean);
    attempt(async () => onChange(await api.post(`${api.runPath(run.name)}/tags`, {tags})));
  };
  // A second press within a few seconds is needed.
  let isSure = false;
  const remove = h('button', {type: 'button', class: 'danger', onclick: () => {
    if (!isSure) {
      isSure = true;
      remove.textContent = 'Press again to delete its folder';
      setTimeout(() => { isSure = false; remove.textContent = 'Remove run'; }, 4000);
      return;
    }
    attempt(async () => { await api.remove(api.runPath(run.name)); location.hash = '#/'; });
  }}, 'Remove run');
  remove.disabled = run.status === 'running';
  const form = h('form', {class: 'row', onsubmit: save},
    field('Separated by commas', input), h('button', {type: 'submit'}, 'Save tags'), remove);
  return section('Tags', form, message);
}
