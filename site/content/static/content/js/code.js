// Long lines of code are wrapped on request; the wish holds for all passages of the page.

const buttons = () => document.querySelectorAll("[data-wrap-code]");

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-wrap-code]");
  if (!button) return;
  const wrap = button.getAttribute("aria-pressed") !== "true";
  for (const each of buttons()) {
    each.setAttribute("aria-pressed", String(wrap));
    each.closest("[data-code]").classList.toggle("code--wrapped", wrap);
  }
});
