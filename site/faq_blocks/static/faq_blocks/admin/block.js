// The editor's side of a FAQ block: pastes become typed questions, typed questions move to the library. Nothing is saved
// with the page before its form is; each step can be undone until then.
(() => {
  const made = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "text") element.textContent = value;
      else if (key in element && key !== "form") element[key] = value;
      else element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  };
  const counted = (words, count) => words.replace("%(count)s", count);

  async function ask(url, body, type) {
    const token = window.wagtailConfig?.CSRF_TOKEN ?? document.querySelector("[name=csrfmiddlewaretoken]").value;
    const headers = { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest", ...(type ? { "Content-Type": type } : {}) };
    try {
      const response = await fetch(url, { method: "POST", body, headers });
      return await response.json();
    } catch {
      return null;
    }
  }

  class Tools {
    constructor(block, prefix, { urls, words }) {
      Object.assign(this, { block, prefix, urls, words });
      const field = document.getElementsByName(`${prefix}-entries-count`)[0]?.closest("[data-contentpath]");
      if (!field) return;
      this.panel = made("div", { className: "sanad-faq__panel", hidden: true });
      this.status = made("p", { className: "sanad-faq__status", role: "status" });
      const pasting = this.button(words.paste, () => this.open(this.paster()));
      const moving = this.button(words.promote, () => this.open(this.mover()));
      field.append(made("div", { className: "sanad-faq" }, made("div", { className: "sanad-faq__buttons" }, pasting, moving), this.status, this.panel));
    }

    get list() {
      return this.block.childBlocks.entries;
    }

    button(text, click, className = "button button-small button-secondary") {
      const button = made("button", { type: "button", className, text });
      button.addEventListener("click", click);
      return button;
    }

    open(content) {
      this.say("");
      this.panel.replaceChildren(...content);
      this.panel.hidden = false;
      this.panel.querySelector("textarea, input, button")?.focus();
    }

    close() {
      this.panel.hidden = true;
      this.panel.replaceChildren();
    }

    say(text, undo) {
      this.status.replaceChildren(text, ...(undo ? [" ", this.button(this.words.undo, undo)] : []));
    }

    // --- pasting

    paster() {
      this.markup = "";
      const id = `${this.prefix}-paste`;
      const area = made("textarea", { id, rows: 8, className: "sanad-faq__text", dir: "auto" });
      // What a document brings besides its plain text says which lines are headings, bold, or in lists.
      area.addEventListener("paste", (event) => {
        const markup = event.clipboardData?.getData("text/html") ?? "";
        const whole = area.selectionStart === 0 && area.selectionEnd === area.value.length;
        this.markup = whole ? markup : "";
        if (whole) this.pasted = true;
      });
      area.addEventListener("input", () => {
        if (this.pasted) this.pasted = false;
        else this.markup = "";
      });
      const results = made("div", { className: "sanad-faq__results" });
      const read = this.button(this.words.read, () => this.read(area.value, results), "button button-small");
      const hint = made("p", { className: "help", text: this.words.paste_hint });
      return [
        made("label", { htmlFor: id, className: "sanad-faq__label", text: this.words.text }),
        hint,
        area,
        made("div", { className: "sanad-faq__buttons" }, read, this.button(this.words.cancel, () => this.close())),
        results,
      ];
    }

    async read(text, results) {
      const answer = await ask(this.urls.paste, new URLSearchParams({ text, html: this.markup }));
      if (!answer || answer.problem) {
        results.replaceChildren(made("p", { className: "sanad-faq__problem", role: "alert", text: answer?.problem ?? this.words.failed }));
        return;
      }
      const rows = answer.entries.map((entry) => this.row(entry));
      const take = this.button("", () => this.take(rows), "button button-small");
      const count = () => {
        const chosen = rows.filter((row) => row.box.checked).length;
        take.textContent = counted(this.words.take, chosen);
        take.disabled = !chosen;
      };
      rows.forEach((row) => row.box.addEventListener("change", count));
      count();
      const parts = [made("p", { role: "status", text: counted(this.words.found, rows.length) })];
      if (answer.note) parts.push(made("p", { className: "sanad-faq__problem", text: answer.note }));
      if (answer.before) {
        const left = made("blockquote", { className: "sanad-faq__before", dir: "auto", text: answer.before });
        parts.push(made("p", { className: "sanad-faq__problem", text: this.words.before }), left);
      }
      results.replaceChildren(...parts, made("ol", { className: "sanad-faq__found" }, ...rows.map((row) => row.element)), take);
    }

    row(entry) {
      const box = made("input", { type: "checkbox", checked: true, "aria-label": `${this.words.include}: ${entry.question}` });
      const question = made("input", { type: "text", value: entry.question, dir: "auto", "aria-label": this.words.question });
      const answer = made("div", { className: "sanad-faq__answer", dir: "auto" });
      answer.innerHTML = entry.answer; // written anew by the server out of text runs, see faq_blocks.pasting
      const notes = entry.notes.map((text) => made("p", { className: "sanad-faq__problem", text }));
      const topic = entry.topic ? [made("p", { className: "sanad-faq__topic", dir: "auto", text: entry.topic })] : [];
      const element = made("li", {}, made("div", { className: "sanad-faq__row" }, box, question), ...topic, answer, ...notes);
      return { element, box, state: () => ({ ...entry.state, question: question.value }) };
    }

    take(rows) {
      const states = rows.filter((row) => row.box.checked).map((row) => row.state());
      const before = this.list.children.length;
      states.forEach((state) => this.list.insert(state, this.list.children.length));
      const added = this.list.children.slice(before);
      this.close();
      this.say(counted(this.words.took, states.length), () => {
        added.forEach((child) => this.drop(this.list, child));
        this.say(this.words.undone);
      });
    }

    drop(list, child) {
      const at = list.children.indexOf(child);
      if (at >= 0) list.deleteBlock(at);
    }

    // --- to the library

    mover() {
      const rows = this.list.children
        .map((child) => ({ child, value: child.getValue() }))
        .filter(({ value }) => value.question?.trim())
        .map(({ child, value }) => {
          const box = made("input", { type: "checkbox", checked: true });
          const words = made("span", { dir: "auto", text: value.question });
          return { child, value, box, element: made("li", {}, made("label", { className: "sanad-faq__row" }, box, words)) };
        });
      const cancel = this.button(this.words.cancel, () => this.close());
      if (!rows.length) return [made("p", { role: "status", text: this.words.no_typed }), cancel];
      const move = this.button("", () => this.move(rows.filter((row) => row.box.checked)), "button button-small");
      const count = () => {
        const chosen = rows.filter((row) => row.box.checked).length;
        move.textContent = counted(this.words.promote_chosen, chosen);
        move.disabled = !chosen;
      };
      rows.forEach((row) => row.box.addEventListener("change", count));
      count();
      this.problem = made("p", { className: "sanad-faq__problem", role: "alert" });
      return [
        made("p", { className: "help", text: this.words.promote_hint }),
        made("ul", { className: "sanad-faq__found" }, ...rows.map((row) => row.element)),
        this.problem,
        made("div", { className: "sanad-faq__buttons" }, move, cancel),
      ];
    }

    // Those of the page and of the passages around this block, as they are chosen in the form now.
    audiences() {
      const parts = this.prefix.split("-");
      const names = ["audience", ...parts.map((_part, at) => `${parts.slice(0, at + 1).join("-")}-audience`)];
      return names.flatMap((name) => [...document.getElementsByName(name)].map((field) => field.value));
    }

    async move(rows) {
      const place = location.pathname + location.search;
      const sent = JSON.stringify({ place, audiences: this.audiences(), entries: rows.map((row) => row.value) });
      const answer = await ask(this.urls.promote, sent, "application/json");
      if (!answer?.picks) {
        this.problem.textContent = answer?.problem ?? this.words.failed;
        return;
      }
      const picks = this.block.childBlocks.questions;
      const before = picks.children.length;
      answer.picks.forEach((state) => picks.insert(state, picks.children.length));
      const added = picks.children.slice(before);
      const typed = rows.map(({ child }) => ({ at: this.list.children.indexOf(child), state: child.block.getState() }));
      rows.forEach(({ child }) => this.drop(this.list, child));
      this.close();
      this.say(answer.said, async () => {
        const undone = await ask(this.urls.unpromote, JSON.stringify({ undo: answer.undo }), "application/json");
        if (!undone || undone.problem) return this.say(undone?.problem ?? this.words.failed);
        added.forEach((child) => this.drop(picks, child));
        typed.forEach(({ at, state }) => this.list.insert(state, Math.min(at, this.list.children.length)));
        return this.say(this.words.undone);
      });
    }
  }

  class FaqBlockDefinition extends window.wagtailStreamField.blocks.StructBlockDefinition {
    render(placeholder, prefix, ...rest) {
      const block = super.render(placeholder, prefix, ...rest);
      new Tools(block, prefix, this.meta.sanad);
      return block;
    }
  }

  window.telepath.register("sanad.FaqBlock", FaqBlockDefinition);
})();
