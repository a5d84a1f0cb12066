// Suggestions below every search field that names where to get them: <form class="search" data-suggest="/en/search/suggest/">.
// A combobox as the ARIA practices describe it: the focus stays in the field, the arrows move through the list.

const SHORTEST = 2; // letters, not code units
const WAIT = 150; // milliseconds of rest before asking

let lists = 0;

class Suggestions {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[name=q]");
    this.options = [];
    this.current = -1;
    this.asked = "";
    this.cache = new Map();
    this.build();
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("focus", () => this.options.length && this.input.value.trim() === this.asked && this.open());
    form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) this.close(); });
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus in the field
    this.list.addEventListener("click", (event) => this.go(this.options.indexOf(event.target.closest("[role=option]"))));
  }

  build() {
    this.list = document.createElement("ul");
    this.list.className = "suggest";
    this.list.id = `suggest-${++lists}`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.form.querySelector("label")?.textContent.trim() ?? "");
    this.status = document.createElement("span");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.form.append(this.list, this.status);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
    })) this.input.setAttribute(name, value);
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(this.input.value.trim()), WAIT);
  }

  async ask(text) {
    this.request?.abort();
    if ([...text].length < SHORTEST) return this.show(text, []);
    if (!this.cache.has(text)) {
      this.request = new AbortController();
      try {
        const address = `${this.form.dataset.suggest}?${new URLSearchParams({ q: text })}`;
        const response = await fetch(address, { signal: this.request.signal, headers: { Accept: "application/json" } });
        if (!response.ok) return this.show(text, []);
        this.cache.set(text, (await response.json()).suggestions);
      } catch {
        return; // a newer question took its place, or there is no network: the form works without suggestions
      }
    }
    if (this.input.value.trim() === text) this.show(text, this.cache.get(text));
  }

  show(text, found) {
    this.asked = text;
    this.select(-1);
    this.options = found.map((each, at) => this.option(each, at));
    this.list.replaceChildren(...this.options);
    const typedEnough = [...text].length >= SHORTEST;
    this.status.textContent = !typedEnough ? "" : found.length ? `${this.form.dataset.some} (${found.length})` : this.form.dataset.none;
    if (found.length && this.form.contains(document.activeElement)) this.open(); else this.close();
  }

  option({ title, url, kind }, at) {
    const option = document.createElement("li");
    option.className = "suggest__option";
    option.id = `${this.list.id}-${at}`;
    option.dataset.url = url;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const name = document.createElement("span");
    name.dir = "auto";
    name.textContent = title;
    const what = document.createElement("span");
    what.className = "suggest__kind";
    what.textContent = kind;
    option.append(name, what);
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
    if (event.isComposing) return;
    const count = this.options.length;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      this.open();
      // One place before the first and after the last is the field itself.
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.select(((this.current + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Enter" && this.current >= 0 && !this.list.hidden) {
      event.preventDefault();
      this.go(this.current);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    }
  }

  go(at) {
    const address = this.options[at]?.dataset.url;
    if (address) location.assign(address);
  }
}

for (const form of document.querySelectorAll("form[data-suggest]")) new Suggestions(form);
