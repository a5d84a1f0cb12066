// From segment to segment by keys, and which of them are shown.
(() => {
  const own = window.sanadTranslating;
  const find = document.getElementById("l10n-find");
  const help = document.getElementById("l10n-keys");
  const isToDo = ({ article }) => article.dataset.state !== "done" || article.dataset.begun === "1";
  const TESTS = {
    all: (entry) => entry.field, // links are shown as well, and not counted: they are no segments
    todo: (entry) => entry.field && isToDo(entry),
    outdated: ({ article }) => article.dataset.state === "outdated",
    findings: ({ article }) => Number(article.dataset.findings) > 0,
  };

  const entries = () => own.entries;
  const texts = () => entries().filter((entry) => entry.field && !entry.article.hidden);

  function here() {
    const article = document.activeElement?.closest?.(".l10n-unit");
    return texts().findIndex((entry) => entry.article === article);
  }

  function go(entry) {
    entry.field.box.focus();
    const selection = window.getSelection();
    selection.selectAllChildren(entry.field.box);
    selection.collapseToEnd();
    entry.article.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const list = texts();
    const at = here();
    const next = at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by;
    if (list[next]) go(list[next]);
  }

  function nextToDo() {
    const list = texts();
    const at = here();
    const next = [...list.slice(at + 1), ...list.slice(0, Math.max(at, 0))].find(isToDo);
    if (next) go(next);
    else own.tell("last");
  }

  async function confirm(entry) {
    const isSaved = await entry.saver.save({ isDone: true });
    if (isSaved) own.tell("confirmed");
    return isSaved;
  }

  async function confirmAndNext() {
    const entry = texts()[here()];
    if (!entry) return nextToDo();
    if (!entry.field.value.trim() || entry.field.isLocked) return nextToDo();
    // It counts as done from here on; when it cannot be saved, its own box says so.
    entry.saver.isTyped = false;
    const saving = confirm(entry);
    nextToDo();
    return saving;
  }

  function filter() {
    const test = TESTS[document.querySelector("[name=l10n-show]:checked").value];
    const wanted = find.value.trim().toLocaleLowerCase();
    let number = 0;
    for (const entry of entries()) {
      const { article } = entry;
      const has = !wanted || article.textContent.toLocaleLowerCase().includes(wanted);
      const isFocused = article.contains(document.activeElement);
      article.hidden = !(((test === TESTS.all || test(entry)) && has) || isFocused);
      number += article.hidden || !entry.field ? 0 : 1;
    }
    for (const section of document.querySelectorAll(".l10n-section")) {
      section.hidden = !section.querySelector(".l10n-unit:not([hidden])");
    }
    return number;
  }

  function count() {
    for (const [name, test] of Object.entries(TESTS)) {
      const shown = document.querySelector(`[data-count="${name}"]`);
      if (shown) shown.textContent = own.number(entries().filter(test).length);
    }
  }

  function filtered() {
    const number = filter();
    own.tell("shown", own.say("shown", { number, total: entries().filter(TESTS.all).length }));
  }

  // Whoever was writing goes on where they were.
  function showKeys() {
    const field = own.panel.current()?.field;
    const wasWriting = field && (document.activeElement === field.box || left === field.box);
    help.addEventListener("close", () => wasWriting && field.restore(), { once: true });
    help.showModal();
  }

  function key(event) {
    const { code, altKey, shiftKey, ctrlKey, metaKey } = event;
    const digit = /^Digit(\d)$/.exec(code)?.[1];
    const field = texts()[here()]?.field;
    let did = true;
    if ((ctrlKey || metaKey) && !altKey && code === "Enter" && event.target.closest?.(".l10n-unit")) confirmAndNext();
    else if (!altKey || ctrlKey || metaKey) did = false;
    else if (code === "ArrowDown") shiftKey ? nextToDo() : step(1);
    else if (code === "ArrowUp" && !shiftKey) step(-1);
    else if (digit === "0" && !shiftKey && field) own.panel.copySource();
    else if (digit && shiftKey && field) own.panel.take(digit);
    else if (digit && field) field.inserts[Number(digit) - 1]?.click();
    else if (code === "KeyK" && field) own.panel.lookUp();
    else if (code === "Slash") showKeys();
    else did = false;
    if (did) event.preventDefault();
  }

  const helping = document.getElementById("l10n-help");
  let left = null; // what was focused before the button was pressed
  helping.addEventListener("focusin", (event) => {
    left = event.relatedTarget;
  });
  helping.addEventListener("focusout", () => {
    left = null;
  });
  document.addEventListener("keydown", key);
  document.getElementById("l10n-next").addEventListener("click", nextToDo);
  helping.addEventListener("click", showKeys);
  for (const radio of document.querySelectorAll("[name=l10n-show]")) radio.addEventListener("change", filtered);
  find.addEventListener("input", filtered);
  find.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  document.addEventListener("l10n:shown", count);
  Object.assign(own, { confirm, nextToDo, go });
})();
