// Pictures of a text can be enlarged: each becomes a button that opens the one dialog of the page.
// The dialog itself brings the rest: Escape closes it, what is behind it cannot be reached, and the focus goes back.

const PICTURES = ".prose figure img:not(a img, button img, [data-no-lightbox], [data-no-lightbox] img)";

const dialog = document.querySelector("[data-lightbox]");

function words(element, text) {
  element.textContent = text;
  element.hidden = !text;
}

function show(image) {
  const caption = image.closest("figure").querySelector("figcaption")?.textContent.trim() ?? "";
  const picture = dialog.querySelector("img");
  picture.src = image.dataset.full || image.currentSrc || image.src;
  picture.alt = image.alt;
  picture.classList.toggle("lightbox__picture--drawn", /\.svg($|\?)/.test(picture.src));
  words(dialog.querySelector("[data-caption]"), caption);
  words(dialog.querySelector("[data-alt]"), image.alt === caption ? "" : image.alt);
  dialog.showModal();
}

function offer(image) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "figure__open";
  button.setAttribute("aria-haspopup", "dialog");
  button.setAttribute("aria-label", [dialog.dataset.enlarge, image.alt].filter(Boolean).join(": "));
  button.addEventListener("click", () => show(image));
  image.replaceWith(button);
  button.append(image);
}

if (dialog) {
  for (const image of document.querySelectorAll(PICTURES)) offer(image);
  // A click beside the picture: what is clicked then is the dialog itself or the room around the figure.
  dialog.addEventListener("click", (event) => {
    if (!event.target.closest("img, figcaption, button")) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.querySelector("img").removeAttribute("src"));
}
