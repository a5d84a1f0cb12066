// Saves while somebody types: one request at a time for each segment, the newest text last. Nothing is written over unseen.
(() => {
  const own = window.sanadTranslating;
  const form = document.getElementById("l10n-editor");
  const status = document.getElementById("l10n-status");
  // Who signs in again in another window has another token; the cookie knows it.
  const token = () =>
    /(?:^|; )(?:__Host-)?csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? form.querySelector("[name=csrfmiddlewaretoken]").value;
  const WAIT = 800;
  const AGAIN = 5000;
  const MOST_KEPT_ALIVE = 60000; // bytes; browsers refuse to send more than 64 KiB like this
  const open = new Set(); // segments with something that is not saved
  let said = "";

  function tell(name, sentence = own.say(name)) {
    if (said === sentence) return;
    said = sentence;
    status.textContent = sentence;
    status.dataset.state = name;
  }

  // Answers {ok, status, body}; status 0 is no connection, 401 a sign-in page in the place of an answer.
  async function ask(url, sent) {
    const options = { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } };
    if (sent !== undefined) {
      options.method = "POST";
      options.body = JSON.stringify(sent);
      options.headers["X-CSRFToken"] = token();
      options.headers["Content-Type"] = "application/json";
      options.keepalive = new Blob([options.body]).size < MOST_KEPT_ALIVE;
    }
    let answer;
    try {
      answer = await fetch(url, options);
    } catch {
      return { ok: false, status: 0, body: {} };
    }
    const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
    const isSignedOut = !isJson && (answer.redirected || [200, 403].includes(answer.status));
    if (!isJson) return { ok: false, status: isSignedOut ? 401 : answer.status, body: {} };
    return { ok: answer.ok, status: answer.status, body: await answer.json() };
  }

  class Saver {
    constructor(article, field) {
      this.article = article;
      this.field = field;
      this.unit = article.dataset.unit;
      this.saved = field.value;
      this.isTyped = false;
      this.running = null;
      this.taken = null; // a suggestion as it was put in
    }

    get version() {
      return Number(this.article.dataset.version);
    }

    typed() {
      this.isTyped = true;
      open.add(this);
      own.keep(this.unit, this.field.value, this.version);
      tell("typing");
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), WAIT);
    }

    // Leaving a segment says that it is done, unless its source has changed: that takes a look and a word.
    left() {
      if (!this.isTyped || this.isConflict) return;
      const isDone = this.article.dataset.state !== "outdated" && this.field.value.trim() !== "";
      this.save({ isDone });
    }

    async save({ isDone = false } = {}) {
      clearTimeout(this.timer);
      this.wantsDone ||= isDone;
      while (this.running) await this.running;
      if (this.isConflict) return false;
      if (!this.wantsDone && this.field.value === this.saved) {
        open.delete(this);
        own.forget(this.unit);
        if (!open.size && said) tell("saved");
        return true;
      }
      this.running = this.send();
      try {
        return await this.running;
      } finally {
        this.running = null;
      }
    }

    async send() {
      const text = this.field.value;
      const done = this.wantsDone && text.trim() !== "";
      this.wantsDone = false;
      tell("saving");
      const taken = text === this.taken;
      const { ok, status: code, body } = await ask(this.article.dataset.url, { text, version: this.version, done, taken });
      if (ok) return this.wasSaved(text, body, done);
      this.wantsDone ||= done;
      if (code === 409) {
        if (body.unit.text === this.saved) return this.goOn(body.unit);
        this.conflict(body.unit);
      }
      else if (code === 0 || code >= 500) {
        tell(code === 0 ? "offline" : "failed");
        this.timer = setTimeout(() => this.save(), AGAIN);
      } else tell(code === 401 ? "signed_out" : "failed", body.error);
      return false;
    }

    wasSaved(text, body, done) {
      this.saved = text;
      show(this.article, body, this.field);
      if (this.field.value === text) {
        open.delete(this);
        own.forget(this.unit);
        if (done) this.isTyped = false;
        if (!open.size) tell("saved");
        return true;
      }
      this.timer = setTimeout(() => this.save(), WAIT);
      return false;
    }

    // What stands there now, as somebody begins to write: the source may be another one.
    seen(current) {
      if (current.version > this.version && current.text === this.saved) show(this.article, { unit: current }, this.field);
    }

    // Nobody wrote: the source has changed, or somebody said that it is done. What is typed stays, and is saved.
    goOn(current) {
      if (current.source !== sourceOf(this.article).dataset.text) this.wantsDone = false; // it takes a look first
      show(this.article, { unit: current }, this.field);
      return this.send();
    }

    conflict(current) {
      this.isConflict = true;
      open.add(this);
      own.keep(this.unit, this.field.value, this.version);
      tell("conflict");
      const box = document.createElement("div");
      box.className = "l10n-conflict";
      box.setAttribute("role", "alert");
      const theirs = document.createElement("div");
      theirs.className = "l10n-conflict__theirs";
      theirs.lang = this.field.box.lang;
      theirs.dir = this.field.box.dir;
      theirs.append(own.draw(current.text, this.field.placeholders));
      box.append(
        own.element("p", own.say("conflict")),
        own.element("strong", own.say("theirs", { name: current.writer || "?" })),
        theirs,
        own.button(own.say("take_theirs"), () => this.resolve(box, current, false)),
        own.button(own.say("keep_mine"), () => this.resolve(box, current, true)),
      );
      this.article.querySelector(".l10n-conflict")?.remove();
      this.field.box.after(box);
    }

    async resolve(box, current, isMine) {
      box.remove();
      this.isConflict = false;
      this.wantsDone = false;
      show(this.article, { unit: current }, this.field);
      if (!isMine) {
        this.field.value = current.text;
        this.saved = current.text;
        this.isTyped = false;
        open.delete(this);
        own.forget(this.unit);
        tell("saved");
      } else await this.save();
      this.field.box.focus();
    }

    // A text that comes from the server by another way: a version, the bin.
    take(body) {
      this.field.value = body.unit.text;
      this.saved = body.unit.text;
      this.isTyped = false;
      open.delete(this);
      own.forget(this.unit);
      show(this.article, body, this.field);
      tell("saved");
    }
  }

  const sourceOf = (article) => article.querySelector(".l10n-source");

  // A source that is another one by now, with what is new, and with what can be put in from it.
  function showSource(article, unit) {
    const source = sourceOf(article);
    if (article.dataset.kind !== "text" || (source.dataset.text === unit.source && unit.state !== "done")) return;
    article.querySelector(".l10n-source-new")?.remove();
    if (source.dataset.text !== unit.source) {
      const notice = own.element("p", own.say("source_changed"), "l10n-source-new");
      notice.setAttribute("role", "status");
      source.after(notice);
    }
    source.dataset.text = unit.source;
    source.innerHTML = unit.source_html; // marked by the server
    const place = article.querySelector(".l10n-inserts");
    if (place) place.innerHTML = unit.inserts;
  }

  // Draws what an answer says of a segment.
  function show(article, { unit, progress }, field) {
    article.dataset.version = unit.version;
    article.dataset.state = unit.state;
    article.dataset.begun = unit.is_begun ? "1" : "";
    article.dataset.findings = unit.findings;
    article.querySelector(`[name="version-${unit.id}"]`).value = unit.version;
    const state = article.querySelector(".l10n-state");
    state.innerHTML = unit.html; // the server's own template
    own.reveal(state);
    showSource(article, unit);
    if (field) field.mark(own.findingsIn(article));
    if (progress) showProgress(progress);
    document.dispatchEvent(new CustomEvent("l10n:shown"));
  }

  function showProgress({ total, done }) {
    const bar = document.getElementById("l10n-progress");
    bar.max = total || 1;
    bar.value = done;
    document.querySelector("#l10n-progress-words [data-done]").textContent = own.number(done);
    document.querySelector("#l10n-progress-words [data-total]").textContent = own.number(total);
  }

  own.element = (tag, text = "", className = "") => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  own.button = (text, onClick, className = "button button-small button-secondary") => {
    const made = own.element("button", text, className);
    made.type = "button";
    made.addEventListener("click", onClick);
    return made;
  };
  own.reveal = (root) => {
    for (const each of root.querySelectorAll("[data-needs-script]")) each.hidden = false;
    for (const each of root.querySelectorAll("[data-without-script]")) each.hidden = true;
  };
  own.findingsIn = (article) =>
    [...article.querySelectorAll(".l10n-finding:not(.l10n-finding--waived)")].map((each) => ({
      start: Number(each.dataset.start),
      end: Number(each.dataset.end),
      severity: /l10n-finding--(error|warning|hint)/.exec(each.className)[1],
    }));
  Object.assign(own, { Saver, ask, tell, show, open });
})();
