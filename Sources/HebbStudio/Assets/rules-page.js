// The library of rules and of the other parts that a layer learns with: formulas, parameters, sources, pictures.

import * as api from './api.js';
import {h, replace, section, empty, complaint, ready} from './dom.js';
import {formula} from './formula.js';
import {plainTable} from './table.js';
import {tokenNote} from './token.js';
import * as format from './format.js';

const groups = [
  ['rules', 'Learning rules'], ['competition', 'Competition'], ['homeostasis', 'Homeostasis'], ['constraints', 'Constraints'],
];

export async function show(root, [kind, name]) {
  const library = await api.get('rules');
  const parts = groups.flatMap(([group]) => library[group]);
  const wanted = kind ? (part) => part.kind === kind && part.name === name : (part) => part.name === 'oja';
  const chosen = parts.find(wanted);
  const search = h('input', {type: 'search', placeholder: 'Search…', 'aria-label': 'Search rules', oninput: () => drawList()});
  const list = h('nav', {class: 'rule-list', 'aria-label': 'Rules and parts'});
  const entries = h('div');

  const text = (part) => `${part.name} ${part.aliases.join(' ')} ${part.summary ?? ''}`.toLowerCase();

  function drawList() {
    const words = search.value.toLowerCase().split(/\s+/);
    replace(entries, groups.map(([group, title]) => {
      const found = library[group].filter((part) => words.every((word) => text(part).includes(word)));
      return found.length > 0 && [h('h2', {}, title), found.map((part) => h('a', {
        href: `#/rules/${part.kind}/${part.name}`, 'aria-current': part === chosen ? 'true' : null,
      }, part.name))];
    }));
  }

  replace(list, search, entries);
  drawList();
  replace(root, h('div', {class: 'page-head'}, h('h1', {}, 'Rules')),
    h('div', {class: 'rules'}, list, h('article', {class: 'rule-body'},
      chosen ? body(chosen) : empty('There is no such rule or part.', 'All that there are stand in the list.'))));
  list.querySelector('[aria-current]')?.scrollIntoView({block: 'nearest'});
  ready(root);
}

function body(part) {
  return [
    h('div', {class: 'card'},
      h('h2', {}, part.name, part.aliases.length > 0 && h('small', {}, `  also ${part.aliases.join(', ')}`)),
      part.summary ? h('div', {class: 'formula'}, formula(part.formula)) : h('p', {}, part.formula),
      part.summary && h('p', {}, part.summary),
      part.canonical && h('p', {class: 'note'}, 'Canonical form, ΔW = η (AᵀX − M W):'),
      part.canonical && h('div', {class: 'formula inline'}, formula(part.canonical)),
      part.properties?.length > 0 && h('ul', {}, part.properties.map((property) => h('li', {}, property))),
      part.needs?.length > 0 && h('p', {class: 'note'}, `Needs: ${part.needs.join(', ')}.`),
      part.source && h('p', {class: 'note'}, part.source)),
    picture(part),
    part.parameters.length > 0 && section('Parameters', plainTable(
      ['Name', 'Default', 'Allowed', 'Meaning'],
      part.parameters.map((one) => [h('code', {}, one.name), standard(one), String(one.allowed), one.about]))),
    section('In an experiment', h('pre', {tabindex: '0'}, part.yaml)),
    section('In Swift', h('pre', {tabindex: '0'}, part.swift)),
  ];
}

function standard({default: value, isRequired}) {
  if (value === null || value === undefined) return isRequired ? 'must be given' : 'none';
  return typeof value === 'number' ? format.number(value) : String(value);
}

// Pictures are computed, which takes about a second and the session's token.
function picture(part) {
  const place = h('div');
  const card = section('What it does', place);
  if (!api.hasToken()) {
    replace(place, tokenNote('Drawing it'));
    return card;
  }
  replace(place, h('p', {class: 'note'}, 'Drawing…'));
  api.post('rules/picture', {kind: part.kind, name: part.name}).then(
    ({svg, caption}) => replace(place,
      h('img', {class: 'rule-picture', alt: caption, src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}),
      // In the picture, too, where it is large enough to be read.
      h('p', {class: 'note picture-caption', 'aria-hidden': 'true'}, caption)),
    (error) => {
      if (error.status === 404) card.remove();
      else replace(place, h('p', {class: 'note'}, complaint(error)));
    });
  return card;
}
