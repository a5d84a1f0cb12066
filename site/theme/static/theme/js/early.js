// Runs before the page is drawn, so that a chosen theme does not arrive late. Everything else can wait: chrome.js.
(() => {
  const root = document.documentElement;
  root.dataset.scripts = "on";
  try {
    const chosen = localStorage.getItem("sanad-theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch {
    // Storage is closed to us: the system's theme stays.
  }
})();
