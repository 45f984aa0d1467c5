// Small parts that several pages show of a run.

import {h} from './dom.js';
import * as format from './format.js';

export function state(status) {
  return h('span', {class: `state state-${status}`}, status);
}

export function tags(run) {
  return run.tags.map((tag) => h('span', {class: 'tag'}, tag));
}

export const runAddress = (run) => `#/runs/${encodeURIComponent(run.name)}`;

/** Of the whole training where that is known, of the present phase otherwise. */
export function progressBar(progress) {
  const phase = progress?.of > 0 ? progress.done / progress.of : 0;
  const done = Math.max(0, Math.min(1, progress?.fraction ?? phase));
  const inner = h('div');
  inner.style.width = `${100 * done}%`;
  return h('div', {
    class: 'progress', role: 'progressbar', 'aria-label': 'Progress',
    'aria-valuemin': '0', 'aria-valuemax': '100', 'aria-valuenow': String(Math.round(100 * done)),
  }, inner);
}

/** “training, epoch 2 of 60”, “5,200 images/s”, “7 s left”. */
export function progressText(progress) {
  if (!progress) return ['starting'];
  const {phase, epoch, epochs, done, of, unit, perSecond, secondsLeft, trainingSecondsLeft} = progress;
  const left = trainingSecondsLeft ?? secondsLeft;
  // Without the whole training's, the time is that of the phase.
  const end = Number.isFinite(trainingSecondsLeft) || !epoch ? 'left' : 'left in this epoch';
  return [
    `${phase}${epoch ? `, epoch ${epoch}${epochs ? ` of ${epochs}` : ''}` : ''}`,
    `${format.count(done)} of ${format.count(of)}`,
    Number.isFinite(perSecond) && `${format.count(perSecond)} ${unit}/s`,
    Number.isFinite(left) && `${format.duration(left)} ${end}`,
  ].filter(Boolean);
}
