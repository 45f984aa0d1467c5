// A table whose columns sort by a click or the keyboard.

import {h, arrange, field} from './dom.js';

/**
 * @param columns {name, title, cell: row → node or text, sort: row → value, number: whether it stands on the right}
 * @param key the column by which rows are sorted at first, and whether the greatest comes first
 * @param isWhole whether all rows are shown, however many
 * @param onChange is called when the user has chosen another order, or to see all rows
 */
export class SortedTable {
  constructor(columns, {
    key, descending = false, caption, pageSize = 100, isWhole = false, rowAttributes = () => ({}), onChange = () => {},
  }) {
    Object.assign(this, {columns, key, descending, pageSize, isWhole, rowAttributes, onChange});
    this.rows = [];
    this.elements = new Map();
    this.body = h('tbody');
    this.headers = columns.map((column) => this.header(column));
    this.more = h('button', {type: 'button', class: 'more', hidden: true, onclick: () => this.showAll()});
    const table = h('table', {},
      h('caption', {class: 'hidden'}, caption), h('thead', {}, h('tr', {}, this.headers)), this.body);
    this.element = h('div', {class: 'table-wrap'}, this.orders(), table, this.more);
  }

  /** For narrow screens, on which the headers have no room. */
  orders() {
    const sorted = this.columns.filter((column) => column.sort);
    const options = sorted.map(({name, title}) => h('option', {value: name}, title));
    const sort = (key) => this.sortBy(this.columns.find(({name}) => name === key));
    this.select = h('select', {onchange: () => sort(this.select.value)}, options);
    this.turn = h('button', {type: 'button', 'aria-label': 'Turn the order round', onclick: () => sort(this.key)});
    return h('div', {class: 'row orders'}, field('Sort by', this.select), this.turn);
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
    this.onChange();
  }

  showAll() {
    this.isWhole = true;
    this.draw();
    this.onChange();
  }

  set(rows) {
    this.rows = rows;
    this.draw();
  }

  draw() {
    const column = this.columns.find((column) => column.name === this.key);
    const direction = this.descending ? -1 : 1;
    const rows = [...this.rows];
    if (column?.sort) rows.sort((a, b) => direction * compare(column.sort(a), column.sort(b), direction));
    for (const header of this.headers) {
      if (header.dataset.name === this.key) header.setAttribute('aria-sort', this.descending ? 'descending' : 'ascending');
      else header.removeAttribute('aria-sort');
    }
    this.select.value = this.key;
    this.turn.textContent = this.descending ? '↓' : '↑';
    // A row that has not changed keeps its element.
    const shown = this.isWhole ? rows.length : this.pageSize;
    const elements = new Map(rows.slice(0, shown).map((row) => [row, this.elements.get(row) ?? this.line(row)]));
    arrange(this.body, [...elements.values()]);
    this.elements = elements;
    this.more.hidden = rows.length <= shown;
    this.more.textContent = `Show all ${rows.length}`;
  }

  line(row) {
    return h('tr', this.rowAttributes(row), this.columns.map((column) => this.cell(column, row)));
  }

  cell(column, row) {
    // On narrow screens, where there is no header, the title stands in front of the cell.
    const title = typeof column.title === 'string' ? column.title : null;
    return h('td', {class: column.number ? 'number' : null, 'data-title': title}, column.cell(row));
  }
}

// Rows without a value come last, whichever way the others go.
function compare(a, b, direction) {
  const [noA, noB] = [a === null || a === undefined, b === null || b === undefined];
  if (noA || noB) return noA === noB ? 0 : (noA ? direction : -direction);
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * A table that stays as it is.
 *
 * @param columns their titles; numbers stand on the right in those that are {title, number: true}
 * @param rows the cells of each, the first of which names it
 */
export function plainTable(columns, rows, kind = null) {
  const alignment = (index) => columns[index].number ? 'number' : null;
  return h('div', {class: 'table-wrap'}, h('table', {class: kind},
    h('thead', {}, h('tr', {}, columns.map((column, index) =>
      h('th', {scope: 'col', class: alignment(index)}, column.title ?? column)))),
    h('tbody', {}, rows.map(([name, ...cells]) => h('tr', {},
      h('th', {scope: 'row'}, name),
      cells.map((cell, index) => h('td', {class: alignment(index + 1)}, cell)))))));
}
