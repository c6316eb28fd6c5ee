// Keys, taps, swipes, clickers and game controllers.

const KEYS = {
  ArrowRight: "on", ArrowDown: "on", PageDown: "on", " ": "on", Enter: "on", MediaTrackNext: "on",
  ArrowLeft: "back", ArrowUp: "back", PageUp: "back", Backspace: "back", MediaTrackPrevious: "back",
  Home: "first", End: "last", ".": "black", "?": "help", "+": "faster", "=": "faster", "-": "slower", "−": "slower",
  b: "black", f: "full", o: "overview", s: "speaker", k: "pause", l: "loop", m: "voice", c: "captions", r: "restart", n: "on", p: "back",
};
const toStart = ["ArrowLeft", "ArrowUp", "PageUp"];
let typed = "";
let forgetting = 0;

function type(text) {
  typed = text.slice(0, 6);
  $("#typed").textContent = typed;
  clearTimeout(forgetting);
  if (typed) forgetting = setTimeout(() => type(""), 5000);
  changed();
}

/** Move in the list of beats; true if the key did that. */
function moveInOverview(key) {
  const buttons = $$("#overview [data-beat]");
  const now = Math.max(buttons.indexOf(document.activeElement), 0);
  const { offsetLeft: x, offsetTop: y } = buttons[now].parentElement;
  const rows = buttons.map((button, number) => [number, button.parentElement.offsetTop, Math.abs(button.parentElement.offsetLeft - x)]);
  const nearest = (top) => rows.filter(([, row]) => row === top).sort((a, b) => a[2] - b[2])[0]?.[0];
  const above = rows.filter(([, row]) => row < y).at(-1)?.[1];
  const below = rows.find(([, row]) => row > y)?.[1];
  const next = { ArrowRight: now + 1, ArrowLeft: now - 1, ArrowUp: nearest(above), ArrowDown: nearest(below), PageUp: nearest(above), PageDown: nearest(below), Home: 0, End: buttons.length - 1 };
  if (!(key in next)) return false;
  buttons[within(next[key] ?? now)].focus();
  return true;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { key, view } = event;
  const letter = key.length === 1 && /\p{L}/u.test(key);
  if (letter && !$("#letters").checked) return;
  if (/^[0-9]$/.test(key)) return type(typed + key);
  if (key === "Escape") {
    if (typed) type("");
    else if (!$$("dialog").some((list) => list.open && (list.close(), true))) lift();
    return;
  }
  if (key === "Enter" && typed) {
    event.preventDefault();
    jump(Number(typed) - 1);
    return type("");
  }
  if (isOpen("#overview") && moveInOverview(key)) return event.preventDefault();
  const onButton = event.target.closest?.("button, a, input, summary");
  if (onButton && (key === " " || key === "Enter")) return;
  if (isOpen("#overview") && key === "Enter") return document.activeElement.click(); // from the speaker's window
  const act = event.shiftKey && toStart.includes(key) ? "start" : KEYS[letter ? key.toLowerCase() : key];
  if (!act || (event.repeat && act !== "on" && act !== "back")) return;
  const inList = isOpen("#help") || isOpen("#overview");
  if (inList && act !== "help" && act !== "overview") return;
  event.preventDefault();
  acts[act](view);
}

document.addEventListener("keydown", onKey);

// Taps and swipes: the left third of the screen is back

const SWIPE = 50; // pixels
let pressed = null;
const screen_ = $("#screen");
screen_.addEventListener("pointerdown", (event) => (pressed = event.isPrimary && event.button === 0 ? event : null));
screen_.addEventListener("pointercancel", () => (pressed = null));
screen_.addEventListener("pointerup", (event) => {
  if (!pressed) return;
  const [dx, dy] = [event.clientX - pressed.clientX, event.clientY - pressed.clientY];
  pressed = null;
  if (Math.abs(dx) > SWIPE && Math.abs(dx) > 2 * Math.abs(dy)) return dx < 0 ? acts.on() : acts.back();
  if (Math.hypot(dx, dy) > SWIPE / 2) return;
  const isTouch = event.pointerType !== "mouse";
  if (isTouch && event.clientX < innerWidth / 3) acts.back();
  else acts.on();
});

// The bar is there while somebody moves

let sleeping = 0;
function awake() {
  document.body.classList.add("awake");
  clearTimeout(sleeping);
  sleeping = setTimeout(() => document.body.classList.remove("awake"), 3000);
}
for (const name of ["pointermove", "pointerdown"]) document.addEventListener(name, awake);
awake();

// Clickers that say they are game controllers

const PADS = { on: [0, 5, 7, 15], back: [1, 4, 6, 14], black: [8], overview: [9] };
const held = new Set();
function lookAtPads() {
  const pads = navigator.getGamepads().filter(Boolean);
  for (const pad of pads) {
    for (const [act, buttons] of Object.entries(PADS)) {
      const name = `${pad.index} ${act}`;
      const down = buttons.some((button) => pad.buttons[button]?.pressed);
      if (down && !held.has(name)) acts[act]();
      held[down ? "add" : "delete"](name);
    }
  }
  if (pads.length) requestAnimationFrame(lookAtPads);
}
addEventListener("gamepadconnected", lookAtPads);
