// Associative memories to try out: draw, store, spoil, and watch the recall, unit by unit.

import * as api from './api.js';
import {h, replace, section, field, complaint, ready} from './dom.js';
import {PixelGrid} from './pixel-grid.js';
import {PatternList} from './pattern-list.js';
import {RecallCharts, verdict} from './recall-charts.js';
import {noisy, halved} from './samples.js';
import {onChange as onThemeChange} from './theme.js';
import {tokenNote} from './token.js';
import * as format from './format.js';

/** Milliseconds for which a state of a recall is shown. */
const frameTime = 55;
const sides = [8, 12, 16, 20, 28];

export async function show(root) {
  const kinds = await api.get('memories');
  let timer = null;

  const grid = new PixelGrid(16, () => rest());
  const patterns = new PatternList(16, {onChoose: (values) => { rest(); grid.set(values); }, onChange: () => { rest(); tell(); }});
  const charts = new RecallCharts();
  const message = h('p', {class: 'message', role: 'alert'});
  const status = h('p', {class: 'note', role: 'status'});
  const recall = button('Recall', () => start(), 'primary');

  const kind = h('select', {onchange: () => drawOptions()}, kinds.map(({name, summary}) =>
    h('option', {value: name, selected: name === 'pseudo-inverse'}, `${name}: ${summary.split(';')[0]}`)));
  const size = h('select', {onchange: () => resize(Number(size.value))}, sides.map((side) =>
    h('option', {value: String(side), selected: side === 16}, `${side} × ${side}`)));
  const degree = h('input', {type: 'number', min: '2', max: '30', value: '10'});
  const degreeField = field('Degree', degree);
  // Of its logarithm: a hundredth makes a difference as a hundred does.
  const beta = h('input', {type: 'range', min: '-3', max: '0', step: '0.05', value: '-1.3'});
  const betaField = field('Inverse temperature β', beta);
  const noise = h('input', {type: 'range', min: '0', max: '0.5', step: '0.01', value: '0.2', oninput: () => drawNoise()});
  const noiseText = h('small');

  function drawOptions() {
    degreeField.hidden = kind.value !== 'dense';
    betaField.hidden = kind.value !== 'continuous';
  }

  function drawNoise() {
    noiseText.textContent = format.percent(Number(noise.value), 0);
  }

  function tell() {
    recall.disabled = patterns.count === 0 || !api.hasToken();
    status.textContent = `${patterns.count} pattern${patterns.count === 1 ? '' : 's'} in ${grid.side ** 2} units.`;
  }

  function resize(side) {
    rest();
    grid.resize(side);
    patterns.begin(side);
    grid.set(patterns.first);
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    recall.textContent = 'Recall';
  }

  /** Whatever was recalled is no longer what is seen. */
  function rest() {
    stop();
    charts.hide();
    patterns.clearOverlaps();
  }

  async function start() {
    if (timer) return stop();
    message.textContent = '';
    recall.disabled = true;
    try {
      play(await api.post('recall', {
        side: grid.side, memory: kind.value, patterns: patterns.texts, state: grid.text,
        degree: Number(degree.value), inverseTemperature: 10 ** Number(beta.value), seed: Math.floor(Math.random() * 2 ** 31),
      }));
    } catch (error) {
      message.textContent = complaint(error);
    } finally {
      recall.disabled = false;
    }
  }

  function play(film) {
    let index = 0;
    recall.textContent = 'Stop';
    const step = () => {
      const {state, energy, overlaps} = film.frames[index];
      grid.set(state.map((hundredths) => hundredths / 100));
      charts.show(film.frames.slice(0, index + 1));
      patterns.showOverlaps(overlaps);
      status.textContent = `Step ${index} of ${film.frames.length - 1}, energy ${format.number(energy)}`;
      index += 1;
      if (index < film.frames.length) return;
      stop();
      status.textContent = verdict(film);
    };
    step();
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (index < film.frames.length) timer = setInterval(step, isStill ? 0 : frameTime);
  }

  function store() {
    message.textContent = patterns.add(grid.values) ? '' : 'No more patterns can be stored here.';
  }

  const edit = (change) => () => { rest(); grid.set(change(grid.values)); };

  replace(root,
    h('div', {class: 'page-head'}, h('div', {}, h('h1', {}, 'Associative memory'),
      h('p', {class: 'note'}, 'Draw into the square, spoil the drawing, and let the memory bring back what it has stored.'))),
    h('div', {class: 'memory'},
      section('State', grid.element,
        h('div', {class: 'row tools'},
          button('Store', store), recall, button('Clear', edit((values) => values.map(() => -1)))),
        h('div', {class: 'row tools'},
          h('label', {class: 'field'}, h('span', {}, 'Noise ', noiseText), noise),
          button('Add noise', edit((values) => noisy(values, Number(noise.value)))),
          button('Hide half', edit(halved))),
        status, message, !api.hasToken() && tokenNote('Recalling')),
      h('div', {},
        section('Memory', h('div', {class: 'row'}, field('Kind', kind), field('Units', size), degreeField, betaField)),
        section('Stored patterns', patterns.element, h('div', {class: 'row tools'},
          button('Add letters', () => patterns.addLetters()),
          button('Add random pattern', () => patterns.addRandom()),
          button('Forget all', () => patterns.clear()))),
        charts.element)));
  drawOptions();
  drawNoise();
  tell();
  grid.set(patterns.first);
  ready(root);
  const forgetTheme = onThemeChange(() => { grid.draw(); patterns.paint(); });
  return () => { stop(); forgetTheme(); };
}

function button(text, onclick, kind = null) {
  return h('button', {type: 'button', class: kind, onclick}, text);
}
