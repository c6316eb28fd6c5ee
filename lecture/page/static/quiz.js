// The quiz: the wiring of the answer that is chosen is tried out

function quiz(form) {
  const stage = Object.assign(document.createElement("div"), { className: "tried" });
  let stop = () => {};
  form.append(stage);
  // Where forms are not allowed, as in a frame, nothing is ever submitted: Enter clicks, too.
  $("[type=submit]", form).addEventListener("click", (event) => {
    event.preventDefault();
    stop();
    const chosen = $("input:checked", form);
    const reason = chosen && $(`[data-choice="${chosen.value}"]`, form.nextElementSibling);
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
