// The network, rolled and unrolled: frames of the video's drawing, and all that lies between

function rolling(figure, film) {
  const [button, slider] = [$("[data-roll]", figure), $("#roll", figure)];
  let [progress, up, playing] = [0, false, 0];
  $("svg.rolled", figure).remove();
  for (const path of film.things.flatMap(({ shapes }) => shapes?.flat() ?? [])) {
    for (let n = 2; n < path.length; n++) path[n] += path[n - 2]; // each corner by its way from the last
  }
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
