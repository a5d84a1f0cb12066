// htmx leaves answers with an error status out; ours are sentences for the reader ("too many", "choose yes or no").
const SPOKEN = new Set([400, 429]);

document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr } = event.detail;
  if (target?.classList.contains("feedback") && SPOKEN.has(xhr.status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
