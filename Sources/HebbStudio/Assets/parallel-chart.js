// Parallel coordinates: an upright axis for each setting, a line for each trial, coloured by how good it was.

import {h, s, replace} from './dom.js';
import {onResize} from './axes.js';
import * as format from './format.js';

const height = 280;
const box = {top: 30, bottom: 250};

export class ParallelChart {
  constructor() {
    this.trials = [];
    this.svg = s('svg', {role: 'img', height});
    this.plot = h('div', {class: 'parallel'}, this.svg);
    this.element = h('figure', {class: 'chart'},
      h('div', {class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Parallel coordinates'}, this.plot),
      h('p', {class: 'note'}, 'Each line is a trial; the stronger its colour, the better its value. The thick one is the best.'));
    onResize(this.plot, (width) => { this.width = width; this.draw(); });
  }

  /** @param settings {key, scale: "linear", "logarithmic" or "list"} of each that was varied */
  set(trials, settings, metric, best) {
    Object.assign(this, {trials, settings, metric, best});
    this.draw();
  }

  draw() {
    this.element.dataset.points = this.trials.length;
    if (this.trials.length === 0) replace(this.svg);
    if (!this.width || this.trials.length === 0) return;
    const value = (amount) => format.value(this.metric, amount);
    const columns = [
      ...this.settings.map(({key, scale}) =>
        ({title: key, scale, value: (trial) => trial.parameters[key], format: (value) => format.number(value, 3)})),
      {title: format.valueName(this.metric), scale: 'linear', value: (trial) => trial.value, format: value},
    ];
    const step = (this.width - 110) / Math.max(1, columns.length - 1);
    const scales = columns.map((column) =>
      axis(this.trials.map(column.value).filter((value) => value !== undefined), column));
    const x = (index) => 40 + index * step;
    const line = (trial) => columns.map((column, index) => {
      const value = column.value(trial);
      return value === undefined ? null : `${x(index).toFixed(1)} ${scales[index].place(value).toFixed(1)}`;
    }).filter(Boolean).join('L');
    const metric = scales.at(-1);
    // How near to the best end, from 0 to 1.
    const quality = (trial) => 1 - Math.abs(metric.place(trial.value) - metric.place(this.best.value)) / (box.bottom - box.top);
    const ordered = [...this.trials].sort((a, b) => quality(a) - quality(b));
    this.svg.setAttribute('viewBox', `0 0 ${this.width} ${height}`);
    this.svg.setAttribute('aria-label', `Parallel coordinates of ${this.trials.length} trials over ${this.settings.map(({key}) => key).join(', ')}`);
    replace(this.svg,
      ordered.map((trial) => {
        const path = s('path', {class: `line${trial === this.best ? ' best' : ''}`, d: `M${line(trial)}`},
          s('title', {}, `trial ${trial.number}: ${value(trial.value)}`));
        path.style.stroke = `color-mix(in oklab, var(--series-0) ${Math.round(100 * quality(trial))}%, var(--line))`;
        return path;
      }),
      columns.map((column, index) => [
        s('line', {class: 'base', x1: x(index), x2: x(index), y1: box.top, y2: box.bottom}),
        s('text', {x: x(index), y: 16, ...place(index, columns.length)}, column.title),
        scales[index].labels.map(([text, y]) => s('text', {x: x(index) + 6, y: y + 4}, text)),
      ]));
  }
}

// The outer titles have room on one side only.
function place(index, count) {
  if (index === 0) return {'text-anchor': 'start', dx: -34};
  return index === count - 1 ? {'text-anchor': 'end', dx: 60} : {'text-anchor': 'middle'};
}

// Values stand as they were drawn: those of a list are spread evenly, others by their size or its logarithm.
function axis(values, {scale, format: formatted}) {
  const range = (share) => box.bottom - share * (box.bottom - box.top);
  const areNumbers = values.every((value) => typeof value === 'number');
  if (!areNumbers || scale === 'list') {
    const names = [...new Set(values)].sort((a, b) => areNumbers ? a - b : String(a).localeCompare(String(b)));
    const place = (value) => range(names.length > 1 ? names.indexOf(value) / (names.length - 1) : 0.5);
    return {place, labels: names.map((name) => [areNumbers ? formatted(name) : String(name), place(name)])};
  }
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const isLogarithmic = scale === 'logarithmic' && low > 0;
  const bend = isLogarithmic ? Math.log : (value) => value;
  const place = (value) => range(high > low ? (bend(value) - bend(low)) / (bend(high) - bend(low)) : 0.5);
  const middle = isLogarithmic ? Math.sqrt(low * high) : (low + high) / 2;
  return {place, labels: (high > low ? [low, middle, high] : [low]).map((value) => [formatted(value), place(value)])};
}
