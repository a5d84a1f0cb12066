// The box that chooses all plugins of the list. The list is replaced while somebody types a search, so the page listens.
const each = () => [...document.querySelectorAll("[data-plugins-one]")];

document.addEventListener("change", (event) => {
  const all = document.querySelector("[data-plugins-all]");
  if (event.target === all) {
    each().forEach((box) => { box.checked = all.checked; });
  } else if (all && event.target.matches("[data-plugins-one]")) {
    const chosen = each().filter((box) => box.checked).length;
    all.checked = chosen > 0 && chosen === each().length;
    all.indeterminate = chosen > 0 && !all.checked;
  }
});
