// Help for the segment that is written: suggestions, terms, where words stand elsewhere, and what was written before.
(() => {
  const own = window.sanadTranslating;
  const form = document.getElementById("l10n-editor");
  const panel = document.getElementById("l10n-panel");
  const [suggestions, terms, pairs, versions] = ["suggestions", "terms", "pairs", "versions"].map((name) =>
    document.getElementById(`l10n-${name}`),
  );
  const search = document.getElementById("l10n-concordance");
  let current = null; // the entry of a segment: { article, field, saver }
  let asked = 0;
  let timer = 0;

  function words(html, lang, className = "") {
    const made = own.element("div", "", className);
    made.innerHTML = html; // marked by the server: chips and words, no markup of anybody's
    made.lang = lang;
    made.dir = "auto";
    return made;
  }

  function none(list, name) {
    list.replaceChildren(own.element("li", own.say(name), "l10n-none"));
  }

  function item(...children) {
    const made = document.createElement("li");
    made.append(...children.filter(Boolean));
    return made;
  }

  const used = (text) => {
    current.field.fill(text);
    current.field.box.focus();
  };

  // Until a letter of it is changed it stays the memory's, or the machine's.
  const taken = (text) => {
    used(text);
    current.saver.taken = current.field.value;
  };

  // Those that come later are put below: whoever stands on one of the first ones stays there.
  function showSuggestions(found, before = 0) {
    return suggestions.append(
      ...found.map((each, index) => {
        const at = before + index;
        const about = [each.match ? own.say("percent", { number: each.match }) : "", each.label, each.note].filter(Boolean);
        const button = own.button(own.say("use"), () => taken(each.text), "l10n-link");
        button.dataset.suggestion = at + 1;
        button.setAttribute("aria-keyshortcuts", `Alt+Shift+${at + 1}`);
        return item(words(each.shown, form.dataset.lang), own.element("span", about.join(" · "), "l10n-about"), button);
      }),
    );
  }

  function showTerms(found) {
    if (!found.length) return none(terms, "no_terms");
    return terms.replaceChildren(
      ...found.map((each) => {
        const source = own.element("bdi", each.source);
        source.lang = form.dataset.sourceLang;
        const made = item(source);
        for (const target of each.target.split("|").map((text) => text.trim()).filter(Boolean)) {
          const button = own.button(target, () => current.field.put(own.escapeHtml(target)), "l10n-link l10n-terms__target");
          button.lang = form.dataset.lang;
          button.addEventListener("mousedown", (event) => event.preventDefault());
          made.append(" ", button);
        }
        if (each.forbidden.length) {
          made.append(" ", own.element("span", own.say("forbidden", { words: each.forbidden.join("، ") }), "l10n-terms__forbidden"));
        }
        if (each.note) made.append(" ", own.element("span", each.note, "l10n-about"));
        return made;
      }),
    );
  }

  async function load(entry) {
    if (current === entry) return;
    current = entry;
    entry.article.append(panel);
    panel.hidden = false;
    for (const list of [suggestions, pairs, versions]) list.replaceChildren();
    const number = (asked += 1);
    const { ok, body } = await own.ask(entry.article.dataset.url);
    if (number !== asked) return;
    if (ok) entry.saver.seen(body.unit);
    const first = ok ? body.suggestions : [];
    showSuggestions(first);
    showTerms(ok ? body.terms : []);
    const slow = await own.ask(`${entry.article.dataset.url}suggestions/`);
    if (number !== asked) return;
    const later = slow.ok ? slow.body.suggestions.filter((each) => first.every((other) => other.text !== each.text)) : [];
    showSuggestions(later, first.length);
    if (!first.length && !later.length) none(suggestions, "no_suggestions");
  }

  async function look() {
    const query = search.value.trim();
    if (query.length < 2) return pairs.replaceChildren();
    const { ok, body } = await own.ask(`${form.dataset.concordance}?q=${encodeURIComponent(query)}`);
    if (!ok || search.value.trim() !== query) return null;
    if (!body.pairs.length) return none(pairs, "no_pairs");
    return pairs.replaceChildren(
      ...body.pairs.map((each) => {
        const place = own.element(each.url ? "a" : "span", each.place, "l10n-about");
        if (each.url) Object.assign(place, { href: each.url, target: "_blank", rel: "noopener" });
        return item(words(each.source, form.dataset.sourceLang), words(each.shown, form.dataset.lang), place);
      }),
    );
  }

  async function showVersions() {
    const entry = current;
    const url = `${entry.article.dataset.url}history/`;
    const { ok, body } = await own.ask(url);
    if (!ok || entry !== current) return null;
    if (!body.versions.length) return none(versions, "no_versions");
    return versions.replaceChildren(
      ...body.versions.map((each) => {
        const back = entry.field.isLocked
          ? null
          : own.button(own.say("restore"), () => restore(entry, url, each.id), "l10n-link");
        return item(words(each.shown, form.dataset.lang), own.element("span", `${each.by}, ${each.at}`, "l10n-about"), back);
      }),
    );
  }

  async function restore(entry, url, id) {
    if (!(await entry.saver.save())) return;
    const { ok, status, body } = await own.ask(url, { restore: id, version: entry.saver.version });
    if (ok) {
      entry.saver.take(body);
      entry.field.box.focus();
      showVersions();
    } else if (status === 409) entry.saver.conflict(body.unit);
    else own.tell("failed", body.error);
  }

  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 300);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
    if (event.key === "Escape") current?.field.box.focus();
  });
  document.getElementById("l10n-history").addEventListener("click", showVersions);
  const copying = document.getElementById("l10n-copy-source");
  const copySource = () => current && used(current.article.querySelector(".l10n-source").dataset.text);
  copying.addEventListener("click", copySource);
  for (const button of panel.querySelectorAll("[data-sign]")) {
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => current?.field.insert(button.dataset.sign, button.dataset.signEnd ?? ""));
  }

  own.panel = {
    load,
    copySource,
    take: (number) => suggestions.querySelector(`[data-suggestion="${number}"]`)?.click(),
    lookUp() {
      const chosen = String(window.getSelection()).trim();
      if (chosen) search.value = chosen;
      search.focus();
      search.select();
      look();
    },
    current: () => current,
  };
})();
