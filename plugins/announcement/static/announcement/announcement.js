// Closes the banner, lets it end in time, and fetches it when it begins while the page is open. What was closed is remembered in
// this tab only (sessionStorage): no cookie, and nothing is sent.
(() => {
  const KEY = "announcement";
  const DAY = 86_400_000; // milliseconds
  const { announcementMark: mark, announcementEnds: ends } = document.currentScript.dataset;

  function remembered() {
    try {
      return sessionStorage.getItem(KEY);
    } catch {
      return null; // the browser forbids it
    }
  }

  function remember() {
    try {
      sessionStorage.setItem(KEY, mark);
    } catch {
      // Then it is closed on this page only.
    }
  }

  function at(seconds, act) {
    const rest = Number(seconds) * 1000 - Date.now();
    if (seconds && rest < DAY) setTimeout(act, Math.max(0, rest));
  }

  function close() {
    document.documentElement.classList.add("announcement--closed");
  }

  function furnish(banner) {
    const button = banner?.querySelector("[data-announcement-close]");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      remember();
      close();
      document.getElementById("main")?.focus({ preventScroll: true });
    });
  }

  async function fetchInto(place) {
    const answer = await fetch(place.dataset.announcementSource);
    if (answer.status !== 200) return;
    place.innerHTML = await answer.text();
    place.hidden = false;
    furnish(place.querySelector("[data-announcement]"));
  }

  if (mark === remembered() || (ends && Number(ends) * 1000 <= Date.now())) {
    close();
    return;
  }
  at(ends, close);
  document.addEventListener("DOMContentLoaded", () => {
    furnish(document.querySelector("[data-announcement]"));
    const place = document.querySelector("[data-announcement-source]");
    if (place) at(place.dataset.announcementBegins, () => fetchInto(place));
  });
})();
