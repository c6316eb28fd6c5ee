// Clips: a time or a sentence in a transcript, or in the address (embed/rolling.html#t=12), leads
// there; the sentence that is spoken is marked.
(() => {
  "use strict";

  for (const sentence of document.querySelectorAll("[data-said]")) {
    const [start, end] = sentence.dataset.said.split(" ");
    const link = Object.assign(document.createElement("a"), { className: "said", textContent: sentence.textContent });
    link.href = `${sentence.closest("li").querySelector("a.when").href.split("#")[0]}#t=${start}`;
    link.dataset.end = end;
    sentence.replaceWith(link);
  }

  /** The seconds that a link leads to. */
  const at = (link) => Number(link.hash.slice("#t=".length));

  /** Play `video` from `seconds`. */
  const seek = (video, seconds) => {
    video.currentTime = seconds;
    video.focus({ preventScroll: true });
    video.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("click", (event) => {
    const time = event.target.closest("a.when, a.said");
    const video = time && time.closest(".clip").querySelector("video");
    if (!video || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    seek(video, at(time));
  });

  const mark = (event) => {
    const clip = event.target.closest(".clip");
    if (!clip) return;
    const now = event.target.currentTime + 0.001;
    for (const said of clip.querySelectorAll("a.said")) {
      const isSpoken = at(said) <= now && now < Number(said.dataset.end);
      if (isSpoken) said.setAttribute("aria-current", "true");
      else said.removeAttribute("aria-current");
    }
  };
  for (const moved of ["timeupdate", "seeked"]) document.addEventListener(moved, mark, true);

  const asked = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash);
  const only = document.querySelector(".embed video");
  if (asked && only) only.currentTime = Number(asked[1]);
})();
