// Networks that have read a text go on from a prompt.

import * as api from './api.js';
import {h, replace, section, field, empty, complaint, ready} from './dom.js';
import {tokenNote} from './token.js';
import * as format from './format.js';

export async function show(root, _, query) {
  const runs = (await api.get('runs')).runs.filter((run) => run.writes);
  const head = h('div', {class: 'page-head'}, h('h1', {}, 'Write'));
  if (runs.length === 0) {
    replace(root, head, empty('No run of this store has read a text.',
      'Train one with ', h('code', {}, 'hebb train hebbian-rnn --data TEXT'), '.'));
    ready(root);
    return null;
  }

  let writing = null;
  const run = h('select', {}, runs.map((run) =>
    h('option', {value: run.name, selected: run.name === query.get('run')}, description(run))));
  const prompt = h('textarea', {rows: 3, name: 'prompt'}, 'It is a truth ');
  const length = h('input', {type: 'number', min: '1', max: '20000', value: '400', required: true});
  const temperature = h('input', {type: 'number', min: '0', max: '5', step: 'any', value: '0.7', required: true});
  const most = h('input', {type: 'number', min: '1', max: '1000', placeholder: 'all'});
  const seed = h('input', {type: 'number', min: '0', max: '4294967295', value: '1', required: true});
  const paper = h('div', {class: 'paper', 'aria-live': 'off', tabindex: '0', 'aria-label': 'Text'},
    h('span', {class: 'prompt'}, 'What the network writes appears here.'));
  const message = h('p', {class: 'message', role: 'alert'});
  const status = h('p', {class: 'note', role: 'status'});
  const button = h('button', {type: 'submit', class: 'primary'}, 'Write');
  button.disabled = !api.hasToken();

  async function submit(event) {
    event.preventDefault();
    if (writing) return writing.abort();
    writing = new AbortController();
    button.textContent = 'Stop';
    message.textContent = status.textContent = '';
    const text = document.createTextNode('');
    replace(paper, h('span', {class: 'prompt'}, prompt.value), text);
    const begun = performance.now();
    try {
      await api.stream(`${api.runPath(run.value)}/write`, {
        prompt: prompt.value, length: Number(length.value), temperature: Number(temperature.value),
        most: most.value === '' ? null : Number(most.value), seed: Number(seed.value),
      }, (piece) => text.appendData(piece), writing.signal);
      const seconds = (performance.now() - begun) / 1000;
      status.textContent = `${format.count([...text.data].length)} characters in ${format.number(seconds, 2)} s`;
    } catch (error) {
      if (error.name !== 'AbortError') message.textContent = complaint(error);
    } finally {
      writing = null;
      button.textContent = 'Write';
    }
  }

  replace(root, head, h('form', {class: 'card', onsubmit: submit},
    field('Network', run),
    h('label', {class: 'field wide tools'}, h('span', {}, 'Prompt'), prompt),
    h('div', {class: 'row tools'}, field('Characters', length), field('Temperature', temperature),
      field('Among the most probable', most), field('Seed', seed), button),
    message, status, !api.hasToken() && tokenNote('Writing')),
  section('Text', paper));
  ready(root);
  return () => writing?.abort();
}

function description(run) {
  const result = format.headline(run);
  return `${run.experiment}, ${run.data}, seed ${run.seed}${result ? ` (${result.text} ${result.name})` : ''}`;
}
