// Suggestions below every search field that names where to get them: <form class="search" data-suggest="/en/search/suggest/">.
// A combobox as the ARIA practices describe it: the focus stays in the field, the arrows move through the list.

import { letterCount, pieces } from "./letters.js";

const SHORTEST = 2; // letters
const WAIT = 130; // milliseconds of rest before asking
const SPEAK = 700; // milliseconds of rest before a screen reader is told
const KEPT = 100; // answers that are remembered

let lists = 0;
// Prefixes that are typed one after the other are one search: a number of this page view holds them together.
let chain = randomId();
addEventListener("pageshow", (event) => { if (event.persisted) chain = randomId(); });

function randomId() {
  if (crypto.randomUUID) return crypto.randomUUID(); // only in a secure context
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function element(name, properties = {}, attributes = {}) {
  const made = Object.assign(document.createElement(name), properties);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

class Suggestions {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[name=q]");
    this.parts = form.querySelector("template").content;
    this.options = [];
    this.current = -1;
    this.shown = "";
    this.cache = new Map();
    this.silentUntil = 0;
    this.build();
    this.listen();
  }

  build() {
    this.list = element("ul", { className: "suggest", id: `suggest-${++lists}`, hidden: true }, {
      role: "listbox", "aria-label": this.form.querySelector("label")?.textContent.trim() ?? "",
    });
    this.status = element("span", { className: "visually-hidden" }, { role: "status" });
    this.form.append(this.list, this.status);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
    })) this.input.setAttribute(name, value);
  }

  listen() {
    // While letters are being composed (Chinese, Japanese, Korean, some keyboards of telephones) nothing is asked.
    this.input.addEventListener("input", (event) => { if (!event.isComposing) this.later(); });
    this.input.addEventListener("compositionend", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("focus", () => { if (this.options.length && this.text === this.shown) this.open(); });
    this.input.addEventListener("blur", () => this.close());
    this.form.addEventListener("submit", () => this.send());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the field
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.go(option, event.ctrlKey || event.metaKey);
    });
  }

  get text() {
    return this.input.value.trim();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(this.text), WAIT);
  }

  async ask(text) {
    this.request?.abort();
    if (letterCount(text) < SHORTEST || Date.now() < this.silentUntil) return this.show(text, null);
    if (!this.cache.has(text)) {
      this.request = new AbortController();
      try {
        const response = await fetch(`${this.form.dataset.suggest}?${new URLSearchParams({ q: text, chain })}`, {
          signal: this.request.signal, headers: { Accept: "application/json" },
        });
        if (response.status === 429) this.silentUntil = Date.now() + 1000 * (Number(response.headers.get("Retry-After")) || 10);
        if (!response.ok) return this.show(text, null);
        this.remember(text, (await response.json()).suggestions);
      } catch {
        return; // a newer question took its place, or there is no network: the form works without suggestions
      }
    }
    if (this.text === text) this.show(text, this.cache.get(text));
  }

  remember(text, found) {
    if (this.cache.size >= KEPT) this.cache.delete(this.cache.keys().next().value);
    this.cache.set(text, found);
  }

  // `found` is null where nothing was asked: then there is nothing to tell either.
  show(text, found) {
    this.shown = text;
    this.select(-1);
    const groups = Map.groupBy?.(found ?? [], groupOf) ?? grouped(found ?? []);
    this.list.replaceChildren(...[...groups].flatMap(([name, members]) => this.group(name, members, groups.size > 1)));
    this.options = [...this.list.querySelectorAll("[role=option]")];
    this.options.forEach((option, at) => { option.id = `${this.list.id}-${at}`; });
    this.tell(found);
    if (this.options.length && this.input === document.activeElement) this.open(); else this.close();
  }

  tell(found) {
    clearTimeout(this.speaking);
    this.status.textContent = "";
    if (!found) return;
    const { lang, dataset } = document.documentElement;
    const number = new Intl.NumberFormat(`${lang}-u-nu-${dataset.numbering ?? "latn"}`).format(found.length);
    const sentence = this.part(`[data-say=${found.length ? "some" : "none"}]`).textContent.replace("{number}", number);
    this.speaking = setTimeout(() => { this.status.textContent = sentence; }, SPEAK);
  }

  part(selector) {
    return this.parts.querySelector(selector).cloneNode(true);
  }

  group(name, members, named) {
    const options = members.map((each) => this.option(each));
    if (!named) return options;
    const heading = this.part(`[data-group=${name}]`);
    heading.className = "suggest__heading";
    heading.id = `${this.list.id}-${name}`;
    const inner = element("ul", { className: "suggest__group" }, { role: "group", "aria-labelledby": heading.id });
    inner.append(...options);
    const item = element("li", {}, { role: "presentation" });
    item.append(heading, inner);
    return [item];
  }

  option({ title, url, kind, label }) {
    const option = element("li", { className: "suggest__option" }, { role: "option", "aria-selected": "false" });
    Object.assign(option.dataset, kind === "query" ? { query: title, url } : { url });
    const name = element("span", { className: "suggest__title", dir: "auto" });
    for (const { text, found } of pieces(title, this.text)) name.append(found ? element("mark", { textContent: text }) : text);
    option.append(name);
    if (groupOf({ kind }) === "page") option.append(element("span", { className: "suggest__kind", textContent: label ?? "" }));
    return option;
  }

  open() {
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.select(-1);
  }

  select(at) {
    this.options[this.current]?.setAttribute("aria-selected", "false");
    this.current = at;
    const option = this.options[at];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const last = this.options.length - 1;
    const isOpen = !this.list.hidden;
    // One place before the first and after the last is the field itself. Without a choice Home and End move in the field.
    if (event.key === "ArrowDown" && last >= 0) this.move(isOpen && this.current === last ? -1 : this.current + 1);
    else if (event.key === "ArrowUp" && last >= 0) this.move(this.current === -1 ? last : this.current - 1);
    else if (event.key === "Home" && isOpen && this.current >= 0) this.move(0);
    else if (event.key === "End" && isOpen && this.current >= 0) this.move(last);
    else if (event.key === "Enter" && isOpen && this.current >= 0) this.go(this.options[this.current]);
    else if (event.key === "Escape" && isOpen) this.close();
    else return;
    event.preventDefault();
  }

  move(at) {
    this.open();
    this.select(at);
  }

  go(option, apart = false) {
    const { url, query } = option.dataset;
    if (apart) window.open(url, "_blank", "noopener");
    else if (query !== undefined) {
      this.input.value = query;
      this.close();
      this.form.requestSubmit();
    } else location.assign(url);
  }

  // The search that is sent off is the end of its chain; results.js takes the number out of the address again.
  send() {
    clearTimeout(this.timer);
    this.request?.abort();
    const hidden = this.form.querySelector("input[name=chain]") ?? this.form.appendChild(element("input", { type: "hidden", name: "chain" }));
    hidden.value = chain;
  }
}

function groupOf({ kind }) {
  return kind === "query" || kind === "question" ? kind : "page";
}

function grouped(found) {
  const groups = new Map();
  for (const each of found) groups.set(groupOf(each), [...(groups.get(groupOf(each)) ?? []), each]);
  return groups;
}

for (const form of document.querySelectorAll("form[data-suggest]")) new Suggestions(form);
