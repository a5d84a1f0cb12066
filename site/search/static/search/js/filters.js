// Filters stand open beside the results; on a narrow screen they would push them away, so they close until asked for.
const wide = matchMedia("(width >= 56rem)");

for (const filters of document.querySelectorAll("details.filters")) {
  const fit = () => { filters.open = wide.matches || filters.querySelector("input:checked") !== null; };
  fit();
  wide.addEventListener("change", fit);
}
