// Around a text: the contents list follows the reader, things can be copied, and paper shows every answer.

const READING_LINE = 0.3; // of the window's height: what stands above it is being read
const SHOWN = 2000; // milliseconds

// -- contents ------------------------------------------------------------------------------------------------------

const links = [...document.querySelectorAll(".toc a")];
const headings = links
  .map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))))
  .filter((heading, i, all) => heading && all.indexOf(heading) === i);

// Near the end of the page the line sinks to the foot of the window: the last sections could never reach it otherwise.
function readingLine() {
  const left = document.documentElement.scrollHeight - innerHeight - scrollY;
  const line = innerHeight * READING_LINE;
  return left < innerHeight - line ? innerHeight - Math.max(left, 0) : line;
}

function markCurrent() {
  const line = readingLine();
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < line);
  const current = passed.at(-1) ?? headings[0];
  for (const link of links) {
    const isCurrent = decodeURIComponent(link.hash.slice(1)) === current.id;
    if (!isCurrent) link.removeAttribute("aria-current");
    else if (!link.hasAttribute("aria-current")) {
      link.setAttribute("aria-current", "true");
      keepInSight(link);
    }
  }
}

// A long list beside the text scrolls by itself; only that, never the page.
function keepInSight(link) {
  const rail = link.closest(".reading__rail, .wiki__rail");
  if (!rail || rail.scrollHeight <= rail.clientHeight) return;
  const [entry, frame] = [link.getBoundingClientRect(), rail.getBoundingClientRect()];
  if (entry.top < frame.top) rail.scrollTop -= frame.top - entry.top;
  else if (entry.bottom > frame.bottom) rail.scrollTop += entry.bottom - frame.bottom;
}

if (headings.length) {
  let asked = false;
  const follow = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      markCurrent();
    });
  };
  addEventListener("scroll", follow, { passive: true });
  addEventListener("resize", follow);
  markCurrent();
}

// A chosen entry closes the box of narrow screens, which would otherwise push its goal away.
document.addEventListener("click", (event) => {
  const box = event.target.closest(".toc--inline a")?.closest("details");
  if (box) box.open = false;
});

// -- copying -------------------------------------------------------------------------------------------------------

const status = document.createElement("span");
status.className = "visually-hidden";
status.setAttribute("role", "status");
document.body.append(status);

function wanted(button) {
  if (button.hasAttribute("data-copy-link")) return document.querySelector("link[rel=canonical]")?.href ?? location.href;
  if (button.hasAttribute("data-copy-code")) return button.closest("[data-code]").querySelector("code").textContent;
  return button.closest("[data-copy-box]").querySelector("[data-copy-text]").innerText.trim();
}

async function copy(button) {
  const label = button.querySelector("[data-copy-label]");
  if (button.dataset.busy) return;
  try {
    await navigator.clipboard.writeText(wanted(button));
  } catch {
    return; // the browser forbids it: the text can still be selected
  }
  const words = label.textContent;
  button.dataset.busy = "true";
  label.textContent = status.textContent = button.dataset.done;
  setTimeout(() => {
    label.textContent = words;
    status.textContent = "";
    delete button.dataset.busy;
  }, SHOWN);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy-link], [data-copy-code], [data-copy]");
  if (button) copy(button);
  if (event.target.closest("[data-print]")) print();
});

// -- paper ---------------------------------------------------------------------------------------------------------

let opened = [];

addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("main details:not([open], .toc)")].map((details) => [details, details.getAttribute("name")]);
  for (const [details] of opened) {
    details.removeAttribute("name"); // a shared name lets only one of them be open
    details.open = true;
  }
});

addEventListener("afterprint", () => {
  for (const [details, name] of opened) {
    details.open = false;
    if (name) details.setAttribute("name", name);
  }
  opened = [];
});
