// What takes the session's token says so, and offers to enter it.

import * as api from './api.js';
import {h, field, complaint} from './dom.js';

/** @param what takes the token: “Recalling” */
export function tokenNote(what) {
  const message = h('p', {class: 'message', role: 'alert'});
  const input = h('input', {type: 'password', required: true, autocomplete: 'off', size: 34});
  const submit = async (event) => {
    event.preventDefault();
    message.textContent = '';
    // The page is shown anew when the token is right.
    try { await api.enter(input.value); } catch (error) { message.textContent = complaint(error); }
  };
  return h('details', {class: 'token'},
    h('summary', {}, `${what} takes the session’s token.`),
    h('form', {class: 'row', onsubmit: submit},
      field('The address that hebb studio printed, or the token in it', input), h('button', {type: 'submit'}, 'Enter')),
    message);
}
