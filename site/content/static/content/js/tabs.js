// Tabs by the pattern of the ARIA guide. Without this file the panels follow one another under their labels.

const KEY = "sanad-tabs";
const MOST = 20; // labels that are remembered, the last one chosen first

const groups = [...document.querySelectorAll("[data-tabs]")].map((group) => {
  const list = group.querySelector("[role=tablist]");
  const tabs = [...list.querySelectorAll("[role=tab]")];
  return { list, tabs, panels: tabs.map((tab) => document.getElementById(tab.getAttribute("aria-controls"))) };
});

const nameOf = (tab) => tab.textContent.trim().toLocaleLowerCase();

function remembered() {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(stored) ? stored.filter((each) => typeof each === "string") : [];
  } catch {
    return [];
  }
}

function remember(name) {
  try {
    localStorage.setItem(KEY, JSON.stringify([name, ...remembered().filter((each) => each !== name)].slice(0, MOST)));
  } catch {
    // Not kept for the next page; this one has changed all the same.
  }
}

function open(group, chosen) {
  group.tabs.forEach((tab, i) => {
    tab.setAttribute("aria-selected", String(i === chosen));
    tab.tabIndex = i === chosen ? 0 : -1;
    // What is hidden until it is found can be searched for in the page, and opens when it is.
    if (i === chosen) group.panels[i].removeAttribute("hidden");
    else group.panels[i].setAttribute("hidden", "until-found");
  });
}

// What was chosen in one group is chosen wherever it is offered, and the page stays where the reader looks.
function choose(group, chosen) {
  const tab = group.tabs[chosen];
  const before = tab.getBoundingClientRect().top;
  const name = nameOf(tab);
  for (const each of groups) {
    const same = each === group ? chosen : each.tabs.findIndex((other) => nameOf(other) === name);
    if (same >= 0) open(each, same);
  }
  remember(name);
  tab.dispatchEvent(new Event("tabchosen", { bubbles: true })); // by whatever means: others may note it
  scrollBy({ top: tab.getBoundingClientRect().top - before, behavior: "instant" });
}

function stepOf(key, list) {
  const forward = getComputedStyle(list).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  if (key === "ArrowLeft" || key === "ArrowRight") return key === forward ? 1 : -1;
  return 0;
}

// People mangle addresses: half a character names nothing.
function targetOf(hash) {
  try {
    return hash && document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null;
  }
}

function reveal() {
  const target = targetOf(location.hash);
  if (!target) return;
  for (const group of groups) {
    const at = group.panels.findIndex((panel) => panel.contains(target));
    if (at >= 0 && group.panels[at].hasAttribute("hidden")) {
      open(group, at);
      target.scrollIntoView();
    }
  }
}

for (const group of groups) {
  const { list, tabs, panels } = group;
  const known = remembered();
  const ranks = tabs.map((tab) => known.indexOf(nameOf(tab)));
  const last = Math.min(...ranks.filter((rank) => rank >= 0));
  open(group, Math.max(0, ranks.indexOf(last)));
  list.hidden = false;
  panels.forEach((panel, i) => {
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tabs[i].id);
    panel.tabIndex = 0;
    panel.addEventListener("beforematch", () => open(group, i));
  });
  list.addEventListener("click", (event) => {
    const chosen = tabs.indexOf(event.target.closest("[role=tab]"));
    if (chosen >= 0) choose(group, chosen);
  });
  list.addEventListener("keydown", (event) => {
    const now = tabs.indexOf(document.activeElement);
    const step = stepOf(event.key, list);
    const next = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : (now + step + tabs.length) % tabs.length;
    if (now < 0 || next === now) return;
    event.preventDefault();
    tabs[next].focus();
    choose(group, next);
  });
}

addEventListener("hashchange", reveal);
reveal();
