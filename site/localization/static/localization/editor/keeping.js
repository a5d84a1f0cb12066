// Keeps in this browser what could not be saved, until it is.
(() => {
  const own = window.sanadTranslating;
  const form = document.getElementById("l10n-editor");
  const key = (unit) => `l10n:${form.dataset.user}:${unit}`;

  // A browser that keeps nothing is no reason not to write.
  function quietly(work) {
    try {
      return work();
    } catch {
      return null;
    }
  }

  own.keep = (unit, text, version) =>
    quietly(() => localStorage.setItem(key(unit), JSON.stringify({ text, version, at: Date.now() })));
  own.kept = (unit) => quietly(() => JSON.parse(localStorage.getItem(key(unit))));
  own.forget = (unit) => quietly(() => localStorage.removeItem(key(unit)));
})();
