// Answers that stand among many: the question under each of them, and counting those that readers open.

// -- "Was this helpful?" -------------------------------------------------------------------------------------------

// The page has two links under each answer, and no form: pressing one brings the form, which sends the answer at once.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".answer-vote a");
  const asPlainLink = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || !window.htmx || asPlainLink || event.defaultPrevented) return;
  const place = link.closest(".answer-vote");
  if (place.dataset.failed) return; // the link itself, then: its page says what is wrong
  event.preventDefault();
  if (place.getAttribute("aria-busy") === "true") return;
  place.setAttribute("aria-busy", "true");
  window.htmx.ajax("GET", link.href, { source: place, target: place, swap: "outerHTML" });
});

function failed({ target }) {
  if (!target.matches?.(".answer-vote")) return;
  target.removeAttribute("aria-busy");
  target.dataset.failed = "true";
}

for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(name, failed);

// -- what readers open ---------------------------------------------------------------------------------------------

// Opened is what was not before the reader at first, and then stays before their eyes for a moment. What stands open from
// the beginning tells nothing, unless the address asked for it: by its fragment, or because it is the answer's own page
// (data-answers-read). Told in one go, and at the latest when they leave.
const READ = 1000; // milliseconds
const TOGETHER = 10000;
const MOST = 50; // the server takes no more at once
const known = new Set();
const waiting = new Set();
const timers = new Map();
let sending;

function send() {
  clearTimeout(sending);
  sending = undefined;
  const byKind = new Map();
  for (const each of waiting) {
    const [kind, id] = each.split("/");
    byKind.set(kind, [...(byKind.get(kind) ?? []), id]);
  }
  waiting.clear();
  for (const [kind, ids] of byKind) {
    for (let from = 0; from < ids.length; from += MOST) {
      navigator.sendBeacon?.(`/activity/open/${kind}/`, ids.slice(from, from + MOST).join(","));
    }
  }
}

function opened(mark) {
  const id = mark.dataset.answer;
  if (known.has(id)) return;
  known.add(id);
  waiting.add(id);
  sending ??= setTimeout(send, TOGETHER);
}

const watch = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    clearTimeout(timers.get(target));
    timers.delete(target);
    if (isIntersecting) timers.set(target, setTimeout(() => opened(target), READ));
  }
});

function asked() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null; // an address that somebody cut in the middle of a letter
  }
}

function begin(root) {
  const wanted = asked();
  for (const mark of root.querySelectorAll("[data-answer]")) {
    const isOpenAnyway = mark.checkVisibility?.() ?? true;
    if (!isOpenAnyway || wanted?.contains(mark) || mark.closest("[data-answers-read]")) watch.observe(mark);
  }
}

begin(document);
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && send());

// Answers that come when they are opened, in long lists.
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) {
      for (const mark of node.querySelectorAll?.("[data-answer]") ?? []) watch.observe(mark);
      if (node.matches?.("[data-answer]")) watch.observe(node);
    }
  }
}).observe(document.body, { childList: true, subtree: true });
