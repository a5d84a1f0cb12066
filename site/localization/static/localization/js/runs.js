// Follows a run on its screen: asks how far it is every two seconds, and reads the screen again when it has ended.
(() => {
  const place = document.querySelector("[data-run-progress]");
  if (!place) return;
  const bar = place.querySelector("[data-run-bar]");
  const state = place.querySelector("[data-run-state]");
  const numbers = new Intl.NumberFormat(document.documentElement.lang || undefined);
  const done = place.querySelector("[data-run-done]");
  let pause = 2000;

  const show = (told) => {
    if (!told.isOpen) {
      window.location.reload();
      return false;
    }
    if (told.percent !== null) bar.value = told.percent;
    // Only when it changes: screen readers say what is written here.
    if (state.textContent !== told.state) state.textContent = told.state;
    done.textContent = told.total
      ? `${numbers.format(told.done)} / ${numbers.format(told.total)}`
      : numbers.format(told.done);
    return true;
  };

  const look = async () => {
    try {
      const answer = await fetch(place.dataset.runProgress, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      pause = 2000;
      if (!show(await answer.json())) return;
    } catch {
      // The network or the server is away: ask less often, and go on.
      pause = Math.min(pause * 2, 30000);
    }
    window.setTimeout(look, pause);
  };
  window.setTimeout(look, pause);
})();
