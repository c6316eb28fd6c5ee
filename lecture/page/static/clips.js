// Clips: a time in a transcript, or in the address (embed/rolling.html#t=12), leads there.
(() => {
  "use strict";

  /** Play `video` from `seconds`. */
  const seek = (video, seconds) => {
    video.currentTime = seconds;
    video.focus({ preventScroll: true });
    video.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("click", (event) => {
    const time = event.target.closest("a.when");
    const video = time && time.closest(".clip").querySelector("video");
    if (!video || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    seek(video, Number(time.hash.slice("#t=".length)));
  });

  const asked = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash);
  const only = document.querySelector(".embed video");
  if (asked && only) only.currentTime = Number(asked[1]);
})();
