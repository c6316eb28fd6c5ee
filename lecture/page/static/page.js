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
      part.setAttribute("aria-describedby", $("p", note).id);
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

  // The cells to pick from, with numbers that the reader can change

  function cell(figure, { cells: models, sentence, step: first, most }) {
    for (const model of Object.values(models)) model.vocabulary = cells.vocabulary(model.vocabulary);
    const articles = Object.fromEntries($$("[data-cell]", figure).map((article) => [article.dataset.cell, article]));
    const names = Object.keys(articles);
    const [form, slider, field, select] = ["form", "#step", "#sentence", "#notation"].map((id) => $(id, figure));
    const usual = $(".equation", figure).dataset.notation;
    const edits = Object.fromEntries(names.map((name) => [name, new Map()])); // by address: see cells.js
    let [picked, words, step, trace] = [names[0], sentence, first, null];
    const say = (text) => ($("[data-message]", figure).textContent = text);
    const split = (text) => text.split(/\s+/).filter(Boolean);
    /** The entry of the vocabulary for `word`, found as in rnn_math/tasks/text.py. */
    function entryOf(word) {
      const { vocabulary, unknown } = models[picked];
      const bare = word.replace(/^[.,;:!?…"'()«»“”‘’]+|[.,;:!?…"'()«»“”‘’]+$/g, "");
      const forms = [word, bare, bare.toLowerCase()].filter((form) => !unknown.includes(form));
      const capital = /^\p{Lu}/u.test(bare) ? [unknown[1]] : [];
      return [...forms, ...capital, unknown[0]].find((form) => Object.hasOwn(vocabulary, form));
    }
    /** What is wrong with a sentence; nothing if it can be read. */
    function trouble(candidate) {
      if (!candidate.length || candidate.length > most.words) return said("length", most);
      const count = (word, less) => [...word.replace(less, "")].length; // as in rnn_math/tasks/text.py
      const odd = candidate.find((word) => count(word, /[\p{M}\p{Cf}]/gu) > most.characters || count(word, /[\p{M}\p{Cf}!-/:-@[-\x60{-~]/gu) > most.letters || !entryOf(word));
      return odd ? said("odd", { word: odd }) : "";
    }
    /** Everything, computed anew from words and edits; null if a sum overflows. */
    function run(words, edits) {
      const entries = words.map(entryOf);
      const { vocabulary, unknown } = models[picked];
      const found = cells.run(models[picked], entries.map((entry) => vocabulary[entry]), edits);
      return found && { tokens: words, known: entries.map((entry) => !unknown.includes(entry)), ...found };
    }
    /** The number at an address of the page, in which t is the step that is looked at. */
    function valueAt(address) {
      const [quantity, ...at] = address.replace(".t.", `.${step}.`).split(".");
      const whole = trace.weights[quantity] ?? trace.steps[at.shift() - 1]?.[quantity];
      return at.reduce((array, i) => array?.[i], whole);
    }
    function paint() {
      const article = articles[picked];
      for (const column of $$("[data-column]", article)) {
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
        answer.textContent = `${models[picked].labels[best]} ${models[picked].linear ? written(o[best]) : percent(o[best])}`;
      }
      for (const shown of $$("[data-value]", article)) {
        const value = valueAt(shown.dataset.value);
        if (value === undefined) continue; // in a column that is not used now
        if (!shown.matches("input")) shown.textContent = shown.closest("[data-percent]") ? percent(value) : written(value);
        else if (shown !== document.activeElement) shown.value = Number(value.toPrecision(3));
        if (shown.type === "range") shown.ariaValueText = written(value);
        const box = shown.closest("td");
        if (box?.matches("[class^=m-]")) box.className = box.className.replace(/^m-\w+/, value < 0 ? "m-negative" : "m-positive");
        box?.style.setProperty("--p", `${Math.min(100 * Math.abs(value), 100).toFixed(0)}%`);
      }
      for (const plate of $$("[data-plate]", article)) {
        const open = valueAt(plate.dataset.plate);
        plate.style.setProperty("--shut", plate.closest(".leaves") ? open : 1 - open);
      }
      const here = said("here", { step, count: words.length, word: words[step - 1] });
      for (const output of $$("[data-step-name]", figure)) output.textContent = here;
      if (slider) Object.assign(slider, { max: words.length, value: step, ariaValueText: here });
    }
    /** Look at step `t`. */
    function go(t) {
      step = clamp(Math.round(t) || 1, 1, words.length);
      remember("step", step === first ? undefined : step);
      paint();
    }
    /** Read other words or put in other numbers, unless that cannot be computed. */
    function change(newWords, newEdits) {
      const made = run(newWords, newEdits);
      say(made ? "" : said("overflow"));
      if (!made) return false;
      [words, edits[picked], trace] = [newWords, newEdits, made];
      remember("sentence", String(words) === String(sentence) ? undefined : words.join(" "));
      remember("edit", newEdits.size ? [...newEdits].map((pair) => pair.join(":")).join(",") : undefined);
      go(step);
      return true;
    }
    /** Another cell reads the same words; the controls go with it. */
    function pick(name) {
      picked = name;
      for (const other of names) articles[other].hidden = other !== name;
      for (const radio of $$("[name=cell]", figure)) radio.checked = radio.value === name;
      $(".tape", articles[name]).before(form);
      remember("cell", name === names[0] ? undefined : name);
      if (!change(words, edits[name])) change(words, new Map());
      lights[name](query.get("part"), true);
    }
    const edit = (address, value) => change(words, new Map(edits[picked]).set(address, value));
    /** Read other words: what was put in at a step is gone, in every cell. */
    function read(candidate) {
      if (trouble(candidate)) return say(trouble(candidate));
      for (const name of names) edits[name] = new Map([...edits[name]].filter(([at]) => !/^x|_prev/.test(at)));
      change(candidate, edits[picked]);
    }
    function notate(name) {
      const shown = $$(".equation", figure).some((lines) => lines.dataset.notation === name) ? name : usual;
      for (const thing of $$("[data-notation]", figure)) thing.toggleAttribute("hidden", !thing.dataset.notation.split(" ").includes(shown));
      if (select) select.value = shown;
      remember("notation", shown === usual ? undefined : shown);
    }
    /** Let the reader write in the place of a number that can be changed. */
    function makeEditable(box) {
      const input = Object.assign(document.createElement("input"), { type: "number", step: 0.1 });
      const { value: address } = box.dataset;
      const [row, column] = address.match(/\d+/g).map((i) => +i + 1);
      const name = box.closest("[data-note]").ariaLabel;
      input.ariaLabel = said(column ? "place" : "entry", { name, row, column });
      input.dataset.value = address;
      input.addEventListener("blur", paint);
      input.addEventListener("change", () => {
        if (Number.isFinite(input.valueAsNumber)) edit(address.replace(".t.", `.${step}.`), input.valueAsNumber);
        else say(said("no_number"));
      });
      delete box.dataset.value;
      box.replaceChildren(input);
    }
    const lights = {};
    for (const [name, article] of Object.entries(articles)) {
      cells.unpack(article, models[name].equations);
      cells.address(article, most.words);
      cells.hands(article, models[name], (name, row) => said("entry", { name, row }), (at, value) => edit(at.replace(".t.", `.${step}.`), value));
      lights[name] = lighting(article, (role) => name === picked && remember("part", role ?? undefined));
      if (field) $$("[data-edit] td", article).filter((box) => !/^(?!x).*\.t\./.test(box.dataset.value)).forEach(makeEditable);
    }
    for (const whole of $$("svg.diagram", figure)) whole.setAttribute("role", "group");
    slider?.addEventListener("input", () => go(slider.valueAsNumber));
    select?.addEventListener("change", () => notate(select.value));
    field?.addEventListener("change", () => read(split(field.value)));
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const radio of $$("[name=cell]", figure)) radio.addEventListener("change", () => pick(radio.value));
    $("[data-reset]", figure)?.addEventListener("click", () => {
      field.value = sentence.join(" ");
      for (const name of names) edits[name] = new Map();
      change(sentence, edits[picked]);
    });
    figure.addEventListener("click", (event) => {
      const chosen = event.target.closest("[data-step], [data-column]")?.dataset;
      if (chosen) go(chosen.column ?? step + +chosen.step);
    });
    const start = names.includes(query.get("cell")) ? query.get("cell") : names[0];
    const asked = split(query.get("sentence") ?? "");
    const pairs = (query.get("edit") ?? "").split(",").map((pair) => pair.split(":"));
    edits[start] = new Map(pairs.flatMap(([at, to]) => (to && Number.isFinite(+to) ? [[at, +to]] : [])));
    step = +(query.get("step") ?? step);
    if (!trouble(asked)) words = asked;
    notate(query.get("notation"));
    pick(start);
    if (field) field.value = words.join(" ");
    return { trace: () => trace, edit, read, pick };
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
      if (button) button.textContent = said(up ? "roll_up" : "unroll");
      const state = { 0: "rolled", [film.steps]: "unrolled" }[progress] ?? "between";
      const ariaValueText = said(state, { count: Math.floor(progress), steps: film.steps });
      if (slider) Object.assign(slider, { value: progress, ariaValueText });
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
        button.textContent = said("play");
      };
      slider?.addEventListener("input", () => (end(), showStep(svg, slider.valueAsNumber)));
      button?.addEventListener("click", () => {
        if (stop) return end();
        if (still.matches) return showStep(svg, (slider.value = (slider.valueAsNumber + 1) % (+slider.max + 1)));
        [halt, button.textContent] = [end, said("pause")];
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
      const why = reason && [$("h3", reason), $(".why", reason)].map((part) => part.textContent).join(". ");
      $("[role=status]", form).textContent = why ?? said("choose");
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
