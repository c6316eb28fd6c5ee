// The cells to pick from, with numbers that the reader can change

function cell(figure, { cells: models, markups, sentence, step: first, most }) {
  const articles = Object.fromEntries($$("[data-cell]", figure).map((article) => [article.dataset.cell, article]));
  const names = Object.keys(articles);
  const [controls, slider, field, select] = [".controls", "#step", "#sentence", "#notation"].map((id) => $(id, figure));
  const usual = $(".equation", figure).dataset.notation;
  const edits = Object.fromEntries(names.map((name) => [name, new Map()])); // by address: see cells.js
  let [picked, words, step, trace] = [names[0], sentence, first, null];
  const say = (text) => ($("[data-message]", figure).textContent = text);
  const split = (text) => text.split(/\s+/).filter(Boolean);
  const entryOf = (word) => cells.entryOf(models[picked], word);
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
      const best = cells.best(o);
      answer.textContent = `${models[picked].labels[best]} ${models[picked].linear ? written(o[best]) : percent(o[best])}`;
    }
    for (const shown of $$("[data-value]", article)) {
      const value = valueAt(shown.dataset.value);
      if (value === undefined) continue; // in a column that is not used now
      if (!shown.matches("input")) shown.textContent = shown.closest("[data-percent]") ? percent(value) : written(value);
      else if (shown !== document.activeElement) shown.value = Number(value.toPrecision(3));
      if (shown.type === "range") shown.ariaValueText = written(value);
      const box = shown.closest("td");
      for (const end of box?.matches(".bar") === false ? ["negative", "positive"] : []) box.classList.toggle(`m-${end}`, (value < 0) === (end === "negative"));
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
    $(".tape", articles[name]).before(controls);
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
    cells.unpack(article, models[name].equations, markups);
    cells.address(article, most.words);
    cells.hands(article, models[name], (name, row) => said("entry", { name, row }), (at, value) => edit(at.replace(".t.", `.${step}.`), value));
    lights[name] = lighting(article, (role) => name === picked && remember("part", role ?? undefined));
    if (field) $$("[data-edit] td", article).filter((box) => !/^(?!x).*\.t\./.test(box.dataset.value)).forEach(makeEditable);
  }
  for (const whole of $$("svg.diagram", figure)) whole.setAttribute("role", "group");
  slider?.addEventListener("input", () => go(slider.valueAsNumber));
  select?.addEventListener("change", () => notate(select.value));
  field?.addEventListener("change", () => read(split(field.value)));
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
