// All of it

const hidden = query.get("hide")?.split(",") ?? [];
for (const thing of $$("[data-hide]")) if (hidden.includes(thing.dataset.hide)) thing.remove();
for (const thing of $$("[data-script]")) thing.hidden = false;
const models = Object.values(data.cell?.cells ?? {});
const same = models[0]?.vocabulary.words; // stand where they are other ones
for (const model of models) model.vocabulary = cells.vocabulary({ words: same, ...model.vocabulary });
for (const text of $$("svg text")) text.setAttribute("lengthAdjust", "spacingAndGlyphs");
const [touched, moved, wired, learnt, reached] = ["cell", "rolling", "architectures", "gradient", "reach"].map((name) => $(`[data-figure=${name}]`));
window.unrolled = { cell: touched && cell(touched, data.cell), rolling: moved && rolling(moved, data.rolling) };
window.unrolled.trace = window.unrolled.cell?.trace;
if (learnt) window.unrolled.gradient = gradient(learnt, data.cell);
if (reached) reach(reached);
if (wired) architectures(wired);
$$("form.quiz").forEach(quiz);
