// The player of another site comes into the page when a reader starts the film, and not before.

document.addEventListener("click", (event) => {
  const link = event.target.closest(".video__start");
  // Whoever wants the film in a window of its own gets it there.
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const place = link.closest("[data-video]");
  const player = document.createElement("iframe");
  Object.assign(player, {
    src: place.dataset.video,
    title: place.dataset.title,
    allow: "autoplay; encrypted-media; fullscreen; picture-in-picture",
    referrerPolicy: "strict-origin-when-cross-origin",
    className: "video__player",
  });
  place.replaceChildren(player);
  player.focus();
});
