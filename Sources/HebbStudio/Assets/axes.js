// The frame of a chart: grid lines, ticks, and titles with units.

import {s} from './dom.js';
import {linear, ticks} from './scale.js';
import {number} from './format.js';

const margin = {top: 10, right: 12, bottom: 36};

/**
 * @param x, y {domain, title, format, count, isWhole (for what comes in whole numbers), isBare (without ticks)}
 * @returns scales for both, the box of the plot, and the elements to draw first
 */
export function axes(width, height, x, y) {
  const yFormat = y.format ?? number;
  const yTicks = ticks(...y.domain, y.count ?? 4).filter((tick) => !y.isWhole || Number.isInteger(tick));
  const labelWidth = Math.max(...yTicks.map((tick) => yFormat(tick).length)) * 6.6;
  const box = {left: labelWidth + 26, right: width - margin.right, top: margin.top, bottom: height - margin.bottom};
  const xScale = linear(x.domain, [box.left, box.right]);
  const yScale = linear(y.domain, [box.bottom, box.top]);
  const xFormat = x.format ?? number;
  const xCount = Math.max(2, Math.min(x.count ?? 6, Math.floor((box.right - box.left) / 62)));
  const xTicks = x.isBare ? [] : ticks(...x.domain, xCount);
  const elements = [
    yTicks.map((tick) => [
      s('line', {class: 'grid', x1: box.left, x2: box.right, y1: yScale(tick), y2: yScale(tick)}),
      s('text', {x: box.left - 7, y: yScale(tick) + 4, 'text-anchor': 'end'}, yFormat(tick)),
    ]),
    s('line', {class: 'base', x1: box.left, x2: box.right, y1: box.bottom, y2: box.bottom}),
    xTicks.map((tick) => s('text', {x: xScale(tick), y: box.bottom + 16, 'text-anchor': 'middle'}, xFormat(tick))),
    s('text', {x: (box.left + box.right) / 2, y: height - 4, 'text-anchor': 'middle'}, x.title ?? ''),
    s('text', {'text-anchor': 'middle', transform: `translate(11 ${(box.top + box.bottom) / 2}) rotate(-90)`}, y.title ?? ''),
  ];
  return {x: xScale, y: yScale, box, elements: elements.flat(Infinity)};
}

/** Draws again whenever the chart's width changes. */
export function onResize(element, draw) {
  let width = 0;
  new ResizeObserver(([entry]) => {
    const next = Math.round(entry.contentRect.width);
    if (next > 0 && next !== width) draw(width = next);
  }).observe(element);
}
