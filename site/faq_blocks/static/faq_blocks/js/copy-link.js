// The button below an open answer that copies its address.

import { LIST, idOf } from "./address.js";

const SHOWN = 2000; // milliseconds

const status = document.createElement("span");
status.className = "visually-hidden";
status.setAttribute("role", "status");
document.body.append(status);

// Once for each answer, when it opens: of hundreds of answers, few ever do.
export function offerLink(answer) {
  const template = answer.closest(LIST)?.querySelector(":scope > template[data-faq-copy]");
  if (!template || !idOf(answer) || answer.querySelector(":scope > .faq__copy")) return;
  const button = template.content.firstElementChild.cloneNode(true);
  const summary = answer.closest("details")?.querySelector(":scope > summary");
  const question = summary ? (summary.firstElementChild ?? summary) : answer.parentElement.querySelector(".faq__question");
  // Which one it is, for those who hear a list of buttons.
  button.setAttribute("aria-label", `${button.textContent.trim()}: ${question?.textContent.trim() ?? ""}`);
  button.dataset.done = template.dataset.faqCopy;
  answer.append(button);
}

async function copy(button) {
  const address = new URL(document.querySelector("link[rel=canonical]")?.href ?? location.href);
  address.hash = encodeURIComponent(idOf(button.closest(".faq__answer")));
  try {
    await navigator.clipboard.writeText(address.href);
  } catch {
    return; // the browser forbids it: the address can still be copied from its bar
  }
  if (button.dataset.busy) return;
  const words = button.querySelector("span");
  const before = words.textContent;
  button.dataset.busy = "true";
  words.textContent = status.textContent = button.dataset.done;
  setTimeout(() => {
    words.textContent = before;
    status.textContent = "";
    delete button.dataset.busy;
  }, SHOWN);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(".faq__copy");
  if (button) copy(button);
});
