// A text as it is stored (inline HTML) and as it is written: words, with tags, placeholders and hidden signs as single things.
(() => {
  const own = (window.sanadTranslating ??= {});
  const TAG = /<\/?(?:a|abbr|acronym|b|br|code|em|i|strong)(?:\s+id="[\w-]+")?\s*\/?>/;
  const SIGNS = {
    "\u200e": "LRM", "\u200f": "RLM", "\u061c": "ALM", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO",
    "\u202e": "RLO", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI", "\u200b": "ZWSP", "\u2060": "WJ",
    "\ufeff": "BOM", "\u00ad": "SHY",
  };
  const reader = document.createElement("textarea");

  const escapeHtml = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

  function unescapeHtml(html) {
    if (!html.includes("&")) return html;
    reader.innerHTML = `x${html.replace(/</g, "&lt;")}`; // the x keeps a newline at the start
    return reader.value.slice(1);
  }

  const quoted = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  function label(part, kind) {
    if (kind === "sign") return SIGNS[part];
    if (kind !== "tag") return unescapeHtml(part);
    const found = /^<(\/?)(\w+)(?: id="([\w-]+)")?/.exec(part);
    return found[2] === "br" ? "↵" : `${found[1]}${found[3] ?? found[2]}`;
  }

  function chip(part, kind) {
    const made = document.createElement("bdi");
    made.className = kind === "sign" ? "l10n-sign" : `l10n-chip l10n-chip--${kind}`;
    made.contentEditable = "false";
    made.dir = "ltr";
    made.dataset.part = part;
    made.dataset.kind = kind;
    made.textContent = label(part, kind);
    if (kind === "sign") made.title = `U+${part.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
    return made;
  }

  // `placeholders` are those of the source: others are words until the checks say something.
  function draw(text, placeholders = []) {
    const drawn = document.createDocumentFragment();
    const either = [TAG.source, ...placeholders.map(quoted), `[${Object.keys(SIGNS).join("")}]`].join("|");
    const pattern = new RegExp(either, "g");
    let at = 0;
    for (const found of text.matchAll(pattern)) {
      if (found.index > at) drawn.append(unescapeHtml(text.slice(at, found.index)));
      let kind = "placeholder";
      let part = found[0];
      if (SIGNS[part]) kind = "sign";
      else if (part.startsWith("<") && TAG.test(part)) {
        kind = "tag";
        if (/^<br/.test(part)) part = "<br/>";
      }
      drawn.append(chip(part, kind));
      at = found.index + found[0].length;
    }
    if (at < text.length) drawn.append(unescapeHtml(text.slice(at)));
    return drawn;
  }

  function read(node) {
    let text = "";
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) text += escapeHtml(child.data);
      else if (child.dataset?.part !== undefined) text += child.dataset.part;
      else if (child.nodeType === Node.ELEMENT_NODE) text += read(child);
    }
    return text;
  }

  // How many characters a reader reads where this node stands.
  function lengthOf(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data.length;
    const part = node.dataset?.part;
    if (part === undefined) return [...node.childNodes].reduce((sum, child) => sum + lengthOf(child), 0);
    if (node.dataset.kind === "tag") return part === "<br/>" ? 1 : 0;
    return unescapeHtml(part).length;
  }

  // The range from one character to another, counted as readers read them.
  function rangeOf(root, start, end) {
    const range = document.createRange();
    let at = 0;
    let isBegun = false;
    for (const child of root.childNodes) {
      const length = lengthOf(child);
      const isText = child.nodeType === Node.TEXT_NODE;
      if (!isBegun && start < at + length) {
        if (isText) range.setStart(child, start - at);
        else range.setStartBefore(child);
        isBegun = true;
      }
      if (isBegun && end <= at + length) {
        if (isText) range.setEnd(child, Math.max(end - at, 0));
        else range.setEndAfter(child);
        return range;
      }
      at += length;
    }
    return null;
  }

  Object.assign(own, { SIGNS, draw, read, chip, escapeHtml, unescapeHtml, lengthOf, rangeOf });
  own.words = JSON.parse(document.getElementById("l10n-words").textContent);
  own.number = (number) => String(number).replace(/[0-9]/g, (digit) => own.words.digits[digit]);
  own.say = (name, filled = {}) =>
    Object.entries(filled).reduce((text, [key, value]) => text.replace(`{${key}}`, () => (typeof value === "number" ? own.number(value) : value)), own.words[name] ?? name);
})();
