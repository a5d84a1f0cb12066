// Terms of the glossary: a click on one shows what it means beside it. Without this script they are links to their pages.

const home = document.querySelector("[data-terms]");
const GAP = 8; // pixels between the word and its explanation
const WIDE = "(width >= 40rem)"; // narrower, it stands at the foot of the window: terms.css

const noteOf = (link) => document.getElementById(link.getAttribute("aria-describedby"));

function place(note, link) {
  note.style.removeProperty("inset-block-start");
  note.style.removeProperty("left");
  if (!matchMedia(WIDE).matches) return;
  const word = link.getClientRects()[0];
  const box = note.getBoundingClientRect();
  const fits = word.bottom + GAP + box.height <= innerHeight || word.top < box.height + GAP;
  const begin = document.documentElement.dir === "rtl" ? word.right - box.width : word.left;
  note.style.setProperty("inset-block-start", `${fits ? word.bottom + GAP : word.top - GAP - box.height}px`);
  note.style.setProperty("left", `${Math.max(GAP, Math.min(begin, document.documentElement.clientWidth - box.width - GAP))}px`);
}

function open(link, note) {
  link.after(note); // so that the next tab stop is the explanation's own link
  note.showPopover();
  place(note, link);
}

function listen(link, note) {
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
  let wasOpen = false; // pressing the word closes the explanation before the click arrives
  link.addEventListener("pointerdown", () => (wasOpen = note.matches(":popover-open")));
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return; // a new tab was meant
    event.preventDefault();
    if (note.matches(":popover-open")) note.hidePopover();
    else if (!wasOpen) open(link, note);
    wasOpen = false;
  });
  link.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    link.click();
  });
  note.addEventListener("toggle", (event) => {
    const isOpen = event.newState === "open";
    link.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) return;
    const held = note.contains(document.activeElement);
    home.append(note);
    if (held) link.focus();
  });
}

if (home && "popover" in HTMLElement.prototype) {
  for (const link of document.querySelectorAll("a[data-term]")) {
    const note = noteOf(link);
    if (note) listen(link, note);
  }
  // It is fixed to the window and would part from its word.
  const close = () => document.querySelector(".term-note:popover-open")?.hidePopover();
  addEventListener("scroll", close, { passive: true });
  addEventListener("resize", close);
}
