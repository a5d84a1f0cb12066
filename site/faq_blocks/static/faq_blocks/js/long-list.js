// The long list of a FAQ page: answers are fetched when their question is opened, and the list is filtered while one types.
// What it has in common with other lists is in faq.js. Without this script each question leads to its own page.

import { offerLink } from "./copy-link.js";
import { startFilter } from "./filter.js";

for (const list of document.querySelectorAll("[data-long-list]")) {
  list.addEventListener("toggle", (event) => event.target.open && fetchAnswer(list, event.target), true);
  filter(list);
}

async function fetchAnswer(list, details) {
  const link = details.querySelector(":scope > a");
  if (!link || details.dataset.state === "busy") return;
  const failed = list.querySelector("[data-failed]");
  details.dataset.state = "busy";
  details.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(`${link.pathname}answer/`, { headers: { "HX-Request": "true" } });
    if (!response.ok) throw new Error(String(response.status));
    const answer = document.createElement("div");
    answer.className = "long-list__answer faq__answer";
    answer.dir = "auto";
    answer.innerHTML = await response.text(); // the site's own, as it would stand in the page
    link.replaceWith(answer);
    if (failed.parentElement === details) failed.hidden = true; // the time before
    offerLink(answer);
    window.htmx?.process(answer);
  } catch {
    failed.textContent = failed.dataset.failed;
    failed.hidden = false;
    details.insertBefore(failed, link); // the link stays, and leads to the question's own page
  }
  details.removeAttribute("aria-busy");
  delete details.dataset.state;
}

function filter(list) {
  const box = list.querySelector("[data-long-list-filter]");
  if (!box) return;
  box.hidden = false;
  const status = box.querySelector("[role=status]");
  const { lang, dataset } = document.documentElement;
  const count = new Intl.NumberFormat(`${lang}-u-nu-${dataset.numbering ?? "latn"}`);
  startFilter({
    root: list,
    field: box.querySelector("input"),
    items: [...list.querySelectorAll(":scope > section > details")],
    groups: [...list.querySelectorAll(":scope > section")],
    wordsOf: (item) => item.firstElementChild.textContent,
    told(shown, isNarrowed) {
      const told = shown ? status.dataset.shown.replace("{number}", count.format(shown)) : status.dataset.none;
      status.textContent = isNarrowed ? told : "";
    },
  });
}
