// Associative memories to try out: draw, store, spoil, and watch the recall, unit by unit.

import * as api from './api.js';
import {h, replace, section, field, ready} from './dom.js';
import {PixelGrid, paint} from './pixel-grid.js';
import {LineChart} from './line-chart.js';
import {letter, random, noisy, halved} from './samples.js';
import * as format from './format.js';

const frameTime = 55;
const firstLetters = ['H', 'E', 'B', 'O'];
const mostPatterns = 40;

export async function show(root) {
  const kinds = await api.get('memories');
  let side = 16;
  let patterns = firstLetters.map((sign) => letter(sign, side));
  let timer = null;
  let film = null;

  const grid = new PixelGrid(side, () => { stop(); clearFilm(); });
  const message = h('p', {class: 'message', role: 'alert'});
  const status = h('p', {class: 'note', role: 'status'});
  const list = h('ul', {class: 'patterns', 'aria-label': 'Stored patterns'});
  const energy = new LineChart({title: 'Energy', xTitle: 'steps', yTitle: 'E', xFormat: (value) => format.number(Math.round(value * 10) / 10)});
  const overlap = new LineChart({title: 'Overlap with the stored patterns', xTitle: 'steps', yTitle: 'cosine', yFrom: 1, xFormat: (value) => format.number(Math.round(value * 10) / 10)});
  const charts = section('Recall', h('div', {class: 'charts'}, energy.element, overlap.element));
  charts.hidden = true;

  const kind = h('select', {onchange: () => drawOptions()}, kinds.map(({name, summary}) => h('option', {value: name, selected: name === 'pseudo-inverse'}, `${name}: ${summary.split(';')[0]}`)));
  const size = h('select', {onchange: () => resize(Number(size.value))}, [8, 12, 16, 20, 28].map((side) => h('option', {value: String(side), selected: side === 16}, `${side} × ${side}`)));
  const degree = h('input', {type: 'number', min: '2', max: '30', value: '10'});
  const beta = h('input', {type: 'range', min: '-3', max: '0', step: '0.05', value: '-1.3'});
  const betaField = field('Inverse temperature β', beta);
  const degreeField = field('Degree', degree);
  const noise = h('input', {type: 'range', min: '0', max: '0.5', step: '0.01', value: '0.2', oninput: () => { noiseText.textContent = format.percent(Number(noise.value), 0); }});
  const noiseText = h('small', {}, format.percent(0.2, 0));
  const recall = h('button', {type: 'button', class: 'primary', onclick: () => start()}, 'Recall');

  function drawOptions() {
    degreeField.hidden = kind.value !== 'dense';
    betaField.hidden = kind.value !== 'continuous';
  }

  function resize(next) {
    stop();
    clearFilm();
    side = next;
    grid.resize(side);
    patterns = firstLetters.map((sign) => letter(sign, side));
    drawPatterns();
    grid.set(patterns[0]);
  }

  function drawPatterns() {
    replace(list, patterns.map((values, index) => {
      const canvas = h('canvas');
      paint(canvas, values, side);
      return h('li', {}, h('button', {type: 'button', 'aria-label': `Draw pattern ${index + 1}`, onclick: () => { stop(); clearFilm(); grid.set(values); }}, canvas),
        h('div', {class: 'overlap'}, h('div')),
        h('button', {type: 'button', class: 'remove', 'aria-label': `Forget pattern ${index + 1}`, onclick: () => { patterns.splice(index, 1); clearFilm(); drawPatterns(); }}, 'forget'));
    }));
    recall.disabled = patterns.length === 0 || !api.hasToken();
    status.textContent = !api.hasToken() ? 'Recalling takes the session’s token: open the address that hebb studio printed.'
      : `${patterns.length} pattern${patterns.length === 1 ? '' : 's'} in ${side * side} units.`;
  }

  function clearFilm() {
    film = null;
    charts.hidden = true;
    for (const item of list.children) { item.classList.remove('best'); item.querySelector('.overlap > div').style.width = '0'; }
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    recall.textContent = 'Recall';
  }

  async function start() {
    if (timer) return stop();
    message.textContent = '';
    recall.disabled = true;
    try {
      film = await api.post('recall', {
        side, memory: kind.value, patterns: patterns.map((values) => values.map((value) => value > 0 ? '1' : '0').join('')), state: grid.text,
        degree: Number(degree.value), inverseTemperature: 10 ** Number(beta.value), seed: Math.floor(Math.random() * 2 ** 31),
      });
      play();
    } catch (error) {
      message.textContent = [error.message, error.place, error.advice].filter(Boolean).join('. ');
    } finally {
      recall.disabled = false;
    }
  }

  function play() {
    let index = 0;
    recall.textContent = 'Stop';
    charts.hidden = false;
    const step = () => {
      showFrame(index);
      index += 1;
      if (index >= film.frames.length) finish();
    };
    step();
    if (index < film.frames.length) timer = setInterval(step, matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : frameTime);
  }

  function showFrame(index) {
    const {frames} = film;
    grid.set(frames[index].state.map((value) => value / 100));
    const seen = frames.slice(0, index + 1);
    energy.set([{name: 'energy', color: 1, points: seen.map((frame, step) => [step, frame.energy])}]);
    overlap.set(patterns.map((_, pattern) => ({name: `pattern ${pattern + 1}`, color: pattern, points: seen.map((frame, step) => [step, frame.overlaps[pattern]])})).slice(0, 8));
    const {overlaps} = frames[index];
    const best = overlaps.reduce((best, value, place) => Math.abs(value) > Math.abs(overlaps[best]) ? place : best, 0);
    [...list.children].forEach((item, place) => {
      item.classList.toggle('best', place === best && Math.abs(overlaps[best]) > 0.8);
      const bar = item.querySelector('.overlap > div');
      bar.style.width = `${100 * Math.abs(overlaps[place])}%`;
      bar.classList.toggle('opposite', overlaps[place] < 0);
    });
    status.textContent = `Step ${index} of ${frames.length - 1}, energy ${format.number(frames[index].energy)}`;
  }

  function finish() {
    stop();
    const {overlaps, sweep} = film.frames.at(-1);
    const best = overlaps.reduce((best, value, place) => Math.abs(value) > Math.abs(overlaps[best]) ? place : best, 0);
    const value = overlaps[best];
    const verdict = value > 0.99 ? `It is pattern ${best + 1}.` : value < -0.99 ? `It is the opposite of pattern ${best + 1}.` : `It is none of the patterns; nearest is ${best + 1}, with an overlap of ${format.number(value, 2)}.`;
    status.textContent = `${film.isSettled ? 'Settled' : 'Not settled'} after ${sweep} sweep${sweep === 1 ? '' : 's'}. ${verdict}`;
  }

  const edit = (change) => () => { stop(); clearFilm(); grid.set(change(grid.values)); };
  const store = () => {
    if (patterns.length >= mostPatterns) { message.textContent = `No more than ${mostPatterns} patterns can be stored here.`; return; }
    patterns.push(grid.values.map((value) => value > 0 ? 1 : -1));
    clearFilm();
    drawPatterns();
  };

  replace(root,
    h('div', {class: 'page-head'}, h('div', {}, h('h1', {}, 'Associative memory'), h('p', {class: 'note'}, 'Draw into the square, spoil the drawing, and let the memory bring back what it has stored.'))),
    h('div', {class: 'memory'},
      h('section', {class: 'card'}, h('h2', {}, 'State'), grid.element,
        h('div', {class: 'row tools'}, h('button', {type: 'button', onclick: store}, 'Store'), recall,
          h('button', {type: 'button', onclick: edit((values) => values.map(() => -1))}, 'Clear')),
        h('div', {class: 'row tools'}, h('label', {class: 'field'}, h('span', {}, 'Noise ', noiseText), noise),
          h('button', {type: 'button', onclick: edit((values) => noisy(values, Number(noise.value)))}, 'Add noise'),
          h('button', {type: 'button', onclick: edit(halved)}, 'Hide half')),
        status, message),
      h('div', {},
        section('Memory', h('div', {class: 'row'}, field('Kind', kind), field('Units', size), degreeField, betaField)),
        section('Stored patterns', list, h('div', {class: 'row tools'},
          h('button', {type: 'button', onclick: () => { patterns.push(...['A', 'S', 'T', 'X'].slice(0, mostPatterns - patterns.length).map((sign) => letter(sign, side))); clearFilm(); drawPatterns(); }}, 'Add letters'),
          h('button', {type: 'button', onclick: () => { if (patterns.length < mostPatterns) patterns.push(random(side)); clearFilm(); drawPatterns(); }}, 'Add random pattern'),
          h('button', {type: 'button', onclick: () => { patterns = []; clearFilm(); drawPatterns(); }}, 'Forget all'))),
        charts)));
  drawOptions();
  drawPatterns();
  grid.set(patterns[0]);
  ready(root);
  return stop;
}
