// Narrows a list of questions while somebody types. What is typed stays in the browser.

import { folded } from "./fold.js";

// `items` are shown that have all words of the `field` in what `wordsOf` tells of them, and that `fits`; a group is hidden
// with its last item. `told` hears how many are shown and whether words are sought; `widen` gives up what else narrows.
export function startFilter({ root, field, items, groups, wordsOf, told, fits = () => true, widen = () => {} }) {
  const texts = new Map();

  // Answers may arrive later than the page, so what has changed is folded again.
  function textOf(item) {
    const text = wordsOf(item);
    const known = texts.get(item);
    if (known?.text === text) return known.folded;
    const fresh = { text, folded: folded(text) };
    texts.set(item, fresh);
    return fresh.folded;
  }

  function apply() {
    const words = folded(field.value).split(" ").filter(Boolean);
    let shown = 0;
    for (const item of items) {
      const isShown = fits(item) && words.every((word) => textOf(item).includes(word));
      if (item.hidden === isShown) item.hidden = !isShown;
      shown += isShown;
    }
    for (const group of groups) group.hidden = !group.querySelector("details:not([hidden])");
    told(shown, words.length > 0);
  }

  function clear() {
    field.value = "";
    widen();
    apply();
  }

  field.addEventListener("input", apply);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !field.value) return;
    event.preventDefault();
    field.value = "";
    apply();
  });
  // The address names a question that is filtered away.
  root.addEventListener("beforematch", clear);
  // A browser keeps what was typed when a reader comes back.
  if (field.value) apply();
  return { apply, clear };
}
