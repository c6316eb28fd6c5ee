// The figures of the course page under the reader's hand. Without it everything can be read.
// What is seen is in the address (?step=2&notation=keras&part=W_x), so that a link leads to
// exactly this; ?hide=notation,live leaves controls out.
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const data = JSON.parse($("#data")?.textContent ?? "{}");
  const query = new URLSearchParams(location.search);
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

  /** Keep `value` in the address under `key`; undefined is the default and is left out. */
  function remember(key, value) {
    if (value === undefined) query.delete(key);
    else query.set(key, value);
    clearTimeout(remember.timer); // browsers refuse an address that changes too often
    const write = () => history.replaceState(history.state, "", (query.size ? `?${query}` : location.pathname) + location.hash);
    remember.timer = setTimeout(write, 150);
  }

  // Numbers, by the formulas of rnn_math/cell.py and rnn_math/readout.py

  const dot = (row, vector) => row.reduce((sum, weight, j) => sum + weight * vector[j], 0);

  /** One step: h = tanh(W_x x + W_h h_prev + b), and o = softmax(W_o h + b_o) with a readout. */
  function compute(weights, x, h_prev, linear) {
    const Wx = weights.W_x.map((row) => dot(row, x));
    const Wh = weights.W_h.map((row) => dot(row, h_prev));
    const z = Wx.map((value, i) => value + Wh[i] + weights.b[i]);
    const h = z.map(Math.tanh);
    const logits = weights.W_o?.map((row, k) => dot(row, h) + weights.b_o[k]) ?? [];
    return { x, h_prev, Wx, Wh, z, h, logits, o: linear ? logits : softmax(logits) };
  }

  function softmax(logits) {
    const exps = logits.map((value) => Math.exp(value - Math.max(...logits)));
    return exps.map((value) => value / exps.reduce((sum, each) => sum + each, 0));
  }

  /** A signed number as the video writes it; in powers of ten where that would be too long. */
  function written(value) {
    const size = Math.abs(value);
    const digits = size < 1e4 ? size.toFixed(2) : size.toExponential(0);
    return (/[1-9]/.test(digits) ? (value < 0 ? "−" : "+") : "") + digits;
  }
  const percent = (share) => `${(100 * share).toFixed(0)}\u00a0%`;

  // Light: a part, its term and its note

  /** Let hovering, focus and taps light the parts of `figure`; returns how to light a role. */
  function lighting(figure, changed) {
    const parts = $$(".part", figure);
    let [lit, pinned] = [null, false]; // pinned by a tap, a key or focus: hovering changes nothing
    for (const part of parts) {
      const note = $(`[data-note="${part.dataset.role}"]`, figure);
      if (!note || part.textContent === "+") continue;
      // Inside of mathematics no role is allowed.
      Object.assign(part, { tabIndex: 0, role: part.closest("math") ? null : "button", ariaLabel: note.ariaLabel });
      part.setAttribute("aria-describedby", `says-${part.dataset.role}`);
    }
    function light(role, pin = false) {
      lit = parts.some((part) => part.dataset.role === role) ? role : null;
      pinned = pin && lit !== null;
      figure.classList.toggle("lighting", lit !== null);
      for (const part of parts) part.classList.toggle("lit", part.dataset.role === lit);
      for (const note of $$("[data-note]", figure)) note.hidden = note.dataset.note !== lit;
      for (const hint of $$(".hint", figure)) hint.hidden = lit !== null;
      changed(lit);
    }
    const roleAt = (event) => event.target.closest?.(".part")?.dataset.role;
    figure.addEventListener("pointerover", (event) => {
      if (roleAt(event) && !pinned && event.pointerType !== "touch") light(roleAt(event));
    });
    figure.addEventListener("focusin", (event) => {
      if (roleAt(event) && event.target.matches(":focus-visible")) light(roleAt(event), true);
    });
    document.addEventListener("click", (event) => {
      const role = figure.contains(event.target) && roleAt(event);
      if (role) light(pinned && lit === role ? null : role, true);
      else if (!event.target.closest(".notes, .control, .tape")) light(null);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") light(null);
      if (!["Enter", " "].includes(event.key) || !figure.contains(event.target) || !roleAt(event)) return;
      event.preventDefault();
      light(roleAt(event), true);
    });
    return light;
  }

  // The cell, with numbers that the reader can change

  function cell(figure, model) {
    const { vocabulary, unknown, most } = model;
    const [slider, field, select] = ["#step", "#sentence", "#notation"].map((id) => $(id, figure));
    const equations = $$(".equation", figure);
    const usual = equations.find((lines) => !lines.hidden).dataset.notation;
    let [words, step, trace] = [model.sentence, model.step, null];
    let edits = new Map(); // by address, such as W_x.0.2, or x.3.1: step 3, entry 1
    const say = (text) => ($("[data-message]", figure).textContent = text);
    const split = (text) => text.split(/\s+/).filter(Boolean);
    /** The entry of the vocabulary for `word`, found as in rnn_math/tasks/text.py. */
    function entryOf(word) {
      const bare = word.replace(/^[.,;:!?…"'()«»“”‘’]+|[.,;:!?…"'()«»“”‘’]+$/g, "");
      const forms = [word, bare, bare.toLowerCase()].filter((form) => !unknown.includes(form));
      const capital = /^\p{Lu}/u.test(bare) ? [unknown[1]] : [];
      return [...forms, ...capital, unknown[0]].find((form) => Object.hasOwn(vocabulary, form));
    }
    /** What is wrong with a sentence; nothing if it can be read. */
    function trouble(candidate) {
      if (!candidate.length || candidate.length > most.words) return `A sentence has 1 to ${most.words} words here.`;
      const count = (word, less) => [...word.replace(less, "")].length; // as in rnn_math/tasks/text.py
      const odd = candidate.find((word) => count(word, /[\p{M}\p{Cf}]/gu) > most.characters || count(word, /[\p{M}\p{Cf}!-/:-@[-\x60{-~]/gu) > most.letters || !entryOf(word));
      return odd ? `“${odd}” is too long, or nothing that the model knows.` : "";
    }
    /** Everything, computed anew from words and edits; null if a sum overflows. */
    function run() {
      const weights = structuredClone(model.weights);
      const entries = words.map(entryOf);
      const inputs = entries.map((entry) => [...vocabulary[entry]]);
      for (const [address, value] of edits) {
        const [quantity, ...at] = address.split(".");
        const last = at.pop();
        const array = quantity === "x" ? inputs[at[0] - 1] : at.reduce((found, i) => found?.[i], weights[quantity]);
        if (typeof array?.[last] === "number") array[last] = value;
      }
      const steps = [];
      for (const x of inputs) steps.push(compute(weights, x, steps.at(-1)?.h ?? model.h0, model.linear));
      const fine = steps.every(({ z, logits }) => [...z, ...logits].every(Number.isFinite));
      return fine ? { tokens: words, known: entries.map((entry) => !unknown.includes(entry)), weights, steps } : null;
    }
    /** The number at an address of the page, in which t is the step that is looked at. */
    function valueAt(address) {
      const [quantity, ...at] = address.replace(".t.", `.${step}.`).split(".");
      const whole = trace.weights[quantity] ?? trace.steps[at.shift() - 1]?.[quantity];
      return at.reduce((array, i) => array?.[i], whole);
    }
    function paint() {
      for (const column of $$("[data-column]", figure)) {
        const t = +column.dataset.column;
        column.hidden = t > words.length;
        column.classList.toggle("here", t === step);
        if (column.matches("th")) column.ariaCurrent = t === step ? "step" : null;
        const [name, answer] = [$(".word", column), $(".answer", column)];
        name?.classList.toggle("unknown", trace.known[t - 1] === false);
        if (name) name.textContent = words[t - 1] ?? "";
        if (!answer || column.hidden) continue;
        const { o } = trace.steps[t - 1];
        const best = o.indexOf(Math.max(...o));
        answer.textContent = `${model.labels[best]} ${model.linear ? written(o[best]) : percent(o[best])}`;
      }
      for (const shown of $$("[data-value]", figure)) {
        const value = valueAt(shown.dataset.value);
        if (value === undefined) continue; // in a column that is not used now
        if (!shown.matches("input")) shown.textContent = "percent" in shown.dataset ? percent(value) : written(value);
        else if (shown !== document.activeElement) shown.value = Number(value.toPrecision(3));
        const box = shown.closest("td");
        if (box.matches("[class^=m-]")) box.className = box.className.replace(/^m-\w+/, value < 0 ? "m-negative" : "m-positive");
        box.style.setProperty("--p", `${Math.min(100 * Math.abs(value), 100).toFixed(0)}%`);
      }
      const here = `${step} of ${words.length}: ${words[step - 1]}`;
      for (const output of $$("[data-step-name]", figure)) output.textContent = here;
      if (slider) Object.assign(slider, { max: words.length, value: step, ariaValueText: here });
    }
    /** Look at step `t`. */
    function go(t) {
      step = clamp(Math.round(t) || 1, 1, words.length);
      remember("step", step === model.step ? undefined : step);
      paint();
    }
    /** Read other words or put in other numbers, unless that cannot be computed. */
    function change(newWords, newEdits) {
      const before = [words, edits];
      [words, edits] = [newWords, newEdits];
      const made = run();
      say(made ? "" : "That overflows: the sum is no number any more. Use smaller ones.");
      if (!made) return ([words, edits] = before);
      trace = made;
      remember("sentence", String(words) === String(model.sentence) ? undefined : words.join(" "));
      remember("edit", edits.size ? [...edits].map((pair) => pair.join(":")).join(",") : undefined);
      return go(step);
    }
    const edit = (address, value) => change(words, new Map(edits).set(address, value));
    const read = (candidate) =>
      trouble(candidate) ? say(trouble(candidate)) : change(candidate, new Map([...edits].filter(([at]) => at[0] !== "x")));
    function notate(name) {
      const shown = equations.some((lines) => lines.dataset.notation === name) ? name : usual;
      for (const thing of $$("[data-notation]", figure)) thing.toggleAttribute("hidden", !thing.dataset.notation.split(" ").includes(shown));
      if (select) select.value = shown;
      remember("notation", shown === usual ? undefined : shown);
    }
    /** Let the reader write in the place of a number that can be changed. */
    function makeEditable(span) {
      const input = Object.assign(document.createElement("input"), { type: "number", step: 0.1 });
      const { value: address } = span.dataset;
      const at = address.match(/\d+/g).map((i) => +i + 1);
      const place = at.length > 1 ? `row ${at[0]}, column ${at[1]}` : `entry ${at[0]}`;
      input.ariaLabel = `${span.closest("[data-note]").ariaLabel}, ${place}`;
      input.dataset.value = address;
      input.addEventListener("blur", paint);
      input.addEventListener("change", () => {
        if (Number.isFinite(input.valueAsNumber)) edit(address.replace(".t.", `.${step}.`), input.valueAsNumber);
        else say("That is no number; the last one stays.");
      });
      span.replaceWith(input);
    }
    const light = lighting(figure, (role) => remember("part", role ?? undefined));
    for (const whole of $$("svg.diagram", figure)) whole.setAttribute("role", "group");
    if (field) $$("[data-edit]", figure).forEach(makeEditable);
    slider?.addEventListener("input", () => go(slider.valueAsNumber));
    select?.addEventListener("change", () => notate(select.value));
    field?.addEventListener("change", () => read(split(field.value)));
    $("form", figure).addEventListener("submit", (event) => event.preventDefault());
    $("[data-reset]", figure)?.addEventListener("click", () => {
      field.value = model.sentence.join(" ");
      change(model.sentence, new Map());
    });
    figure.addEventListener("click", (event) => {
      const chosen = event.target.closest("[data-step], [data-column]")?.dataset;
      if (chosen) go(chosen.column ?? step + +chosen.step);
    });
    const [asked, part] = [split(query.get("sentence") ?? ""), query.get("part")];
    const pairs = (query.get("edit") ?? "").split(",").map((pair) => pair.split(":"));
    step = +(query.get("step") ?? step);
    change(trouble(asked) ? words : asked, new Map(pairs.flatMap(([at, to]) => (to && Number.isFinite(+to) ? [[at, +to]] : []))));
    if (!trace) change(words, edits);
    if (field) field.value = words.join(" ");
    notate(query.get("notation"));
    light(part, true);
    return { trace: () => trace, edit, read };
  }

  // The network, rolled and unrolled: frames of the video's drawing, and all that lies between

  function rolling(figure, film) {
    const [button, slider] = [$("[data-roll]", figure), $("#roll", figure)];
    let [progress, up, playing] = [0, false, 0];
    $("svg.rolled", figure).remove();
    const things = film.things.map((thing, number) => {
      const group = $(`[data-thing="${number}"]`, figure);
      return { ...thing, group, paths: thing.shapes && $$("path", group) };
    });
    /** Draw the network `to` copies of the way from rolled to unrolled. */
    function show(to) {
      progress = clamp(to || 0, 0, film.steps);
      const i = Math.min(Math.floor(progress * film.perStep), film.steps * film.perStep - 1);
      const between = (a, b) => a + (b - a) * (progress * film.perStep - i);
      for (const { move, seen, shapes, group, paths } of things) {
        const [from, next] = [film.moves[move][i], film.moves[move][i + 1]];
        const [scale, x, y] = from.map((value, k) => between(value, next[k]));
        group.style.opacity = between(film.seen[seen][i], film.seen[seen][i + 1]);
        if (!shapes) group.setAttribute("transform", `translate(${x} ${y}) scale(${scale})`);
        paths?.forEach((path, k) => {
          const moved = ([s, dx, dy, shape]) => shapes[shape][k].map((value, n) => value * s + (n % 2 ? dy : dx));
          const [start, end] = [moved(from), moved(next)];
          path.setAttribute("d", `M${start.map((value, n) => between(value, end[n]).toFixed(0)).join(" ")}`);
        });
      }
      const [first, final] = film.boxes;
      const zoom = Math.min(progress, 1);
      $("svg.unrolled", figure).setAttribute("viewBox", first.map((side, k) => side + (final[k] - side) * zoom).join(" "));
      if (progress === 0 || progress === film.steps) up = progress > 0;
      if (button) button.textContent = up ? "Roll up" : "Unroll";
      const said = { 0: "rolled", [film.steps]: "unrolled" }[progress] ?? `${Math.floor(progress)} of ${film.steps} copies left behind`;
      if (slider) Object.assign(slider, { value: progress, ariaValueText: said });
      remember("rolled", progress ? progress.toFixed(2) : undefined);
    }
    /** Roll on to the other end; one copy at a time for readers who want no motion. */
    function roll() {
      cancelAnimationFrame(playing);
      if (still.matches) return show(up ? Math.ceil(progress) - 1 : Math.floor(progress) + 1);
      const [begin, end] = [progress, up ? 0 : film.steps];
      const length = Math.min(400 + 900 * Math.abs(end - begin), 7000);
      let started = null;
      const frame = (now) => {
        const share = Math.min((now - (started ??= now)) / length, 1);
        show(begin + (end - begin) * share * share * (3 - 2 * share));
        if (share < 1) playing = requestAnimationFrame(frame);
      };
      playing = requestAnimationFrame(frame);
    }
    if (slider) slider.step = still.matches ? 1 : 0.01;
    button?.addEventListener("click", roll);
    slider?.addEventListener("input", () => (cancelAnimationFrame(playing), show(slider.valueAsNumber)));
    lighting(figure, () => {});
    show(+query.get("rolled"));
    return { show };
  }

  // Wirings: signals run through them step by step

  /** Show what has happened in a wiring up to `step`; what it reaches then is lit. */
  function showStep(svg, step) {
    for (const group of $$("[data-at]", svg)) {
      group.classList.toggle("later", +group.dataset.at > step);
      group.classList.toggle("now", step > 0 && +group.dataset.at === step);
    }
  }

  /** Play a wiring from its start; `shown` hears of every step. Returns how to stop it. */
  function play(svg, shown) {
    let step = 0;
    const tick = () => {
      showStep(svg, step);
      shown(step);
      if (step++ === +svg.dataset.steps) clearInterval(ticking);
    };
    const ticking = setInterval(tick, 650);
    tick();
    return () => clearInterval(ticking);
  }

  function architectures(figure) {
    const articles = $$("[data-architecture]", figure);
    const names = articles.map((article) => article.dataset.architecture);
    let halt = () => {}; // stops what plays
    function pick(name) {
      halt();
      for (const article of articles) article.hidden = article.dataset.architecture !== name;
      for (const radio of $$("[name=architecture]", figure)) radio.checked = radio.value === name;
      remember("architecture", name === names[0] ? undefined : name);
    }
    for (const article of articles) {
      const [svg, slider, button] = ["svg.wiring", "[data-at-step]", "[data-play]"].map((name) => $(name, article));
      let stop = null;
      const end = () => {
        stop = stop?.();
        button.textContent = "Play";
      };
      slider?.addEventListener("input", () => (end(), showStep(svg, slider.valueAsNumber)));
      button?.addEventListener("click", () => {
        if (stop) return end();
        if (still.matches) return showStep(svg, (slider.value = (slider.valueAsNumber + 1) % (+slider.max + 1)));
        [halt, button.textContent] = [end, "Pause"];
        stop = play(svg, (step) => (slider.value = step) === +slider.max && setTimeout(end));
      });
    }
    for (const radio of $$("[name=architecture]", figure)) radio.addEventListener("change", () => pick(radio.value));
    pick(names.includes(query.get("architecture")) ? query.get("architecture") : names[0]);
  }

  // The quiz: the wiring of the answer that is chosen is tried out

  function quiz(form) {
    const stage = Object.assign(document.createElement("div"), { className: "tried" });
    let stop = () => {};
    form.append(stage);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      stop();
      const chosen = $("input:checked", form);
      const reason = chosen && $(`[data-architecture="${chosen.value}"]`, form.nextElementSibling);
      const said = reason && [$("h3", reason), $(".why", reason)].map((part) => part.textContent).join(". ");
      $("[role=status]", form).textContent = said ?? "Choose an answer first.";
      for (const choice of $$(".choice", form)) choice.classList.remove("right", "wrong");
      if (!chosen) return;
      chosen.closest(".choice").classList.add("right" in chosen.dataset ? "right" : "wrong");
      stage.replaceChildren(...$$("svg.wiring, .homeless", reason).map((drawn) => drawn.cloneNode(true)));
      Object.assign(stage, { tabIndex: 0, role: "group", ariaLabel: $("h3", reason).textContent }); // it may scroll
      const [svg, homeless] = [$("svg", stage), $(".homeless", stage)];
      if (svg && !still.matches) stop = play(svg, (step) => homeless.classList.toggle("later", step < +svg.dataset.steps));
    });
  }

  // All of it

  const hidden = query.get("hide")?.split(",") ?? [];
  for (const thing of $$("[data-hide]")) if (hidden.includes(thing.dataset.hide)) thing.remove();
  for (const thing of $$("[data-script]")) thing.hidden = false;
  const [touched, moved, wired] = ["cell", "rolling", "architectures"].map((name) => $(`[data-figure=${name}]`));
  window.unrolled = { cell: touched && cell(touched, data.cell), rolling: moved && rolling(moved, data.rolling) };
  window.unrolled.trace = window.unrolled.cell?.trace;
  if (wired) architectures(wired);
  $$("form.quiz").forEach(quiz);
})();
