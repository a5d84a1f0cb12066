// Quick lookup: the page for a second screen, and the palette over any other page. A combobox as the ARIA practices describe
// it: the focus stays in the field, the arrows move through the list, and every key is written below it.

import { copied } from "./copying.js";

const WAIT = 120; // milliseconds of rest before asking
const SPEAK = 700; // milliseconds of rest before a screen reader is told
const LANGUAGE = "sanad-customer-language";
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

function remembered() {
  try {
    return localStorage.getItem(LANGUAGE);
  } catch {
    return null;
  }
}

function remember(code) {
  try {
    localStorage.setItem(LANGUAGE, code);
  } catch {
    // Not kept for the next time; it holds here all the same.
  }
}

class Lookup {
  constructor(root) {
    this.root = root;
    this.prefix = root.dataset.lookup;
    this.input = root.querySelector("[data-lookup-input]");
    this.box = root.querySelector("[data-lookup-found]");
    this.language = root.querySelector("[data-lookup-language]");
    this.status = root.querySelector("[data-lookup-status]");
    this.words = root.querySelector("[data-lookup-words]").content;
    this.isPage = this.prefix === "lookup";
    this.options = [];
    this.current = -1;
    this.shown = null; // the address of what is shown
    const asked = new URLSearchParams(this.isPage ? location.search : "");
    this.off = new Set(asked.getAll("off"));
    const known = remembered();
    if (!asked.has("to") && known && [...this.language.options].some((each) => each.value === known)) this.language.value = known;
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${this.prefix}-list`,
    })) this.input.setAttribute(name, value);
    this.listen();
    for (const key of root.querySelectorAll("[data-key]")) if (isMac) key.textContent = key.textContent.replace("Ctrl ", "⌘ ");
    if (this.input.value.trim()) this.now();
  }

  listen() {
    this.input.addEventListener("input", (event) => { if (!event.isComposing) this.later(); });
    this.input.addEventListener("compositionend", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.root.querySelector("[data-lookup-form]").addEventListener("submit", (event) => {
      if (!this.isPage && this.current < 0) return; // nothing to open: the page shows what there is
      event.preventDefault();
      if (this.isPage) this.now();
    });
    this.language.addEventListener("change", () => {
      remember(this.language.value);
      this.now();
    });
    this.box.addEventListener("click", (event) => this.click(event));
    this.box.addEventListener("submit", (event) => this.unanswered(event));
  }

  get address() {
    const query = new URLSearchParams({ q: this.input.value, to: this.language.value, in: this.prefix });
    for (const topic of this.off) query.append("off", topic);
    return `${this.root.dataset.hits}?${query}`;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), WAIT);
  }

  // Ask for what is typed now, once. Whoever needs the answer waits for the same promise.
  now() {
    clearTimeout(this.timer);
    if (!this.input.value.trim()) this.off.clear();
    const address = this.address;
    if (address !== this.asked) {
      this.asked = address;
      this.answer = this.ask(address);
    }
    return this.answer;
  }

  async ask(address) {
    this.request?.abort();
    this.request = new AbortController();
    if (!this.input.value.trim()) return this.show(address, "");
    this.box.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(address, { signal: this.request.signal, headers: { "X-Requested-With": "fetch" } });
      if (!response.ok || response.redirected) throw new Error(String(response.status));
      const html = await response.text();
      if (address === this.asked) this.show(address, html);
    } catch (error) {
      if (error.name === "AbortError") return; // a newer question took its place
      this.asked = null;
      this.box.removeAttribute("aria-busy");
      this.say("failed");
    }
  }

  show(address, html) {
    this.box.innerHTML = html;
    this.box.removeAttribute("aria-busy");
    this.shown = address;
    this.options = [...this.box.querySelectorAll("[role=option]")];
    this.input.setAttribute("aria-expanded", String(this.options.length > 0));
    this.current = -1;
    this.select(this.options.length ? 0 : -1);
    this.tell(html);
    if (this.isPage) this.keepAddress();
  }

  // Whoever opens a hit and comes back finds the same question.
  keepAddress() {
    const query = new URLSearchParams({ q: this.input.value, to: this.language.value });
    for (const topic of this.off) query.append("off", topic);
    history.replaceState(null, "", this.input.value.trim() ? `?${query}` : location.pathname);
  }

  tell(html) {
    clearTimeout(this.speaking);
    if (!html) return void (this.status.textContent = "");
    const { lang, dataset } = document.documentElement;
    const number = new Intl.NumberFormat(`${lang}-u-nu-${dataset.numbering ?? "latn"}`).format(this.options.length);
    this.speaking = setTimeout(() => this.say("count", number), SPEAK);
  }

  say(name, more = "") {
    clearTimeout(this.speaking);
    this.status.textContent = `${this.words.querySelector(`[data-say=${name}]`).textContent} ${more}`.trim();
  }

  select(at) {
    const before = this.options[this.current];
    before?.setAttribute("aria-selected", "false");
    this.detail(before, true);
    this.current = at;
    const option = this.options[at];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", option.id);
    this.detail(option, false);
    if (at > 0 || before) option.scrollIntoView({ block: "nearest" });
  }

  detail(option, hidden) {
    const part = option && this.box.querySelector(`#detail-${option.id.slice(this.prefix.length + 1)}`);
    if (part) part.hidden = hidden;
  }

  key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const last = this.options.length - 1;
    const isMain = event.ctrlKey || event.metaKey;
    if (event.key === "ArrowDown" && last >= 0) this.select(this.current === last ? 0 : this.current + 1);
    else if (event.key === "ArrowUp" && last >= 0) this.select(this.current <= 0 ? last : this.current - 1);
    else if (event.key === "PageDown" && last >= 0) this.select(this.nextGroup(1));
    else if (event.key === "PageUp" && last >= 0) this.select(this.nextGroup(-1));
    else if (event.key === "Enter" && this.input.value.trim()) this.open(event.altKey, isMain);
    else if (isMain && !event.shiftKey && !event.altKey && (event.code === "KeyC" || event.key === "c") && !this.hasSelection()) this.copy();
    else if (event.key === "Escape" && this.isPage && this.input.value) {
      this.input.value = "";
      this.now();
    } else return;
    event.preventDefault();
  }

  // The first option of the group after or before that of the chosen one.
  nextGroup(step) {
    const groups = [...new Set(this.options.map((each) => each.closest("[role=group]")))];
    const at = groups.indexOf(this.options[this.current]?.closest("[role=group]"));
    const group = groups[(at + step + groups.length) % groups.length];
    return this.options.findIndex((each) => each.closest("[role=group]") === group);
  }

  hasSelection() {
    return this.input.selectionStart !== this.input.selectionEnd || !getSelection().isCollapsed;
  }

  // What is shown may be older than what is typed: nothing is opened or copied before the answer is there.
  async chosen() {
    await this.now();
    return this.shown === this.address ? this.options[this.current] : undefined;
  }

  async open(decides, apart) {
    const option = await this.chosen();
    if (!option) return;
    const url = (decides && option.dataset.helper) || option.dataset.url;
    if (apart) window.open(url, "_blank", "noopener");
    else location.assign(url);
  }

  async copy() {
    const option = await this.chosen();
    if (!option) return;
    const { wording, wanted, idle, unfit } = option.dataset;
    if (idle) return this.say("idle");
    if (unfit) return this.say("unfit");
    if (!wording) return this.say("none");
    const done = await copied(wording);
    this.say(done ? (wanted ? "copied" : "other") : "forbidden", done ? wording : "");
  }

  click(event) {
    const chip = event.target.closest("[data-topic]");
    const option = event.target.closest("[role=option]");
    if (chip) {
      event.preventDefault();
      if (!this.off.delete(chip.dataset.topic)) this.off.add(chip.dataset.topic);
      this.input.focus();
      this.now();
    } else if (option) {
      this.select(this.options.indexOf(option));
      if (event.target.closest("[data-copy-here]")) this.copy(); // by a finger; the key is in the legend
      else if (!this.isPage) this.open(false, event.ctrlKey || event.metaKey);
    }
  }

  async unanswered(event) {
    const form = event.target.closest("[data-lookup-unanswered]");
    if (!form) return;
    event.preventDefault();
    try {
      const body = new FormData(form);
      const response = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
      if (![200, 429].includes(response.status)) throw new Error(String(response.status));
      form.outerHTML = await response.text();
      this.input.focus();
    } catch {
      this.say("failed");
    }
  }
}

const lookups = [...document.querySelectorAll("[data-lookup]")].map((root) => new Lookup(root));
const page = lookups.find((each) => each.isPage);
const palette = document.querySelector("[data-palette]");

function open(text) {
  const lookup = page ?? lookups[0];
  if (!lookup) return;
  if (!page && !palette.open) palette.showModal();
  if (text !== undefined) {
    lookup.input.value = text;
    lookup.now();
  }
  lookup.input.focus();
  if (text === undefined) lookup.input.select();
}

addEventListener("keydown", (event) => {
  // By its place, too: on an Arabic keyboard the key is another letter.
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
  if (event.code !== "KeyK" && event.key.toLowerCase() !== "k") return;
  event.preventDefault();
  open();
});

palette?.addEventListener("click", (event) => {
  if (event.target === palette || event.target.closest("[data-palette-close]")) palette.close();
  const link = event.target.closest("[data-lookup-page]");
  if (link) link.search = new URLSearchParams({ q: palette.querySelector("[data-lookup-input]").value });
});

// The field in the bar of wiki pages leads to the search where there are no scripts; with them, here.
const field = document.querySelector("form.lookup input");
if (field) {
  field.addEventListener("mousedown", (event) => {
    event.preventDefault();
    open();
  });
  field.addEventListener("input", () => {
    const text = field.value;
    field.value = "";
    open(text);
  });
  const hint = document.createElement("kbd");
  hint.dir = "ltr";
  hint.className = "lookup__key";
  hint.textContent = isMac ? "⌘ K" : "Ctrl K";
  field.after(hint);
}
