// Puts the editor together.
(() => {
  const own = window.sanadTranslating;
  const form = document.getElementById("l10n-editor");
  const isLocked = "locked" in form.dataset;

  function textEntry(article) {
    const entry = { article };
    entry.field = new own.Field(article, () => entry.saver.typed());
    entry.saver = new own.Saver(article, entry.field);
    entry.field.mark(own.findingsIn(article));
    entry.field.box.addEventListener("focus", () => own.panel.load(entry));
    article.addEventListener("focusout", (event) => {
      // The window may only be in the background for a moment.
      if (article.contains(event.relatedTarget) || !document.hasFocus()) return;
      // Who looks up a key comes back.
      if (event.relatedTarget?.closest("#l10n-keys, #l10n-help")) return;
      if (document.activeElement !== entry.field.box) entry.saver.left();
    });
    article.querySelector("[data-confirm]")?.addEventListener("click", () => own.confirm(entry));
    offerKept(entry);
    return entry;
  }

  function offerKept({ article, field, saver }) {
    const kept = own.kept(saver.unit);
    if (!kept || isLocked) return;
    if (kept.text === field.value) {
      own.forget(saver.unit);
      return;
    }
    const box = own.element("div", "", "l10n-kept");
    const text = own.element("div", "", "l10n-conflict__theirs");
    text.lang = field.box.lang;
    text.dir = field.box.dir;
    text.append(own.draw(kept.text, field.placeholders));
    const gone = () => box.remove();
    box.append(
      own.element("p", own.say("kept")),
      text,
      own.button(own.say("use_kept"), () => {
        gone();
        field.fill(kept.text);
      }),
      own.button(own.say("drop_kept"), () => {
        gone();
        own.forget(saver.unit);
      }),
    );
    article.querySelector(".l10n-field").after(box);
  }

  function valueEntry(article) {
    const box = article.querySelector("[data-own]");
    const place = article.querySelector("[data-own-field]");
    const unit = article.dataset.unit;
    const input = () => article.querySelector(`[name="value-${unit}"]`);
    const url = `${article.dataset.url}value/`;
    const draw = () => place && (place.hidden = !box.checked);
    const confirming = article.querySelector("[data-confirm]");
    function save() {
      const value = box.checked ? input().value : null;
      if (!box.checked || value !== "") send({ value });
    }
    async function send(sent) {
      own.tell("saving");
      const { ok, status, body } = await own.ask(url, { ...sent, version: Number(article.dataset.version) });
      if (body.unit) own.show(article, body);
      if (ok) own.tell("saved");
      else own.tell(status === 409 ? "conflict" : "failed", body.error);
      if (ok && confirming) confirming.hidden = true;
    }
    confirming?.addEventListener("click", () => send({ confirm: true }));
    if (box && place) {
      draw();
      box.addEventListener("change", () => {
        draw();
        save();
      });
      place.addEventListener("change", save);
    }
    return { article };
  }

  async function waive(button) {
    const article = button.closest(".l10n-unit");
    const isBack = "waived" in button.dataset;
    const reason = isBack ? "" : window.prompt(own.say("reason"));
    if (reason === null || (!isBack && !reason.trim())) return;
    const sent = { code: button.dataset.waive, details: JSON.parse(button.dataset.details), reason };
    const { ok, body } = await own.ask(`${article.dataset.url}waive/`, sent);
    const entry = own.entries.find((each) => each.article === article);
    if (ok) own.show(article, body, entry?.field);
    else own.tell("failed", body.error);
  }

  async function putBack(button) {
    const row = button.closest(".l10n-bin__unit");
    const { ok, body } = await own.ask(row.dataset.url, {});
    if (!ok) {
      own.tell("failed", body.error);
      return;
    }
    const entry = own.entries.find((each) => each.article.dataset.unit === String(body.unit.id));
    if (entry?.saver) {
      entry.saver.take(body);
      own.go(entry);
    } else window.location.reload();
    button.disabled = true;
  }

  function copyText(button) {
    const text = button.closest(".l10n-bin__unit").querySelector("[data-text]").dataset.text;
    const entry = own.panel.current();
    if (entry) entry.field.fill(text);
    else navigator.clipboard?.writeText(own.unescapeHtml(text)).then(() => own.tell("copied"));
  }

  // All that is open, the segment somebody is in included: true when nothing is left.
  async function saveAll() {
    for (const entry of own.entries) {
      if (!entry.saver) continue;
      const isOutdated = entry.article.dataset.state === "outdated";
      if (entry.saver.isTyped) await entry.saver.save({ isDone: !isOutdated && entry.field.value.trim() !== "" });
      else if (own.open.has(entry.saver)) await entry.saver.save();
    }
    return own.open.size === 0;
  }

  // Wagtail's header stays above; how high it is depends on the window. What stays below it, and where to scroll to, follow.
  const header = document.querySelector(".w-slim-header");
  const bar = form.querySelector(".l10n-bar");
  const measure = () => {
    const top = header?.offsetHeight ?? 0;
    const isSticky = getComputedStyle(bar).position === "sticky";
    form.style.setProperty("--l10n-top", `${top}px`);
    form.style.setProperty("--l10n-above", `${top + (isSticky ? bar.offsetHeight : 0)}px`);
  };
  const sizes = new ResizeObserver(measure);
  for (const each of [header, bar].filter(Boolean)) sizes.observe(each);

  let isSent = false;
  form.addEventListener("submit", async (event) => {
    if (isSent) return;
    event.preventDefault();
    const button = event.submitter;
    const isSaved = await saveAll();
    // Until the browser is done with this event, it takes no other submission of the form.
    await new Promise((done) => setTimeout(done));
    if (isSaved) {
      isSent = true;
      form.requestSubmit(button);
    } else document.querySelector(".l10n-conflict")?.scrollIntoView({ block: "center" });
  });
  window.addEventListener("beforeunload", (event) => {
    if (own.open.size && !isSent) event.preventDefault();
  });
  window.addEventListener("pageshow", () => {
    isSent = false; // somebody came back by the browser's button
  });
  window.addEventListener("online", saveAll);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) for (const saver of own.open) saver.save();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button) return;
    if (button.dataset.waive) waive(button);
    else if ("restore" in button.dataset) putBack(button);
    else if ("copy" in button.dataset) copyText(button);
  });
  const preview = document.getElementById("l10n-preview");
  preview?.addEventListener("toggle", async () => {
    const frame = preview.querySelector("iframe");
    if (preview.open && (await saveAll())) frame.src = frame.dataset.src;
  });

  own.reveal(document);
  own.entries = [...form.querySelectorAll(".l10n-unit")].map((article) =>
    article.dataset.kind === "text" ? textEntry(article) : valueEntry(article),
  );
  form.classList.add("l10n-editor--live");
  document.dispatchEvent(new CustomEvent("l10n:shown"));
})();
