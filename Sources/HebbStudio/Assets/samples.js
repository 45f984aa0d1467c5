// Patterns to begin with: letters, and how they are spoiled.

/** A letter as −1 and 1, drawn by the browser and cut at half ink. */
export function letter(sign, side) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const context = canvas.getContext('2d', {willReadFrequently: true});
  context.fillStyle = '#fff';
  context.fillRect(0, 0, side, side);
  context.fillStyle = '#000';
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.font = `bold ${Math.round(side * 1.12)}px sans-serif`;
  const {actualBoundingBoxAscent: ascent, actualBoundingBoxDescent: descent} = context.measureText(sign);
  context.fillText(sign, side / 2, (side + ascent - descent) / 2);
  const {data} = context.getImageData(0, 0, side, side);
  return Array.from({length: side * side}, (_, index) => data[4 * index] < 140 ? 1 : -1);
}

export function random(side) {
  return Array.from({length: side * side}, () => Math.random() < 0.5 ? 1 : -1);
}

/** Each unit changes its sign with this probability. */
export function noisy(values, share) {
  return values.map((value) => Math.random() < share ? -value : value);
}

/** The lower half is wiped. */
export function halved(values) {
  return values.map((value, index) => index < values.length / 2 ? value : -1);
}
