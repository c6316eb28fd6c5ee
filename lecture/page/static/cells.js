// Cells of any kind: how they are run, and what a page lets a script write of them.

const cells = (() => {
  "use strict";
  const $$ = (selector, root) => [...root.querySelectorAll(selector)];

  // Numbers: a cell is a list of nodes, each an operation of rnn_math/cells/operations.py

  const dot = (row, vector) => row.reduce((sum, weight, j) => sum + weight * vector[j], 0);
  const each = (entry) => (...vectors) => vectors[0].map((_, i) => entry(...vectors.map((vector) => vector[i])));
  const operations = {
    matrix: (matrix, vector) => matrix.map((row) => dot(row, vector)),
    sum: each((...terms) => terms.reduce((sum, term) => sum + term)),
    times: each((a, b) => a * b),
    rest: each((gate) => 1 - gate),
    tanh: each(Math.tanh),
    sigmoid: each((z) => 0.5 * (1 + Math.tanh(0.5 * z))),
  };

  function softmax(logits) {
    const exps = logits.map((value) => Math.exp(value - Math.max(...logits)));
    return exps.map((value) => value / exps.reduce((sum, each) => sum + each, 0));
  }

  /** One step of a `model` with `weights`, from what it is `given`; then what its readout says. */
  function compute(model, weights, given) {
    const values = { ...given };
    for (const [name, operation, ...inputs] of model.nodes) {
      values[name] = operations[operation](...inputs.map((input) => values[input] ?? weights[input]));
    }
    const read = values[model.carried[0]];
    values.logits = weights.W_o?.map((row, k) => dot(row, read) + weights.b_o[k]) ?? [];
    values.o = model.linear ? values.logits : softmax(values.logits);
    return values;
  }

  /** All steps over `inputs`; `edits` are numbers by address, such as W_x.0.2, or x.3.1: step 3, entry 1. */
  function run(model, inputs, edits) {
    const weights = structuredClone(model.weights);
    const steps = [];
    const put = (array, last, value) => typeof array?.[last] === "number" && (array[last] = value);
    const changes = [...edits].map(([address, value]) => [...address.split("."), value]);
    for (const [quantity, ...at] of changes) {
      const [value, last] = [at.pop(), at.pop()];
      if (Object.hasOwn(weights, quantity)) put(at.reduce((found, i) => found?.[i], weights[quantity]), last, value);
    }
    for (const [t, x] of inputs.entries()) {
      const given = { x: [...x] };
      for (const state of model.carried) given[`${state}_prev`] = [...(steps.at(-1)?.[state] ?? model.start[state])];
      for (const [quantity, step, entry, value] of changes) {
        if (Object.hasOwn(given, quantity) && +step === t + 1) put(given[quantity], entry, value);
      }
      steps.push(compute(model, weights, given));
    }
    const fine = steps.every((values) => Object.values(values).flat().every(Number.isFinite));
    return fine ? { weights, steps } : null;
  }

  // The way back: the derivative of each operation by the one of its inputs that is a vector

  const recurrent = (model) => model.nodes.filter(([, operation, , vector]) => operation === "matrix" && vector !== "x").map(([, , matrix]) => matrix);
  const best = (numbers) => numbers.indexOf(Math.max(...numbers));
  const slopes = {
    matrix: (g, _, matrix) => matrix[0].map((_, j) => dot(g, matrix.map((row) => row[j]))),
    sum: (g) => g,
    tanh: (g, value) => g.map((slope, i) => slope * (1 - value[i] ** 2)),
  };

  /** The model of a plain cell with recurrent weights `factor` times as large. */
  function magnified(model, factor) {
    const larger = recurrent(model).map((name) => [name, model.weights[name].map((row) => row.map((weight) => factor * weight))]);
    return { ...model, weights: { ...model.weights, ...Object.fromEntries(larger) } };
  }

  /** The length of the gradient of the last answer's score at the state of each step, as in rnn_math/gradient.py. */
  function reach({ nodes, carried: [state] }, { weights, steps }) {
    let arrives = weights.W_o[best(steps.at(-1).logits)];
    const lengths = [...steps].reverse().map((values) => {
      const at = { [state]: arrives };
      for (const [name, operation, ...inputs] of [...nodes].reverse()) {
        for (const input of inputs) if (!weights[input] && at[name]) at[input] = slopes[operation](at[name], values[name], weights[inputs[0]]);
      }
      arrives = at[`${state}_prev`];
      return Math.hypot(...at[state]);
    });
    return lengths.reverse();
  }

  /** The embedding of a model, word by word; its numbers are float64 in base64. */
  function vocabulary({ words, numbers }) {
    const bytes = Uint8Array.from(atob(numbers), (letter) => letter.charCodeAt(0));
    const all = [...new Float64Array(bytes.buffer)];
    const size = all.length / words.length;
    return Object.fromEntries(words.map((word, row) => [word, all.slice(row * size, (row + 1) * size)]));
  }

  /** The entry of a model's vocabulary for `word`, found as in rnn_math/tasks/text.py. */
  function entryOf({ vocabulary, unknown }, word) {
    const bare = word.replace(/^[.,;:!?…"'()«»“”‘’]+|[.,;:!?…"'()«»“”‘’]+$/g, "");
    const forms = [word, bare, bare.toLowerCase()].filter((form) => !unknown.includes(form));
    const capital = /^\p{Lu}/u.test(bare) ? [unknown[1]] : [];
    return [...forms, ...capital, unknown[0]].find((form) => Object.hasOwn(vocabulary, form));
  }

  // Markup that is written here, as it is needed by scripts alone

  const made = (name, properties, ...content) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...content);
    return element;
  };

  const LONG = { i: "mi", n: "mi mathvariant='normal'", b: "mi mathvariant='normal' class='bold'", s: "msub", r: "mrow" };

  /** Equations and symbols in the notations that are not shown at first. */
  function unpack(article, { terms, names, lines, roles, symbols }, markups) {
    const open = [];
    const tag = (_, whole) => {
      if (!whole) return `</${open.pop()}>`;
      const long = LONG[whole] ?? whole;
      if (!long.endsWith("/")) open.push(long.split(" ")[0]);
      return `<${long}>`;
    };
    const written = (n) => `<math>${markups[terms[n][1]].replace(/\[([^\]]*)\]/g, tag)}</math>`;
    const term = (n) => (terms[n][0] ? `<span class="part" data-role="${terms[n][0]}">${written(n)}</span>` : written(n));
    const first = article.querySelector(".equation");
    for (const [notation, all] of Object.entries(lines)) {
      const line = (numbers, i) => {
        const whole = made("div", { className: "line", role: "group", ariaLabel: names[i] });
        whole.innerHTML = numbers.map(term).join("");
        return whole;
      };
      const equation = made("div", { className: "equation", hidden: true }, ...all.map(line));
      equation.dataset.notation = notation;
      first.after(equation);
      for (const [i, n] of symbols[notation].entries()) {
        const symbol = made("span", { hidden: true, innerHTML: written(n) });
        symbol.dataset.notation = notation;
        article.querySelector(`[data-note="${roles[i]}"] h3 span`).after(symbol);
      }
    }
  }

  /** Say of every number where it comes from: a table names its quantities only once. */
  function address(article, most) {
    for (const table of $$("table[data-of]", article)) {
      const of = table.dataset.of.split(" ");
      for (const [i, row] of $$("tbody tr", table).entries()) {
        for (const [j, cell] of $$("td", row).entries()) {
          cell.dataset.value = "matrix" in table.dataset ? `${of[0]}.${i}.${j}` : `${of[j]}.${i}`;
        }
      }
    }
    for (const [i, row] of $$(".tape tr", article).entries()) {
      for (let t = row.cells.length; t <= most; t++) row.append(i ? made("td") : made("th", { scope: "col" }, t, made("span", { className: "word" })));
      for (const [t, cell] of [...row.cells].entries()) {
        if (t) cell.dataset.column = t;
        if (!t || !i) continue;
        if (!row.matches(".answers")) cell.dataset.value = `h.${t}.${i - 1}`;
        else if (!cell.firstChild) cell.append(made("span", { className: "answer" }));
      }
    }
  }

  /** A slider for each number that comes into the cell, 8 of each at most. */
  function hands(article, model, named, moved) {
    for (const set of $$("[data-hand]", article)) {
      const quantity = set.dataset.hand;
      const reach = quantity === "x" || quantity !== `${model.carried[0]}_prev` ? 3 : 1; // what is squashed ends at 1
      const count = quantity === "x" ? Object.values(model.vocabulary)[0].length : model.start[model.carried[0]].length;
      for (let i = 0; i < Math.min(count, 8); i++) {
        const name = named(set.querySelector("legend").textContent, i + 1);
        const slider = made("input", { type: "range", min: -reach, max: reach, step: 0.01, ariaLabel: name });
        const shown = made("output", {});
        slider.dataset.value = shown.dataset.value = `${quantity}.t.${i}`;
        slider.addEventListener("input", () => moved(slider.dataset.value, slider.valueAsNumber));
        set.append(made("div", {}, made("span", { ariaHidden: "true" }, i + 1), slider, shown));
      }
    }
  }

  return { run, magnified, reach, best, vocabulary, entryOf, unpack, address, hands };
})();
