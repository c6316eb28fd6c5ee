// What keys, buttons, taps and clickers do.

const last = beats.length - 1;
const within = (at) => Math.min(Math.max(at, 0), last);
const isOpen = (id) => $(id).open;

/** Lift the black screen, if it is there. */
function lift() {
  if ($("#black").hidden) return false;
  acts.black();
  return true;
}

const acts = {
  on() {
    if (lift()) return;
    if (state.stands === "opening" || state.stands === "start") play(state.at);
    else if (state.at < last) play(state.at + 1);
    else if (state.stands === "end") tell("end");
    else rest(last);
  },
  back() {
    if (lift()) return;
    if (state.at === 0) return state.stands === "opening" ? undefined : (stand(0), tell("first"));
    rest(state.at - 1);
  },
  start() {
    lift();
    stand(state.stands === "start" ? within(state.at - 1) : state.at);
  },
  first: () => stand(0),
  last: () => rest(last),
  overview() {
    const list = $("#overview");
    if (list.open) return list.close();
    if (isOpen("#help")) $("#help").close();
    list.showModal();
    const here = $(`[data-beat="${state.at}"]`);
    here.focus();
    here.scrollIntoView({ block: "center" });
  },
  help() {
    const list = $("#help");
    if (list.open) return list.close();
    if (isOpen("#overview")) $("#overview").close();
    list.showModal();
  },
  black() {
    $("#black").hidden = !$("#black").hidden;
    if (!$("#black").hidden) front()?.pause();
    else if (state.stands === "runs") front()?.play();
    changed();
  },
  async full(view = window) {
    const { document } = view;
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else await document.documentElement.requestFullscreen();
    } catch {
      tell("no_full");
    }
  },
  pause() {
    const film = front();
    if (!film || fewer.matches) return fewer.matches ? tell("still") : undefined;
    if (state.stands === "runs") {
      film.pause();
      state.stands = "pause";
    } else if (state.stands === "pause") {
      state.stands = "runs";
      film.play();
    } else if (state.stands === "start") return acts.on();
    changed();
  },
  loop() {
    state.loop = !state.loop;
    tell(state.loop ? "loop_on" : "loop_off");
    if (state.loop && state.stands === "end") play(state.at);
  },
  voice() {
    state.voice = !state.voice;
    for (const film of films) film.muted = !state.voice;
    tell(!state.voice ? "voice_off" : beats.some((beat) => beat.sound) ? "voice_on" : "no_voice");
    if (state.voice && state.stands === "end" && state.at < last) play(state.at + 1);
  },
  captions() {
    state.captions = !state.captions;
    tell(state.captions ? "captions_on" : "captions_off");
  },
  faster: () => setSpeed(1.25),
  slower: () => setSpeed(0.8),
  speaker: () => openSpeaker(),
  restart: () => restartTime(),
};

function setSpeed(factor) {
  state.speed = Math.min(Math.max(Math.round(state.speed * factor * 20) / 20, 0.25), 4);
  for (const film of films) film.playbackRate = state.speed;
  tell("speed", { speed: `${state.speed}×` });
}

/** Go to a beat that was named, and play it. */
function jump(at) {
  for (const list of $$("dialog")) list.close();
  lift();
  if (!beats[at]) return tell("no_beat", { number: at + 1, count: beats.length });
  play(at);
}

// The bar, the lists and what they show

watchers.push(() => {
  const beat = beats[state.at];
  const number = state.at + 1;
  $("#count").textContent = `${number} / ${beats.length}`;
  const place = fill(words.place, { number, count: beats.length });
  const said = state.stands === "opening" ? "" : `${place}: ${beat.title}. ${beat.narration}`;
  if ($("#place").textContent !== said) $("#place").textContent = said;
  for (const name of ["loop", "voice", "captions"]) $(`[data-do=${name}]`).ariaPressed = String(state[name]);
  $("[data-do=black]").ariaPressed = String(!$("#black").hidden);
  for (const each of $$("#overview [data-beat]")) {
    if (+each.dataset.beat === state.at) each.setAttribute("aria-current", "true");
    else each.removeAttribute("aria-current");
  }
  if (state.stands !== "opening" && location.hash !== `#${number}`) location.replace(`#${number}`);
  const time = state.stands === "end" ? beat.seconds : state.stands === "start" ? 0 : (front()?.currentTime ?? 0);
  const cue = state.captions && beat.cues.findLast(([from, to]) => from <= time && time <= to);
  $("#captions").textContent = cue ? cue[2] : "";
  $("#captions").hidden = !cue;
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button:is([data-do], [data-beat], [data-close])");
  if (!button) return;
  if (event.detail) button.blur(); // a key is for the lecture again
  if (button.dataset.do) acts[button.dataset.do]();
  else if (button.dataset.beat) jump(+button.dataset.beat);
  else button.closest("dialog").close();
});
