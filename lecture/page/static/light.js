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
