// A table whose columns sort by a click or the keyboard.

import {h, replace} from './dom.js';

/**
 * @param columns {name, title, cell: row → node or text, sort: row → value, number: whether it stands on the right}
 * @param key the column by which rows are sorted at first, and whether the greatest comes first
 */
export class SortedTable {
  constructor(columns, {key, descending = false, caption, pageSize = 100, rowAttributes = () => ({})}) {
    Object.assign(this, {columns, key, descending, pageSize, rowAttributes});
    this.rows = [];
    this.shown = pageSize;
    this.body = h('tbody');
    this.headers = columns.map((column) => this.header(column));
    this.more = h('button', {type: 'button', class: 'more', hidden: true, onclick: () => { this.shown = Infinity; this.draw(); }});
    this.element = h('div', {class: 'table-wrap'},
      h('table', {}, h('caption', {class: 'hidden'}, caption), h('thead', {}, h('tr', {}, this.headers)), this.body), this.more);
  }

  header(column) {
    const content = column.sort
      ? h('button', {type: 'button', onclick: () => this.sortBy(column)}, column.title)
      : column.title;
    return h('th', {scope: 'col', class: column.number ? 'number' : null, 'data-name': column.name}, content);
  }

  sortBy(column) {
    this.descending = this.key === column.name ? !this.descending : Boolean(column.number);
    this.key = column.name;
    this.draw();
  }

  set(rows) {
    this.rows = rows;
    this.draw();
  }

  draw() {
    const column = this.columns.find((column) => column.name === this.key);
    const direction = this.descending ? -1 : 1;
    const rows = column?.sort ? [...this.rows].sort((a, b) => direction * compare(column.sort(a), column.sort(b), direction)) : this.rows;
    for (const header of this.headers) {
      if (header.dataset.name === this.key) header.setAttribute('aria-sort', this.descending ? 'descending' : 'ascending');
      else header.removeAttribute('aria-sort');
    }
    replace(this.body, rows.slice(0, this.shown).map((row) => h('tr', this.rowAttributes(row), this.columns.map((column) =>
      h('td', {class: column.number ? 'number' : null, 'data-title': typeof column.title === 'string' ? column.title : null}, column.cell(row))))));
    this.more.hidden = rows.length <= this.shown;
    this.more.textContent = `Show all ${rows.length}`;
  }
}

// Rows without a value come last, whichever way the others go.
function compare(a, b, direction) {
  const [noA, noB] = [a === null || a === undefined, b === null || b === undefined];
  if (noA || noB) return noA === noB ? 0 : (noA ? direction : -direction);
  return a < b ? -1 : a > b ? 1 : 0;
}
