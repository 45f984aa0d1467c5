// Elements from plain calls: h('p', {class: 'note'}, 'text', element). Text never becomes markup.

const svgNames = 'http://www.w3.org/2000/svg';

function build(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value !== 'string' && !(element instanceof SVGElement)) element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

export function h(tag, attributes, ...children) {
  return build(document.createElement(tag), attributes, children);
}

export function s(tag, attributes, ...children) {
  return build(document.createElementNS(svgNames, tag), attributes, children);
}

export function replace(element, ...children) {
  element.replaceChildren();
  return build(element, {}, children);
}

/** Like replace, but elements that are in their places already are left alone, and keep the focus. */
export function arrange(parent, elements) {
  const wanted = new Set(elements);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  elements.forEach((element, index) => {
    if (parent.children[index] !== element) parent.insertBefore(element, parent.children[index] ?? null);
  });
}

/** A labelled control in a form. */
export function field(label, control, hint) {
  return h('label', {class: 'field'}, h('span', {}, label), control, hint && h('small', {}, hint));
}

/** A heading with what belongs under it. */
export function section(title, ...children) {
  return h('section', {class: 'card'}, h('h2', {}, title), ...children);
}

/** What a mistake is, where, and what to do about it. */
export function complaint(error) {
  const parts = [error.message, error.place, error.advice].filter(Boolean).map((part) => part.replace(/\.$/, ''));
  return parts.map((part) => `${part}.`).join(' ');
}

export function empty(title, ...hint) {
  return h('div', {class: 'empty'}, h('p', {class: 'empty-title'}, title), h('p', {}, ...hint));
}

/** Calls at most once a frame, with the newest arguments. */
export function onceAFrame(work) {
  let latest = null;
  return (...values) => {
    if (latest === null) requestAnimationFrame(() => { const now = latest; latest = null; work(...now); });
    latest = values;
  };
}

/** Says that a page shows what it is about; browsers keep the time. */
export function ready(root) {
  if (root.dataset.ready) return;
  root.dataset.ready = 'true';
  performance.mark('page-ready');
  root.dispatchEvent(new CustomEvent('hebb-ready', {bubbles: true}));
}
