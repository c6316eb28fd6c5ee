// The stage: two videos and a still. A beat is a file of its own, so that it ends on its last frame.

const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => Array.from(within.querySelectorAll(selector));
const { beats, words, minutes } = JSON.parse($("#data").textContent);
const fewer = matchMedia("(prefers-reduced-motion: reduce)");
const state = { at: 0, stands: "opening", voice: false, loop: false, captions: false, speed: 1 };
const films = $$(".film");
const still = $("#still");
const watchers = []; // told of every change
let turn = 0; // what was asked for before the last key is not done any more
let sayingLess = 0;

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const changed = () => watchers.forEach((watcher) => watcher());

/** A message that goes by itself; screen readers say it, too. */
function tell(name, values = {}) {
  $("#told").textContent = fill(words.told[name] ?? name, values);
  clearTimeout(sayingLess);
  sayingLess = setTimeout(() => (($("#told").textContent = ""), changed()), 4000);
  changed();
}

const unpacked = new Map();

/** Where a file lies: beside this page, or inside of it. */
function address(file) {
  const inside = $(`[data-file="${CSS.escape(file)}"]`);
  if (!inside) return `media/${encodeURIComponent(file)}`;
  if (!unpacked.has(file)) {
    const bytes = Uint8Array.from(atob(inside.textContent), (letter) => letter.charCodeAt(0));
    const type = file.endsWith(".mp4") ? "video/mp4" : "image/webp";
    unpacked.set(file, URL.createObjectURL(new Blob([bytes], { type })));
  }
  return unpacked.get(file);
}

const front = () => $(".film.front");
const behind = () => films.find((film) => film !== front());

/** The video that holds beat `at`, loaded if it is not; never the one that is seen. */
function loaded(at) {
  const ready = films.find((film) => film.dataset.holds === String(at) && !film.error);
  if (ready) return ready;
  const film = behind() ?? films[0];
  film.pause();
  film.dataset.holds = at;
  film.src = address(beats[at].video);
  film.load();
  return film;
}

function bringForward(film) {
  for (const each of films) each.classList.toggle("front", each === film);
  for (const each of films) if (each !== film) each.pause();
  still.hidden = true;
  $("#opening").hidden = true;
}

const event = (target, ...names) =>
  new Promise((done) => names.forEach((name) => target.addEventListener(name, done, { once: true })));

/** Until `film` has a picture to show. */
async function seen(film) {
  if (film.error) throw film.error;
  if (film.readyState < 2) await event(film, "loadeddata", "error");
  if (film.error) throw film.error;
}

/** Show what was drawn last in beat `at`, at once. */
async function rest(at, stands = "end") {
  const mine = ++turn;
  [state.at, state.stands] = [at, stands];
  films.forEach((film) => film.pause());
  still.src = address(beats[at].still);
  still.alt = beats[at].title;
  changed();
  await still.decode().catch(() => {});
  if (mine !== turn) return;
  still.hidden = false;
  $("#opening").hidden = true;
  getReady();
}

/** Stand at the first frame of beat `at`. */
async function stand(at) {
  if (fewer.matches) return rest(at);
  const mine = ++turn;
  [state.at, state.stands] = [at, "start"];
  changed();
  try {
    const film = loaded(at);
    film.pause();
    await seen(film);
    if (film.currentTime) {
      film.currentTime = 0;
      await event(film, "seeked");
    }
    if (mine === turn) bringForward(film);
  } catch {
    if (mine === turn) giveUp(at);
  }
}

/** Play beat `at` from its start. */
async function play(at) {
  if (fewer.matches) return rest(at);
  const mine = ++turn;
  [state.at, state.stands] = [at, "runs"];
  changed();
  const film = loaded(at);
  try {
    await seen(film);
    if (film.currentTime) film.currentTime = 0;
    if (mine !== turn) return;
    film.muted = !state.voice;
    film.playbackRate = state.speed;
    const shown = film.requestVideoFrameCallback ? new Promise((done) => film.requestVideoFrameCallback(done)) : event(film, "timeupdate");
    await film.play();
    await Promise.race([shown, event(film, "ended")]);
    if (mine !== turn) return;
    bringForward(film);
    getReady();
    if (film.ended) ended.call(film); // a hidden page shows no frame before the last
  } catch (error) {
    if (mine === turn && error.name !== "AbortError") giveUp(at);
  }
}

/** The video does not play here: its picture does. */
function giveUp(at) {
  rest(at);
  tell("no_video");
}

/** Load what the next key may ask for. */
function getReady() {
  const { at } = state;
  if (at + 1 < beats.length && !fewer.matches) loaded(at + 1);
  for (const near of [at - 1, at + 1]) if (beats[near]) new Image().src = address(beats[near].still);
}

function ended() {
  if (this !== front() || state.stands !== "runs") return;
  if (state.loop) {
    this.currentTime = 0;
    return this.play();
  }
  if (state.voice && state.at + 1 < beats.length) return play(state.at + 1);
  state.stands = "end";
  changed();
}

for (const film of films) {
  film.addEventListener("ended", ended);
  film.addEventListener("timeupdate", changed);
}
