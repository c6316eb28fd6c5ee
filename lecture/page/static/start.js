// All of it

const hidden = query.get("hide")?.split(",") ?? [];
for (const thing of $$("[data-hide]")) if (hidden.includes(thing.dataset.hide)) thing.remove();
for (const thing of $$("[data-script]")) thing.hidden = false;
for (const model of Object.values(data.cell?.cells ?? {})) model.vocabulary = cells.vocabulary(model.vocabulary);
const [touched, moved, wired] = ["cell", "rolling", "architectures"].map((name) => $(`[data-figure=${name}]`));
window.unrolled = { cell: touched && cell(touched, data.cell), rolling: moved && rolling(moved, data.rolling) };
window.unrolled.trace = window.unrolled.cell?.trace;
if (wired) architectures(wired);
$$("form.quiz").forEach(quiz);
