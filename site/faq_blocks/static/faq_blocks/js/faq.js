// Lists of questions, whatever their style: the address opens an answer and follows what is opened, keys move between
// questions, all open and close at once, and each answer can be linked to. Without this file they are native details.

import { LIST, idOf, named, remember } from "./address.js";
import { offerLink } from "./copy-link.js";

const QUESTION = ":is(.faq, .long-list > section) > details > summary";

// -- the address -----------------------------------------------------------------------------------------------------

// Whoever hides something listens for what a browser says when it has found a word in there: tabs and filters open then.
function uncover(element) {
  for (let each = element; each && each !== document.body; each = each.parentElement) {
    if (each.hasAttribute("hidden")) each.dispatchEvent(new Event("beforematch", { bubbles: true }));
    if (each.localName === "details") each.open = true;
  }
}

function goTo(element) {
  uncover(element);
  if (element.matches(".faq__answer")) {
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  } else if (element.localName === "details") {
    element.querySelector(":scope > summary").focus({ preventScroll: true });
  } else return;
  element.scrollIntoView();
}

function follow() {
  const found = named();
  if (found) goTo(found);
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented) return;
  const question = event.target.closest(QUESTION);
  if (!question?.closest(LIST)) return;
  const details = question.parentElement;
  const id = details.id || idOf(details.querySelector(":scope > .faq__answer"));
  if (!details.open) remember(id);
  else if (named()?.id === id) remember("");
});

// Tabs are chosen by a click or by a key; their own script tells.
document.addEventListener("tabchosen", ({ target }) => {
  if (target.closest(LIST)) remember(target.getAttribute("aria-controls"));
});

// A link to where the address points already is no change of the address.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href*='#']");
  if (link && !event.defaultPrevented && link.href === location.href) follow();
});

addEventListener("hashchange", follow);

// -- keys ------------------------------------------------------------------------------------------------------------

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !event.target.matches?.(QUESTION)) return;
  const all = [...(event.target.closest(LIST)?.querySelectorAll(QUESTION) ?? [])].filter((each) => each.checkVisibility());
  const now = all.indexOf(event.target);
  if (now < 0) return;
  const goals = { Home: 0, End: all.length - 1 };
  const next = event.key in STEPS ? (now + STEPS[event.key] + all.length) % all.length : goals[event.key];
  if (next === undefined) return;
  event.preventDefault();
  all[next].focus();
});

// -- all at once -----------------------------------------------------------------------------------------------------

function questionsOf(list) {
  return [...list.querySelectorAll(".faq > details")].filter((each) => !each.hidden);
}

function label(button) {
  const words = (button.dataset.open ??= button.textContent.trim());
  const isAllOpen = questionsOf(button.closest(LIST)).every((each) => each.open);
  button.textContent = isAllOpen ? button.dataset.faqAll : words;
  return isAllOpen;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-faq-all]");
  if (!button) return;
  const isAllOpen = label(button);
  for (const each of questionsOf(button.closest(LIST))) each.open = !isAllOpen;
});

// -- what opens ------------------------------------------------------------------------------------------------------

// Only what is open has a link to copy. Toggling does not bubble.
document.addEventListener(
  "toggle",
  (event) => {
    const details = event.target;
    if (!details.matches?.(".faq > details") || !details.closest(LIST)) return;
    const answer = details.querySelector(":scope > .faq__answer");
    if (details.open && answer) offerLink(answer);
    const button = details.closest(LIST).querySelector(":scope > .faqs__bar [data-faq-all]");
    if (button) label(button);
  },
  true,
);
for (const answer of document.querySelectorAll(`${LIST} .faq__answer`)) {
  if (answer.closest("details")?.open ?? true) offerLink(answer);
}
for (const button of document.querySelectorAll("[data-faq-all]")) label(button);

// The scripts of the styles have run by then. A browser that is still loading goes to the address by itself afterwards, and
// takes the focus away again.
if (document.readyState === "complete") follow();
else {
  addEventListener("DOMContentLoaded", follow);
  addEventListener("load", () => setTimeout(() => document.activeElement === document.body && follow()));
}
