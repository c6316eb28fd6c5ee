// The page of `unrolled watch`: plays the clip that is shown and swaps in what was drawn anew,
// where the viewer was. Text from the lecture is only ever set as text.

const $ = (id) => document.getElementById(id);
const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

let state = { title: "", message: "", clips: [] };
let chosen = decodeURIComponent(location.hash.slice(1));
let playing = null; // {clip, source, offset, beats, video}: what is on stage
let coming = null; // the same, while it loads
let goal = null; // a position that is not on stage yet

const clip = () => state.clips.find((each) => each.clip === chosen) ?? state.clips[0];
const clock = (s) => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, "0")}`;
const seconds = (s) => `${s.toFixed(1)} s`;

// Where the viewer is: a beat, and how far into it. Beats may get longer or shorter by an edit.

function position() {
  if (goal) return goal;
  if (!playing || playing.clip !== clip()?.clip) return { beat: 0, into: 0 };
  const time = playing.video.currentTime + playing.offset;
  const beat = Math.max(playing.beats.findLastIndex((b) => b.start_seconds <= time + 0.01), 0);
  return { beat, into: time - (playing.beats[beat]?.start_seconds ?? 0) };
}

// What is to be on stage: the first beat of the next edition, if it is there, or the clip itself.

function wanted(view) {
  if (view.first && (position().beat === view.first.beat || !view.shown)) {
    const beats = view.shown?.beats ?? [];
    const offset = beats[view.first.beat]?.start_seconds ?? 0;
    const source = `first/${view.clip}.${view.first.number}.mp4`;
    return { clip: view.clip, source, offset, beats, beat: view.first.beat };
  }
  if (!view.edition) return null;
  const source = `clips/${view.clip}.mp4?${view.edition}`;
  return { clip: view.clip, source, offset: 0, beats: view.shown.beats };
}

function stage() {
  const view = clip();
  const next = view && wanted(view);
  if (playing && playing.clip !== view?.clip) clear();
  if (!next || [playing?.source, coming?.source].includes(next.source)) return;
  coming?.video.remove();
  const video = make("video", { className: "coming", controls: true, preload: "auto" });
  video.playsInline = true;
  coming = { ...next, video };
  video.src = next.source;
  if (!next.offset && next.beat === undefined) video.append(captions(view));
  video.addEventListener("loadedmetadata", () => settle(next, video), { once: true });
  video.addEventListener("timeupdate", mark);
  $("stage").append(video);
}

function settle(next, video) {
  if (coming?.video !== video) return;
  const { beat, into } = position();
  const start = next.beat === undefined ? (next.beats[beat]?.start_seconds ?? 0) : 0;
  const length = next.beat === undefined ? (next.beats[beat]?.seconds ?? 0) : video.duration;
  const ready = () => {
    if (!video.seeking && video.readyState >= 3) swap(video); // no flash, no wheel
  };
  video.addEventListener("seeked", ready);
  video.addEventListener("canplay", ready);
  video.currentTime = Math.min(start + Math.min(into, length), video.duration - 0.05);
}

function swap(video) {
  if (coming?.video !== video) return;
  const old = playing?.video;
  const goesOn = old && (!old.paused || old.ended) && !(old.ended && playing.beat === undefined);
  playing = coming;
  coming = goal = null;
  video.classList.remove("coming");
  if (goesOn) video.play().catch(() => {});
  old?.remove();
  mark();
}

function clear() {
  playing?.video.remove();
  coming?.video.remove();
  playing = coming = goal = null;
}

function captions(view) {
  const src = `clips/${view.clip}.vtt?${view.edition}`;
  return make("track", { kind: "captions", label: "Narration", src });
}

// Everything around the stage.

function tabs() {
  $("clips").replaceChildren(...state.clips.map((view) => {
    const light = make("i");
    light.dataset.state = view.state;
    const button = make("button", { title: view.state }, light, view.clip);
    if (view === clip()) button.setAttribute("aria-current", "true");
    button.onclick = () => choose(view.clip);
    return button;
  }));
}

function news(view) {
  if (!view) return "";
  const many = view.shown?.beats.length ?? 0;
  if (view.state === "waiting") return `Waiting to be drawn. ${view.why.join(", ")}`;
  if (view.state === "drawing" && view.first)
    return `One beat is there, after ${seconds(view.first_took)}; the others follow.`;
  if (view.state === "drawing") return `Being drawn. ${view.why.join(", ")}`;
  if (view.took === null || view.state === "failed") return "";
  const first = view.first_took === null ? "" : `, the one you watched after ${seconds(view.first_took)}`;
  return `${view.drawn.length} of ${many} beats drawn in ${seconds(view.took)}${first}.`;
}

function beats(view) {
  $("beats").replaceChildren(...(view?.shown?.beats ?? []).map((beat, number) => {
    const time = make("time", { textContent: clock(beat.start_seconds) });
    const headline = make("b", { textContent: beat.headline || beat.name });
    const narration = make("span", { textContent: beat.narration });
    if (view.state === "fresh" && view.drawn.includes(number))
      headline.append(make("small", { textContent: "drawn anew" }));
    const button = make("button", {}, time, headline, narration);
    button.onclick = () => go(number, beat);
    return make("li", {}, button);
  }));
}

function go(number, beat) {
  if (!playing) return;
  if (playing.beat === undefined || playing.beat === number)
    playing.video.currentTime = beat.start_seconds - playing.offset + 0.001;
  else {
    goal = { beat: number, into: 0.001 };
    stage();
  }
}

function trouble(view) {
  const message = state.message || view?.message || "";
  $("trouble").hidden = !message;
  $("what").textContent = state.message ? "The lecture cannot be read" : `${view?.clip} cannot be drawn`;
  $("message").textContent = message;
}

let told = "";
function mark() {
  const { beat } = position();
  [...$("beats").querySelectorAll("button")].forEach((button, number) => {
    if (number === beat) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  });
  const body = JSON.stringify({ clip: clip()?.clip ?? "", beat });
  if (body === told || !clip()) return;
  told = body;
  const headers = { "Content-Type": "application/json" };
  fetch("look", { method: "POST", headers, body }).catch(() => {});
}

function show() {
  const view = clip();
  $("title").textContent = state.title || "unrolled watch";
  $("empty").textContent = view?.edition || view?.first ? "" : "Nothing to play yet.";
  tabs();
  trouble(view);
  $("news").textContent = news(view);
  beats(view);
  stage();
  mark();
}

function choose(name) {
  chosen = name;
  history.replaceState(null, "", `#${encodeURIComponent(name)}`);
  show();
}

const events = new EventSource("events");
events.onmessage = (event) => {
  state = JSON.parse(event.data);
  $("link").textContent = "";
  show();
};
events.onerror = () => { $("link").textContent = "unrolled watch is not running."; };
