// The speaker's window. It is empty and ours: this page writes it and listens to its keys, so that
// both are in step from a file as well, where two pages may not talk to each other.

let speaker = null;
let began = null; // when the lecture began
const total = minutes * 60;
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
const lengths = beats.map((beat) => beat.seconds);
const whole = lengths.reduce((a, b) => a + b, 0);
const plannedUntil = (at) => (total * lengths.slice(0, at + 1).reduce((a, b) => a + b, 0)) / whole;

function restartTime() {
  began = state.stands === "opening" ? null : Date.now();
  changed();
}

function openSpeaker() {
  if (speaker && !speaker.closed) return speaker.focus();
  speaker = window.open("", "unrolled-speaker", "popup,width=1180,height=760");
  if (!speaker) return tell("no_window");
  const { document: page } = speaker;
  page.open();
  page.write('<!doctype html><html><head><meta charset="utf-8"><title></title></head><body class="speaker"></body></html>');
  page.close();
  page.title = `${words.speaker_view.title}: ${document.title}`;
  page.documentElement.lang = document.documentElement.lang;
  page.head.append(page.importNode($("style"), true));
  page.body.append(page.importNode($("#speaker").content, true));
  page.addEventListener("keydown", onKey);
  $("[data-reset]", page).addEventListener("click", (event) => (restartTime(), event.detail && event.currentTarget.blur()));
  changed();
}

function show(page, name, text) {
  const place = $(`[data-show=${name}]`, page);
  if (place.textContent !== text) place.textContent = text;
}

/** Numbers on screen, as they are there: a row for each row. */
function showNumbers(page, beat) {
  const list = $("[data-numbers]", page);
  if (list.dataset.beat === String(state.at)) return;
  list.dataset.beat = state.at;
  const line = (name, text) => Object.assign(page.createElement(name), { textContent: text });
  list.replaceChildren(...beat.values.flatMap(([what, rows]) => [line("dt", what), ...rows.map((row) => line("dd", row.join("\u2002")))]));
}

function showTimes(page) {
  const used = began === null ? 0 : (Date.now() - began) / 1000;
  const planned = state.stands === "opening" ? 0 : plannedUntil(state.at);
  const late = Math.round(used - planned);
  const view = words.speaker_view;
  show(page, "used", clock(used));
  show(page, "planned", clock(planned));
  show(page, "all", clock(total));
  show(page, "clock", new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }));
  const isLate = began !== null && late > 15;
  show(page, "pace", began === null ? "" : isLate ? fill(view.behind, { time: clock(late) }) : "");
  $("[data-show=pace]", page).className = isLate ? "late" : "";
}

/** What the stage shows, smaller. */
function showNow(page) {
  const canvas = $("[data-now]", page);
  const pen = canvas.getContext("2d");
  const film = front();
  const picture = !still.hidden && still.complete ? still : film;
  if (picture && state.stands !== "opening") pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const time = state.stands === "end" ? 1 : state.stands === "start" || !film ? 0 : film.currentTime / beats[state.at].seconds;
  $("progress", page).value = state.stands === "opening" ? 0 : Math.min(time, 1);
}

const nextPicture = new Image();
nextPicture.addEventListener("load", changed);

/** Drawn rather than loaded there: from a file, a window without an address may load nothing. */
function showNext(page, next) {
  const canvas = $("[data-next]", page);
  canvas.hidden = !next;
  if (!next) return;
  if (nextPicture.dataset.still !== next.still) [nextPicture.dataset.still, nextPicture.src] = [next.still, address(next.still)];
  if (!nextPicture.complete || canvas.dataset.still === next.still) return;
  canvas.dataset.still = next.still;
  canvas.getContext("2d").drawImage(nextPicture, 0, 0, canvas.width, canvas.height);
}

function drawSpeaker() {
  if (state.stands !== "opening") began ??= Date.now();
  if (!speaker || speaker.closed) return;
  const { document: page } = speaker;
  if (!$("[data-numbers]", page)) return;
  const beat = beats[state.at];
  // Before the lecture begins, what is next is its first beat.
  const next = beats[state.stands === "opening" || state.stands === "start" ? state.at : state.at + 1];
  show(page, "place", fill(words.place, { number: state.at + 1, count: beats.length }));
  show(page, "clip", `${beat.clip}${typed ? ` · ${typed}` : ""}`);
  show(page, "headline", beat.title);
  show(page, "narration", beat.narration);
  show(page, "next", next ? next.title : words.speaker_view.nothing);
  show(page, "black", $("#black").hidden ? "" : words.speaker_view.black);
  show(page, "told", $("#told").textContent);
  showNext(page, next);
  showNumbers(page, beat);
  showTimes(page);
  showNow(page);
}

watchers.push(drawSpeaker);
setInterval(drawSpeaker, 100);
addEventListener("pagehide", () => {
  if (speaker && !speaker.closed) speaker.document.body.replaceChildren(Object.assign(speaker.document.createElement("p"), { textContent: words.speaker_view.closed, className: "closed" }));
});

// Where the address says, or at the beginning

function followAddress() {
  const at = Number(location.hash.slice(1)) - 1;
  if (beats[at] && (at !== state.at || state.stands === "opening")) stand(at);
}
addEventListener("hashchange", followAddress);
loaded(0);
followAddress();
changed();
