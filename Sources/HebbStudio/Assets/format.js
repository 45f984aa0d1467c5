// Numbers, times and names as people read them.

const thin = '\u2009';
// By hand: the browser's own formats take longer to make than a list of a thousand runs.
const grouped = (value) => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const twoDigits = (part) => String(part).padStart(2, '0');

export function percent(fraction, digits = 1) {
  return Number.isFinite(fraction) ? `${(100 * fraction).toFixed(digits)}${thin}%` : '–';
}

/** For axes: no more digits than the number has. */
export function shortPercent(fraction) {
  return `${Number((100 * fraction).toPrecision(4))}${thin}%`.replace('-', '−');
}

/** Few digits, and powers of ten where a number would be long. */
export function number(value, digits = 4) {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e7 || size < 1e-3) {
    const [mantissa, exponent] = value.toExponential(digits - 2).split('e');
    return `${Number(mantissa)} × 10${superscript(Number(exponent))}`.replace('-', '−');
  }
  const text = size >= 1000 ? grouped(value) : String(Number(value.toPrecision(digits)));
  return text.replace('-', '−');
}

export function superscript(integer) {
  return String(integer).replace(/[-0-9]/g, (digit) => digit === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[digit]);
}

export function count(value) {
  return Number.isFinite(value) ? grouped(value) : '–';
}

export function duration(seconds) {
  if (!Number.isFinite(seconds)) return '–';
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole}${thin}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}:${twoDigits(whole % 60)}${thin}min`;
  return `${Math.floor(whole / 3600)}:${twoDigits(Math.floor(whole / 60) % 60)}${thin}h`;
}

export function date(text) {
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) return '–';
  const year = moment.getFullYear() === new Date().getFullYear() ? '' : ` ${moment.getFullYear()}`;
  const time = [moment.getHours(), moment.getMinutes()].map(twoDigits).join(':');
  return `${moment.getDate()} ${months[moment.getMonth()]}${year}, ${time}`;
}

/** “5 minutes ago”. */
export function ago(text) {
  const seconds = (Date.now() - new Date(text).getTime()) / 1000;
  if (!Number.isFinite(seconds)) return '';
  if (seconds < 60) return 'just now';
  for (const [unit, length] of [['day', 86400], ['hour', 3600], ['minute', 60]]) {
    const times = Math.floor(seconds / length);
    if (times >= 1) return `${times} ${unit}${times === 1 ? '' : 's'} ago`;
  }
  return '';
}

const valueNames = {
  'accuracy.output': 'accuracy', testBits: 'bits per character', testAccuracy: 'right', imagesPerSecond: 'images/s',
  charactersPerSecond: 'characters/s', 'last.validation': 'bits so far', 'last.accuracy': 'right so far',
  'last.readout.accuracy': 'accuracy so far', 'last.readout.trainingAccuracy': 'training accuracy so far',
};

/** What a result is called: “accuracy.layer1Quadrants” is “layer 1 quadrants”. */
export function valueName(key) {
  if (valueNames[key]) return valueNames[key];
  const layer = key.match(/^(?:accuracy\.)?layer(\d+)(\w*)$/);
  return layer ? `layer ${layer[1]} ${layer[2].toLowerCase()}`.trim() : key;
}

export function isFraction(key) {
  return /accuracy/i.test(key);
}

export function value(key, amount) {
  if (isFraction(key)) return percent(amount);
  return key.endsWith('PerSecond') ? count(amount) : number(amount);
}

const headlines = [
  'accuracy.output', 'testBits', 'last.readout.accuracy', 'last.readout.trainingAccuracy', 'last.validation',
];

/** The result by which a run is known. */
export function headline(run) {
  const key = headlines.find((name) => run.values[name] !== undefined);
  if (!key) return null;
  const measured = key === 'accuracy.output' && run.heldOut ? `${valueName(key)}, held out` : valueName(key);
  const name = isUntrained(run) ? `${measured}, untrained` : measured;
  return {key, amount: run.values[key], text: value(key, run.values[key]), name};
}

/** A baseline: what the network does before it has learned. */
export function isUntrained(run) {
  return run.epochs === 0 && run.status === 'finished';
}

const methods = {'': '', hebbian: '', local: '', backpropagation: 'back-propagation', backprop: 'back-propagation'};

/** By which a run was trained, if not by local rules; “” otherwise. */
export function method(run) {
  return methods[run.method] ?? run.method;
}

/** The sweep that a run is a trial of, and the trial's number; null for other runs. */
export function trial(run) {
  const found = run.name.match(/^([^/]+)\/trials\/0*(\d+)/);
  return found && {folder: found[1], sweep: found[1].replace(/^\d{8}-\d{6}-/, ''), number: Number(found[2])};
}

/** What a run is called where its folder's name would be too long. */
export function title(run) {
  const own = trial(run);
  return own ? `trial ${own.number}, seed ${run.seed ?? '–'}` : run.experiment || run.name;
}
