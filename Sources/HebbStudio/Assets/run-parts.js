// Small parts that several pages show of a run.

import {h} from './dom.js';
import * as format from './format.js';

export function state(status) {
  return h('span', {class: `state state-${status}`}, status);
}

export function tags(run) {
  return run.tags.map((tag) => h('span', {class: 'tag'}, tag));
}

export function progressBar(progress) {
  const done = progress && progress.of > 0 ? Math.min(1, progress.done / progress.of) : 0;
  const inner = h('div');
  inner.style.width = `${100 * done}%`;
  return h('div', {
    class: 'progress', role: 'progressbar', 'aria-label': 'Progress',
    'aria-valuemin': '0', 'aria-valuemax': '100', 'aria-valuenow': String(Math.round(100 * done)),
  }, inner);
}

/** “training, epoch 2”, “5,200 images/s”, “7 s left”. */
export function progressText(progress) {
  if (!progress) return ['starting'];
  const {phase, epoch, done, of, unit, perSecond, secondsLeft} = progress;
  return [
    `${phase}${epoch ? `, epoch ${epoch}` : ''}`,
    `${format.count(done)} of ${format.count(of)}`,
    Number.isFinite(perSecond) && `${format.count(perSecond)} ${unit}/s`,
    Number.isFinite(secondsLeft) && `${format.duration(secondsLeft)} left`,
  ].filter(Boolean);
}
