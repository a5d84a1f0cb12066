// The place where a text is written. It stands in for the form's own textarea, which keeps the text for the form.
(() => {
  const own = window.sanadTranslating;
  const ZWNJ = "\u200c";
  const COPIED = "text/x-sanad-segment";
  const HALF_SPACED = new Set(["fa", "ckb", "ur", "ps"]);
  const EDITING = new Set(["Backspace", "Delete", "Enter", "Process", "Unidentified", "Dead"]);
  const marks = {};
  for (const name of ["error", "warning", "hint", "hard"]) {
    if (!window.CSS?.highlights) break;
    marks[name] = new Highlight();
    CSS.highlights.set(`l10n-${name}`, marks[name]);
  }

  class Field {
    constructor(article, onInput) {
      this.article = article;
      this.area = article.querySelector(".l10n-text");
      this.onInput = onInput;
      this.ranges = [];
      this.isLocked = this.area.readOnly;
      this.build();
      this.value = this.area.value;
    }

    build() {
      const { area, article } = this;
      const box = document.createElement("div");
      box.className = "l10n-field";
      box.id = `field-${article.dataset.unit}`;
      box.lang = area.lang;
      box.dir = area.dir;
      box.spellcheck = true;
      box.contentEditable = String(!this.isLocked);
      box.setAttribute("role", "textbox");
      box.setAttribute("aria-multiline", "true");
      box.setAttribute("aria-readonly", String(this.isLocked));
      if (this.isLocked) box.tabIndex = 0;
      box.setAttribute("aria-labelledby", `label-${article.dataset.unit}`);
      box.setAttribute("aria-describedby", area.getAttribute("aria-describedby"));
      area.before(box);
      area.hidden = true;
      this.box = box;
      article.querySelector(`label[for="${area.id}"]`)?.addEventListener("click", () => box.focus());
      box.addEventListener("input", () => this.changed());
      box.addEventListener("beforeinput", (event) => this.before(event));
      box.addEventListener("keydown", (event) => this.key(event));
      box.addEventListener("blur", () => this.redraw());
      box.addEventListener("copy", (event) => this.copy(event));
      box.addEventListener("paste", (event) => this.pasted(event, event.clipboardData));
      box.addEventListener("drop", (event) => this.pasted(event, event.dataTransfer));
      box.addEventListener("cut", (event) => this.copy(event, true));
      document.addEventListener("selectionchange", () => this.remember());
      const place = article.querySelector(".l10n-inserts");
      place?.addEventListener("mousedown", (event) => event.preventDefault());
      place?.addEventListener("click", (event) => {
        const button = event.target.closest(".l10n-insert");
        if (button) this.insert(button.dataset.opening, button.dataset.closing);
      });
    }

    // They are another source's when that changes meanwhile.
    get inserts() {
      return [...this.article.querySelectorAll(".l10n-inserts .l10n-insert")];
    }

    get placeholders() {
      return this.inserts.map((each) => each.dataset.opening).filter((part) => !part.startsWith("<"));
    }

    get value() {
      return this.area.value;
    }

    // Draws a text anew; nobody is told of it.
    set value(text) {
      this.area.value = text;
      this.box.replaceChildren(own.draw(text, this.placeholders));
      this.range = null;
      this.mark(this.findings ?? []);
      this.count();
    }

    changed() {
      this.area.value = own.read(this.box);
      this.mark([]);
      this.count();
      this.onInput(this);
    }

    // What was typed as `{name}` becomes one thing when nobody is typing.
    redraw() {
      const text = own.read(this.box);
      const drawn = document.createElement("div");
      drawn.append(own.draw(text, this.placeholders));
      if (drawn.innerHTML !== this.box.innerHTML) this.value = text;
    }

    before(event) {
      const { inputType } = event;
      if (inputType.startsWith("format")) event.preventDefault();
      else if (inputType === "insertParagraph" || inputType === "insertLineBreak") {
        event.preventDefault();
        this.insert("<br/>");
      }
    }

    // Words without their looks. What was copied from another field keeps its tags.
    pasted(event, data) {
      event.preventDefault();
      const text = data.getData(COPIED) || own.escapeHtml(data.getData("text/plain").replace(/\s*\r?\n\s*/g, " "));
      this.put(text);
    }

    key(event) {
      if (event.key.length === 1 || EDITING.has(event.key)) this.leave();
      if (event.key === "ArrowLeft" || event.key === "ArrowRight") this.step(event);
      const isSpace = event.code === "Space" && event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey;
      if (isSpace && event.key === " " && HALF_SPACED.has(this.box.lang.split("-")[0])) {
        event.preventDefault();
        this.put(ZWNJ);
      }
    }

    copy(event, isCut = false) {
      const range = this.selected();
      if (!range || range.collapsed) return;
      event.preventDefault();
      const text = own.read(range.cloneContents());
      event.clipboardData.setData(COPIED, text);
      event.clipboardData.setData("text/plain", own.unescapeHtml(text));
      if (isCut) document.execCommand("delete");
    }

    selected() {
      const selection = window.getSelection();
      if (!selection.rangeCount) return null;
      const range = selection.getRangeAt(0);
      return this.box.contains(range.commonAncestorContainer) ? range : null;
    }

    remember() {
      const range = this.selected();
      if (range) this.range = range.cloneRange();
    }

    // Puts a part in, or a pair around what is selected.
    insert(opening, closing = "") {
      this.restore();
      const range = this.selected();
      const inner = closing && range && !range.collapsed ? own.read(range.cloneContents()) : "";
      this.put(opening + inner + closing, { isBetween: closing && !inner });
    }

    // Writes a stored text where the caret is; the browser's own undo takes it back.
    put(text, { isBetween = false } = {}) {
      if (this.isLocked) return;
      this.restore();
      this.leave();
      const before = new Set(this.chips());
      const holder = document.createElement("div");
      holder.append(own.draw(text, this.placeholders));
      const endsInChip = holder.lastChild?.nodeType === Node.ELEMENT_NODE;
      const isWords = !holder.querySelector("*");
      const [command, what] = isWords ? ["insertText", holder.textContent] : ["insertHTML", holder.innerHTML];
      if (!document.execCommand(command, false, what)) {
        const range = this.selected();
        range.deleteContents();
        range.insertNode(own.draw(text, this.placeholders));
        range.collapse(false);
      }
      const last = this.chips().findLast((each) => !before.has(each));
      if (last && (isBetween || endsInChip)) this.go(last, isBetween ? "Before" : "After");
      this.area.value !== own.read(this.box) && this.changed();
    }

    chips() {
      return [...this.box.querySelectorAll("[data-part]")];
    }

    // Nobody can type inside of a chip, though the browser leaves the caret there: it goes out on the side where it is.
    leave() {
      const { anchorNode, anchorOffset, isCollapsed } = window.getSelection();
      const chip = isCollapsed && this.chips().find((each) => each.contains(anchorNode));
      if (chip) this.go(chip, anchorOffset ? "After" : "Before");
    }

    // Between chips the arrows stand still: there they go over the chip beside the caret, along the text.
    step(event) {
      const { anchorNode, anchorOffset, isCollapsed } = window.getSelection();
      if (!isCollapsed || anchorNode !== this.box || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
      const isOn = (event.key === "ArrowRight") === (getComputedStyle(this.box).direction === "ltr");
      const beside = this.box.childNodes[isOn ? anchorOffset : anchorOffset - 1];
      if (beside && !beside.dataset?.part) return;
      event.preventDefault();
      if (beside) this.go(beside, isOn ? "After" : "Before");
    }

    go(chip, side) {
      const range = document.createRange();
      range[`setStart${side}`](chip);
      const selection = window.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
    }

    // Writes a text in the place of all that is there.
    fill(text) {
      if (this.isLocked) return;
      this.box.focus();
      window.getSelection().selectAllChildren(this.box);
      this.range = null;
      if (text) this.put(text);
      else document.execCommand("delete");
      this.changed();
    }

    restore() {
      if (document.activeElement === this.box && this.selected()) return;
      const { range } = this;
      this.box.focus();
      const selection = window.getSelection();
      selection.removeAllRanges();
      if (range && this.box.contains(range.commonAncestorContainer)) selection.addRange(range);
      else {
        selection.selectAllChildren(this.box);
        selection.collapseToEnd();
      }
    }

    // Underlines what was found; `findings` have start, end and severity.
    mark(findings) {
      this.findings = findings;
      for (const [name, range] of this.ranges) marks[name]?.delete(range);
      this.ranges = [];
      if (!marks.hard) return;
      for (const { start, end, severity } of findings) {
        const range = end > start ? own.rangeOf(this.box, start, end) : null;
        if (range) this.ranges.push([severity, range]);
      }
      for (const child of this.box.childNodes) {
        if (child.nodeType !== Node.TEXT_NODE) continue;
        for (const found of child.data.matchAll(/[\u00a0\u202f]/g)) {
          const range = document.createRange();
          range.setStart(child, found.index);
          range.setEnd(child, found.index + 1);
          this.ranges.push(["hard", range]);
        }
      }
      for (const [name, range] of this.ranges) marks[name]?.add(range);
    }

    count() {
      const shown = this.article.querySelector("[data-length]");
      if (!shown) return;
      const number = own.lengthOf(this.box);
      const { most, best } = this.article.dataset;
      const limit = Number(best) || Number(most);
      const isOver = limit > 0 && number > limit;
      shown.hidden = false;
      shown.classList.toggle("l10n-length--over", isOver);
      shown.textContent = own.say(isOver ? "too_many" : limit ? "number_of" : "number", { number, most: limit });
    }
  }

  own.Field = Field;
})();
