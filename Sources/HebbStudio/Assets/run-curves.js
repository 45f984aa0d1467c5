// What a run's metrics look like as curves: which charts there are follows from what was measured.

import {LineChart} from './line-chart.js';
import * as format from './format.js';

const layerMeasures = [
  ['deadNeurons', 'Neurons that never won', 'share', format.shortPercent, [0, 1]],
  ['winnerEntropy', 'Evenness of winning', 'entropy / maximum', format.number, [0, 1]],
  ['weightChange', 'Change of the weights', 'mean ‖Δw‖ in an epoch', format.number],
  ['thresholdSpread', 'Spread of the thresholds', 'mean distance from the mean', format.number],
];

const wholes = (value) => format.number(Math.round(value * 100) / 100);

/**
 * @param name how the run is called in legends, if several are drawn together
 * @param color the run's number then; otherwise layers have colours of their own
 * @returns charts by name: {title, xTitle, …, series, references}
 */
export function curves(details, {name = null, color = 0} = {}) {
  const lines = details.metrics.filter(Boolean);
  return details.run.kind === 'sequences' ? sequenceCurves(details, lines, name, color) : imageCurves(lines, name, color);
}

function imageCurves(lines, name, color) {
  const charts = new Map();
  const add = (key, options, series) => {
    if (series.points.length === 0) return;
    if (!charts.has(key)) charts.set(key, {...options, xTitle: 'epochs', xFormat: wholes, xFrom: 0, series: [], references: []});
    charts.get(key).series.push(series);
  };
  const points = (pick) => lines.map((line) => [line.epoch, pick(line)]).filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
  for (const [key, title, yTitle, yFormat, yLimits] of layerMeasures) {
    const layers = Math.max(0, ...lines.map((line) => line.layers?.length ?? 0));
    for (let layer = 0; layer < layers; layer++) {
      add(key, {title, yTitle, yFormat, yFrom: 0, yLimits}, {name: name ? `${name}, layer ${layer + 1}` : `layer ${layer + 1}`, color: name ? color : layer, points: points((line) => line.layers?.[layer]?.[key])});
    }
  }
  const own = (label) => name ? `${name}, ${label}` : label;
  add('accuracy', {title: 'Accuracy of the read-out', yTitle: 'right', yFormat: format.shortPercent, yLimits: [0, 1]}, {name: own('training'), color: name ? color : 1, faint: Boolean(name), points: points((line) => line.readout?.trainingAccuracy)});
  add('accuracy', {title: 'Accuracy of the read-out', yTitle: 'right', yFormat: format.shortPercent, yLimits: [0, 1]}, {name: own('held out'), color, points: points((line) => line.readout?.accuracy)});
  add('speed', {title: 'Speed', yTitle: 'images per second', yFormat: format.count, yFrom: 0}, {name: name ?? 'training', color: name ? color : 2, points: points((line) => line.imagesPerSecond)});
  return charts;
}

function sequenceCurves(details, lines, name, color) {
  const points = (x, y) => lines.map((line) => [line[x], line[y]]).filter(([a, b]) => Number.isFinite(a) && Number.isFinite(b));
  const own = (label) => name ? `${name}, ${label}` : label;
  const references = name ? [] : (details.record?.references ?? []).map(({name, bits}) => ({name, y: bits}));
  const base = {xTitle: 'characters read', xFormat: compact, references: []};
  return new Map([
    ['bits', {...base, title: 'Bits per character', yTitle: 'bits', references, series: [
      {name: own('training'), color: name ? color : 1, faint: Boolean(name), points: points('characters', 'training')},
      {name: own('held out'), color, points: points('characters', 'validation')}]}],
    ['right', {...base, title: 'Characters foretold', yTitle: 'right', yFormat: format.shortPercent, yLimits: [0, 1], series: [{name: own('held out'), color, points: points('characters', 'accuracy')}]}],
    ['time', {...base, title: 'Bits by time', xTitle: 'seconds of learning', xFormat: format.number, yTitle: 'bits', series: [{name: own('held out'), color, points: points('seconds', 'validation')}]}],
  ].filter(([, chart]) => chart.series.some(({points}) => points.length > 0)));
}

export function compact(value) {
  if (value >= 1e6) return `${format.number(value / 1e6, 3)} M`;
  return value >= 1e3 ? `${format.number(value / 1e3, 3)} k` : format.number(value, 3);
}

/** Charts that stay in place while their data change. */
export class CurveSet {
  constructor(element) {
    this.element = element;
    this.charts = new Map();
  }

  set(curves) {
    for (const [key, {series, references, ...options}] of curves) {
      if (!this.charts.has(key)) {
        const chart = new LineChart(options);
        chart.element.dataset.chart = key;
        this.charts.set(key, chart);
        this.element.append(chart.element);
      }
      this.charts.get(key).set(series, references);
    }
    for (const [key, chart] of this.charts) if (!curves.has(key)) { chart.element.remove(); this.charts.delete(key); }
  }
}
