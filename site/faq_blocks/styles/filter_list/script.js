// Narrows a list of questions while somebody types or chooses a topic.

import { startFilter } from "../../js/filter.js";

// Buttons and forms within an answer are no part of it.
const TOOLS = ".faq__copy, .answer-vote, .feedback, form, [data-answer]";

function wordsOf(item) {
  const parts = [...item.querySelectorAll(":scope > summary, :scope > .faq__answer > *")];
  return parts
    .filter((part) => !part.matches(TOOLS))
    .map((part) => part.textContent)
    .join(" ");
}

function start(root) {
  const field = root.querySelector("input[type=search]");
  const chips = [...root.querySelectorAll(".faq-filter__chip")];
  const status = root.querySelector("[role=status]");
  const none = root.querySelector(".faq-filter__none");
  const digits = [...root.dataset.faqFilter];

  const topicOf = (item) => item.closest("[data-topic]")?.dataset.topic ?? "";
  const written = (number) => String(number).replace(/[0-9]/g, (digit) => digits[digit]);
  const chosen = () => chips.find((chip) => chip.getAttribute("aria-pressed") === "true")?.value ?? "";
  const press = (pressed) => chips.forEach((chip) => chip.setAttribute("aria-pressed", String(chip === pressed)));

  const filter = startFilter({
    root,
    field,
    items: [...root.querySelectorAll(".faq > details")],
    groups: [...root.querySelectorAll(".faq-filter__group")],
    wordsOf,
    fits: (item) => !chosen() || topicOf(item) === chosen(),
    widen: () => press(chips[0]),
    told(shown) {
      none.hidden = shown > 0;
      status.textContent = status.dataset.words.replace("{number}", written(shown));
    },
  });
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      press(chip);
      filter.apply();
    });
  }
  root.querySelector("[data-faq-filter-clear]").addEventListener("click", () => {
    filter.clear();
    field.focus();
  });
}

for (const root of document.querySelectorAll("[data-faq-filter]")) start(root);
