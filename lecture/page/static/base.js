// The figures of the course page under the reader's hand. Without it everything can be read.
// What is seen is in the address (?step=2&notation=keras&part=W_x), so that a link leads to
// exactly this; ?hide=notation,live leaves controls out.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const data = JSON.parse($("#data")?.textContent ?? "{}");
const query = new URLSearchParams(location.search);
const still = matchMedia("(prefers-reduced-motion: reduce)");
const said = (key, values = {}) => data.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/** Keep `value` in the address under `key`; undefined is the default and is left out. */
function remember(key, value) {
  if (value === undefined) query.delete(key);
  else query.set(key, value);
  clearTimeout(remember.timer); // browsers refuse an address that changes too often
  const write = () => history.replaceState(history.state, "", (query.size ? `?${query}` : location.pathname) + location.hash);
  remember.timer = setTimeout(write, 150);
}

/** A signed number as the video writes it; in powers of ten where that would be too long. */
function written(value) {
  const size = Math.abs(value);
  const digits = size < 1e4 ? size.toFixed(2) : size.toExponential(0);
  return (/[1-9]/.test(digits) ? (value < 0 ? "−" : "+") : "") + digits.replace(".", data.words.decimal);
}
const percent = (share) => `${share < 1 && share >= 0.995 ? ">99" : share > 0 && share <= 0.005 ? "<1" : Math.round(100 * share)}${data.words.percent}`;
