// The list at the side marks the question that is being read.

const READING_LINE = 0.3; // of the window's height
const LANDING = 208; // pixels from the top: an answer that was jumped to stands above, in low windows too

const sides = [...document.querySelectorAll("[data-faq-side]")].map((side) => {
  const links = [...side.querySelectorAll(".faq-side__list a")];
  return { list: side.querySelector(".faq-side__list"), links, entries: [...side.querySelectorAll(".faq-side__entry")] };
});

function mark({ list, links, entries }) {
  const line = Math.max(innerHeight * READING_LINE, LANDING);
  const passed = entries.filter((entry) => entry.getBoundingClientRect().top < line).length;
  const current = Math.max(0, passed - 1);
  links.forEach((link, i) => {
    if (i !== current) link.removeAttribute("aria-current");
    else if (!link.hasAttribute("aria-current")) {
      link.setAttribute("aria-current", "true");
      keepInSight(list, link);
    }
  });
}

// A long list scrolls by itself; only that, never the page.
function keepInSight(list, link) {
  if (list.scrollHeight <= list.clientHeight) return;
  const [entry, frame] = [link.getBoundingClientRect(), list.getBoundingClientRect()];
  if (entry.top < frame.top) list.scrollTop -= frame.top - entry.top;
  else if (entry.bottom > frame.bottom) list.scrollTop += entry.bottom - frame.bottom;
}

let asked = false;
function follow() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    sides.forEach(mark);
  });
}

if (sides.length) {
  addEventListener("scroll", follow, { passive: true });
  addEventListener("resize", follow);
  sides.forEach(mark);
}
