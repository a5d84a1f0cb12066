// The header: light or dark, and menus that close again. Menus put in later (the account menu) are served as well.

const root = document.documentElement;

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function switchTheme() {
  root.dataset.theme = isDark() ? "light" : "dark";
  try {
    localStorage.setItem("sanad-theme", root.dataset.theme);
  } catch {
    // Not kept for the next page; this one has changed all the same.
  }
}

function openMenus() {
  return [...document.querySelectorAll("details.menu[open]")];
}

function closeMenusWithout(element) {
  for (const menu of openMenus()) if (!menu.contains(element)) menu.open = false;
}

// The next visit to the site's bare address leads to the language that was chosen last; see localization.views.
function keepLanguage(code) {
  const secure = location.protocol === "https:" ? ";secure" : "";
  document.cookie = `django_language=${code};path=/;max-age=31536000;samesite=lax${secure}`;
}

document.addEventListener("click", (event) => {
  const language = event.target.closest("a[data-language]");
  if (language) keepLanguage(language.hreflang);
  if (event.target.closest("[data-theme-toggle]")) switchTheme();
  closeMenusWithout(event.target);
});

// A menu that has lost the focus would cover what has it.
document.addEventListener("focusin", (event) => closeMenusWithout(event.target));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    const held = menu.contains(document.activeElement);
    menu.open = false;
    if (held) menu.querySelector("summary").focus();
  }
});

// The choice of one window holds in the others.
addEventListener("storage", (event) => {
  if (event.key === "sanad-theme" && event.newValue) root.dataset.theme = event.newValue;
});
