// The address and lists of questions: what it names in them, and what is written into it.

export const LIST = "[data-faqs]";

// What the address names: an element within a list of questions, or nothing. Addresses are typed and mangled by people.
export function named() {
  let id = "";
  try {
    id = decodeURIComponent(location.hash.slice(1));
  } catch {
    return null; // half a character
  }
  const found = id ? document.getElementById(id) : null;
  return found?.closest(LIST) ? found : null;
}

// An answer has the id of its question. In long lists, where it comes later than the page, the question itself has it.
export function idOf(answer) {
  return answer.id || (answer.closest("details")?.id ?? "");
}

// What a reader opens is in the address, to be kept or sent; there is no new step in the history for it.
export function remember(id) {
  history.replaceState(history.state, "", id ? `#${encodeURIComponent(id)}` : location.pathname + location.search);
}
