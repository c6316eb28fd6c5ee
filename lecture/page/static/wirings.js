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
