// Filters act when they are changed: the new page is fetched and takes the place of the old results. The address is that of
// the page, so it can be shared and gone back to; focus, folds and the place on the screen stay. Without this script the
// form has a button.

const SPEAK = 300; // milliseconds after which a screen reader is told: it is still busy with the box that was ticked
const wide = matchMedia("(width >= 56rem)");
const area = document.querySelector("[data-found]");
const status = document.createElement("span");
let request = null;
let seen = location.href;

status.className = "visually-hidden";
status.setAttribute("role", "status");
area.after(status);

// On a narrow screen open filters would push the results away; until this has run, the sheet keeps their room closed.
function prepare(root, isOpen = wide.matches) {
  for (const filters of root.querySelectorAll("details.filters")) {
    filters.open = isOpen;
    filters.dataset.live = "";
  }
}

function addressOf(form) {
  const chosen = [...new FormData(form)].filter(([, value]) => value !== "");
  return `${location.pathname}?${new URLSearchParams(chosen)}`;
}

function sameControl({ name, value, type }) {
  const alike = [...area.querySelectorAll("input")].find((each) => each.name === name && each.value === value && each.type === type);
  return alike?.checkVisibility?.() === false ? alike.closest("details")?.querySelector("summary") : alike;
}

function keepFolds(fresh) {
  prepare(fresh, area.querySelector("details.filters")?.open);
  for (const fold of area.querySelectorAll("details[data-fold][open]")) {
    const twin = fresh.querySelector(`details[data-fold="${CSS.escape(fold.dataset.fold)}"]`);
    if (twin) twin.open = true;
  }
}

function replace(page, focused) {
  const fresh = page.querySelector("[data-found]");
  const height = scrollY;
  keepFolds(fresh);
  area.replaceChildren(...fresh.childNodes);
  document.title = page.title;
  // An operator that was typed has become a box that is ticked, or none: the field says no longer what is not so.
  const [field, twin] = [document, page].map((each) => each.querySelector(".search--page input[name=q]"));
  if (field && twin) field.value = twin.getAttribute("value") ?? "";
  for (const link of document.querySelectorAll("header a[hreflang]")) {
    const twin = page.querySelector(`header a[hreflang="${CSS.escape(link.hreflang)}"]`);
    if (twin) link.href = twin.getAttribute("href");
  }
  const summary = area.querySelector("[data-summary]") ?? area.querySelector("h2");
  if (focused) (sameControl(focused) ?? summary)?.focus({ preventScroll: true });
  else if (focused === null) summary?.focus({ preventScroll: true });
  scrollTo({ top: height, behavior: "instant" });
  setTimeout(() => { status.textContent = summary?.textContent.trim().replace(/\s+/g, " ") ?? ""; }, SPEAK);
}

// `focused`: the control that asked, null for a link that is gone afterwards, undefined to leave the focus alone.
async function load(address, focused, { push = true } = {}) {
  request?.abort();
  request = new AbortController();
  status.textContent = "";
  area.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address, { signal: request.signal, headers: { Accept: "text/html" } });
    if (!response.ok) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!page.querySelector("[data-found]")) throw new Error("another page");
    if (push) history.pushState(null, "", address);
    seen = location.href;
    replace(page, focused);
  } catch (error) {
    if (error.name === "AbortError") return;
    location.assign(address); // the browser shows what went wrong
  }
  area.removeAttribute("aria-busy");
}

area.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-filters]");
  if (form) load(addressOf(form), event.target);
});

area.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-filters]");
  if (!form) return;
  event.preventDefault();
  load(addressOf(form), document.activeElement);
});

area.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-narrow]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  load(link.href, null);
});

addEventListener("popstate", () => {
  // A jump to an anchor of the same page is no other search.
  if (location.href.split("#")[0] !== seen.split("#")[0]) load(location.href, undefined, { push: false });
});

wide.addEventListener("change", () => prepare(area));
prepare(area);
