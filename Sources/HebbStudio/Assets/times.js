// Times that are told from now: “5 minutes ago” does not stay true.

import {h} from './dom.js';
import * as format from './format.js';

export function ago(text) {
  return h('time', {class: 'ago', datetime: text ?? ''}, format.ago(text));
}

/** Keeps all of them right. */
export function keepTimes() {
  setInterval(() => {
    for (const time of document.querySelectorAll('time.ago')) time.textContent = format.ago(time.dateTime);
  }, 20000);
}
