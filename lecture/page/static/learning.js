// How far a gradient reaches back, and how far cells remember

/** The gradient's way back through the sentence of the page, with larger or smaller weights. */
function gradient(figure, { cells: models, sentence }) {
  const [model] = Object.values(models);
  const inputs = sentence.map((word) => model.vocabulary[cells.entryOf(model, word)]);
  const rows = $$("tbody tr", figure).map((row) => [...row.cells]);
  const slider = $("#factor", figure);
  const [low, high] = [+figure.dataset.low, +figure.dataset.high];
  const decimal = (digits) => digits.replace(".", data.words.decimal);
  let lengths = [];
  /** A length as scenes/words/gradients.py writes it. */
  function long(value) {
    if (value >= 10) return decimal(value.toFixed(value < 100 ? 1 : 0));
    const digits = value.toFixed(value ? clamp(1 - Math.floor(Math.log10(value)), 2, 4) : 2);
    return decimal(value && !+digits ? "<0.0001" : digits);
  }
  /** Read the sentence again, with recurrent weights `factor` times as large. */
  function go(factor) {
    const made = cells.run(cells.magnified(model, factor), inputs, new Map());
    const found = made && cells.reach(model, made);
    const says = $("[data-says]", figure);
    if (!found?.every(Number.isFinite)) return (says.textContent = said("overflow"));
    lengths = found;
    for (const [t, [, way, number, times]] of rows.entries()) {
      const share = (Math.log10(lengths[t]) - low) / (high - low);
      way.firstChild.style.setProperty("--p", (100 * clamp(share, 0, 1)).toFixed(1));
      number.textContent = long(lengths[t]);
      times.textContent = lengths[t + 1] > 0 ? `× ${long(lengths[t] / lengths[t + 1])}` : "";
    }
    const shown = decimal(factor.toFixed(1));
    for (const output of $$("[data-factor]", figure)) output.textContent = shown;
    if (slider) Object.assign(slider, { value: factor, ariaValueText: shown });
    const [after, before] = [lengths[0], lengths.at(-1)];
    const { logits } = made.steps.at(-1);
    const values = { answer: model.labels[cells.best(logits)], last: sentence.at(-1), first: sentence[0] };
    says.textContent = said(after < before ? "shrinks" : "grows", { ...values, before: long(before), after: long(after) });
    remember("factor", factor === 1 ? undefined : factor.toFixed(1));
  }
  slider?.addEventListener("input", () => go(slider.valueAsNumber));
  $("[data-once]", figure)?.addEventListener("click", () => go(1));
  go(clamp(+query.get("factor") || 1, 0.5, 6));
  return { go, lengths: () => lengths };
}

/** The chart of what is remembered: a distance is picked, a kind of cell is lit. */
function reach(figure) {
  const slider = $("#distance", figure);
  const things = $$("[data-distance]", figure);
  const lengths = $$("th[data-distance]", figure).map((head) => head.dataset.distance);
  const first = slider?.value ?? 0;
  /** Look at a distance. */
  function go(length) {
    for (const thing of things) {
      const here = thing.dataset.distance === length;
      thing.classList.toggle("here", here);
      if (thing.matches("section")) thing.hidden = !here;
    }
    if (slider) Object.assign(slider, { value: lengths.indexOf(length), ariaValueText: $("section.here h4", figure).textContent });
    for (const output of $$("[data-distance-name]", figure)) output.textContent = length;
    remember("distance", length === lengths[first] ? undefined : length);
  }
  slider?.addEventListener("input", () => go(lengths[slider.valueAsNumber]));
  figure.addEventListener("click", (event) => {
    const chosen = event.target.closest("g[data-distance], th[data-distance]");
    if (chosen) go(chosen.dataset.distance);
  });
  lighting(figure, (lit) => {
    for (const button of $$("button.part", figure)) button.ariaPressed = button.dataset.role === lit;
  });
  go(lengths.includes(query.get("distance")) ? query.get("distance") : lengths[first]);
}
