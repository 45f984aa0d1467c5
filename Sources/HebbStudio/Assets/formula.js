// Formulas as they are written in the library, set as mathematics: letters in italics, indices and powers in their places.

import {h} from './dom.js';

const lowered = {'ᵢ': 'i', 'ⱼ': 'j', 'ₖ': 'k', 'ₙ': 'n', '₀': '0', '₁': '1', '₂': '2', '₃': '3'};
const raised = {'²': '2', '³': '3', 'ᵀ': 'T', '⁺': '+', 'ᵃ': 'a', 'ᵇ': 'b', 'ᶜ': 'c', '⁻': '−', '¹': '1'};

const token = new RegExp([
  '_\\{([^}]*)\\}', '_(\\w)', '\\^\\(([^)]*)\\)', '\\^(\\w)',
  '([ᵢⱼₖₙ₀₁₂₃]+)', '([²³ᵀ⁺ᵃᵇᶜ⁻¹]+)', '([A-Za-z]{2,})', '([A-Za-zα-ωΑ-Ω])', '[^]',
].join('|'), 'gu');

/** Nodes that show a formula. */
export function formula(text) {
  return [...text.matchAll(token)].map(([whole, group, index, power, exponent, low, high, word, letter]) => {
    if (group ?? index) return h('sub', {}, formula(group ?? index));
    if (power ?? exponent) return h('sup', {}, formula(power ?? exponent));
    if (low) return h('sub', {}, formula([...low].map((sign) => lowered[sign]).join('')));
    if (high) return h('sup', {}, [...high].map((sign) => raised[sign]).join(''));
    // Greek capitals and words stand upright, as sums, differences and functions do.
    if (letter && !/[Α-Ω]/u.test(letter) && letter !== 'a') return h('i', {}, letter);
    return word ?? whole;
  });
}
