// Keeps a list of work up to date while somebody looks at it and touches nothing.
const EVERY = 5000;

async function refresh(list) {
  if (document.hidden || list.contains(document.activeElement) || list.matches(":hover")) return;
  const response = await fetch(list.dataset.workList, { headers: { "X-Requested-With": "XMLHttpRequest" }, redirect: "error" });
  if (!response.ok || list.contains(document.activeElement)) return;
  const html = await response.text();
  if (html !== list.dataset.workSeen) list.innerHTML = html;
  list.dataset.workSeen = html;
}

for (const list of document.querySelectorAll("[data-work-list]")) {
  setInterval(() => refresh(list).catch(() => {}), EVERY);
}
