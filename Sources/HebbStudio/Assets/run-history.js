// How a run's neurons came to be what they are: a slider over its snapshots moves receptive fields and distributions.

import {h, replace, section} from './dom.js';
import {RankedBars} from './bar-chart.js';
import {Histogram} from './histogram.js';
import {extent} from './scale.js';
import * as api from './api.js';
import * as format from './format.js';

/** Neurons of a layer whose receptive fields a snapshot shows, as the program draws them. */
const mostDrawn = 64;

export class RunHistory {
  constructor(run) {
    this.run = run;
    this.snapshots = [];
    this.index = -1;
    this.layer = 0;
    this.slider = h('input', {
      type: 'range', min: '0', max: '0', value: '0', id: 'time', 'aria-label': 'Time',
      oninput: () => this.move(Number(this.slider.value)),
    });
    this.play = h('button', {type: 'button', onclick: () => this.toggle()}, 'Play');
    this.moment = h('output', {for: 'time'});
    this.title = h('h2', {});
    this.fields = h('div', {class: 'fields'});
    this.key = h('p', {class: 'note key'});
    this.layers = h('div', {class: 'choice', role: 'group', 'aria-label': 'Layer'});
    this.wins = new RankedBars({title: 'Wins in this epoch', yTitle: 'wins', color: 0, none: 'no wins yet'});
    this.norms = new Histogram({title: 'Lengths of the weight vectors', xTitle: '‖w‖', color: 2, none: 'not measured'});
    this.thresholds = new Histogram({title: 'Thresholds', xTitle: 'threshold', color: 4, none: 'not measured'});
    this.element = h('div', {hidden: true},
      h('section', {class: 'card'}, this.title,
        h('div', {class: 'timeline'}, this.play, this.slider, this.moment), this.fields, this.key),
      section('Neurons', h('div', {class: 'row'}, this.layers),
        h('div', {class: 'charts'}, this.wins.element, this.norms.element, this.thresholds.element)));
  }

  /** New snapshots come while a run trains; who looks at the newest goes on doing so. */
  set(lines) {
    const isAtEnd = this.index === this.snapshots.length - 1;
    this.snapshots = lines.filter(isSnapshot);
    this.element.hidden = this.snapshots.length === 0;
    // With one snapshot there is no time to move through.
    this.slider.hidden = this.play.hidden = this.snapshots.length === 1;
    if (this.snapshots.length === 0) return;
    this.slider.max = String(this.snapshots.length - 1);
    this.measureRanges();
    // Only of neurons that see images can the weights be shown as what they respond to.
    this.areFields = this.snapshots[0].characters === undefined;
    this.title.textContent = this.areFields ? 'Receptive fields' : 'Weights';
    this.key.textContent = this.areFields
      ? 'Grey is zero.' : 'Rows are neurons, columns are their inputs; grey is zero, lighter is positive.';
    this.move(isAtEnd && !this.timer ? this.snapshots.length - 1 : Math.min(this.index, this.snapshots.length - 1));
  }

  measureRanges() {
    this.ranges = [];
    for (const snapshot of this.snapshots) {
      (snapshot.layers ?? []).forEach((layer, index) => {
        this.ranges[index] ??= {weightNorms: [Infinity, -Infinity], thresholds: [Infinity, -Infinity]};
        for (const key of ['weightNorms', 'thresholds']) {
          const [low, high] = extent(layer[key] ?? []);
          const range = this.ranges[index][key];
          this.ranges[index][key] = [Math.min(low, range[0]), Math.max(high, range[1])];
        }
      });
    }
  }

  move(index) {
    this.index = Math.max(0, index);
    const snapshot = this.snapshots[this.index];
    this.slider.value = String(this.index);
    const when = snapshot.epoch === undefined
      ? `${format.count(snapshot.characters)} characters`
      : `epoch ${format.number(snapshot.epoch, 3)}`;
    const text = `${when}, batch ${format.count(snapshot.step)}`;
    const count = this.snapshots.length;
    this.moment.textContent = count > 1 ? `${text} · ${this.index + 1} of ${count}` : text;
    this.slider.setAttribute('aria-valuetext', text);
    this.drawFields(snapshot);
    this.drawNeurons(snapshot);
  }

  drawFields(snapshot) {
    const pictures = snapshot.pictures ?? [];
    if (this.fields.children.length !== pictures.length) {
      replace(this.fields, pictures.map((picture) => {
        const name = pictureName(picture);
        return h('figure', {}, h('figcaption', {}, name, ' ', h('small', {})),
          h('img', {alt: `Receptive fields: ${name}`, decoding: 'async'}));
      }));
    }
    pictures.forEach((picture, index) => {
      const image = this.fields.children[index].querySelector('img');
      this.fields.children[index].querySelector('small').textContent = this.extent(snapshot, picture);
      const source = api.picture(this.run, picture);
      if (image.getAttribute('src') !== source) image.setAttribute('src', source);
    });
  }

  /** How many of a layer's neurons a picture shows. */
  extent(snapshot, picture) {
    const neurons = snapshot.layers?.find(({name}) => name === pictureName(picture))?.weightNorms?.length ?? 0;
    return this.areFields && neurons > mostDrawn ? `${mostDrawn} of ${neurons} neurons` : '';
  }

  drawNeurons(snapshot) {
    const layers = snapshot.layers ?? [];
    this.layer = Math.min(this.layer, Math.max(0, layers.length - 1));
    if (this.layers.children.length !== layers.length) {
      const choose = (index) => () => { this.layer = index; this.move(this.index); };
      replace(this.layers, layers.map((layer, index) => h('button', {type: 'button', onclick: choose(index)}, layer.name)));
    }
    [...this.layers.children].forEach((button, index) => button.setAttribute('aria-pressed', String(index === this.layer)));
    const layer = layers[this.layer];
    if (!layer) return;
    const dead = Number.isFinite(layer.deadNeurons) ? `${format.percent(layer.deadNeurons)} never won` : '';
    this.wins.set(layer.wins ?? [], {note: dead});
    this.norms.set(layer.weightNorms ?? [], {domain: domain(this.ranges[this.layer].weightNorms)});
    this.thresholds.set(layer.thresholds ?? [], {domain: domain(this.ranges[this.layer].thresholds)});
    // Where nothing competes nobody wins, and some layers have no thresholds.
    this.wins.element.hidden = !this.snapshots.some((one) => one.layers?.[this.layer]?.wins);
    this.thresholds.element.hidden = !layer.thresholds;
  }

  toggle() {
    if (this.timer) return this.stop();
    this.play.textContent = 'Stop';
    let next = this.index >= this.snapshots.length - 1 ? 0 : this.index + 1;
    this.timer = setInterval(() => {
      if (next >= this.snapshots.length) return this.stop();
      this.move(next);
      next += 1;
    }, 220);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.play.textContent = 'Play';
  }
}

/** “layer 1” of history/00000120-layer-1.png. */
export function pictureName(picture) {
  return picture.replace(/^.*\//, '').replace(/^\d+-/, '').replace(/\.png$/, '').replaceAll('-', ' ');
}

/** A line that is JSON of another shape is as good as damaged. */
export function isSnapshot(line) {
  const isList = (part) => part === undefined || part === null || Array.isArray(part);
  return Boolean(line) && isList(line.layers) && isList(line.pictures)
    && (line.pictures ?? []).every((picture) => typeof picture === 'string')
    && (line.layers ?? []).every((layer) => layer && [layer.wins, layer.weightNorms, layer.thresholds].every(isList));
}

const domain = ([low, high]) => high >= low ? [low, high] : null;
