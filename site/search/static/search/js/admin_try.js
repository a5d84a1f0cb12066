/* Below the form of a rule: shows what it would change, before anything is saved. */
for (const panel of document.querySelectorAll("[data-search-try]")) {
  const button = panel.querySelector("[data-search-try-button]");
  const results = panel.querySelector("[data-search-try-results]");
  let asked;

  const say = (text) => {
    const line = document.createElement("p");
    line.textContent = text;
    results.replaceChildren(line);
  };

  const ask = async () => {
    // Only the last question is answered.
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    const data = new FormData(document.getElementById(panel.dataset.form));
    for (const field of panel.querySelectorAll("[name]")) data.set(field.name, field.value);
    results.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(panel.dataset.searchTry, { method: "POST", body: data, signal, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const html = await answer.text();
      results.innerHTML = html;
    } catch (error) {
      if (!signal.aborted) say(panel.dataset.failed);
    } finally {
      if (!signal.aborted) results.removeAttribute("aria-busy");
    }
  };

  button.addEventListener("click", ask);
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) return;
    event.preventDefault();
    ask();
  });
}
