// Pasted Markdown becomes headings, lists, links and emphasis in the rich text editor. Shortcuts while typing are the editor's own.
(() => {
  const MARKED = [
    /^#{1,6} \S/m,
    /^\s{0,3}(?:[-*+]|\d{1,3}[.)]) \S[^\n]*\n\s{0,3}(?:[-*+]|\d{1,3}[.)]) \S/m,
    /^> \S/m,
    /\*\*\S[^*\n]*\*\*/,
    /\[[^\][\n]+\]\((?:https?:|mailto:|tel:|\/)[^\s)]+\)/,
    /^```/m,
  ];
  const FORMATTED = /<(?:h[1-6]|ul|ol|li|strong|b|em|table|blockquote|a)\b/i;
  const MOST = 200000;

  const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  function inline(text) {
    const code = [];
    const kept = escaped(text).replace(/`([^`\n]+)`/g, (_all, inner) => `\u0001${code.push(inner) - 1}\u0001`);
    return kept
      .replace(/\[([^\][\n]+)\]\(((?:https?:|mailto:|tel:|\/)[^\s)]+)\)/g, '<a href="$2">$1</a>')
      .replace(/(\*\*|__)(?=\S)([^\n]*?\S)\1/g, "<strong>$2</strong>")
      .replace(/(^|[^\w*])\*(?=[^\s*])([^*\n]*?[^\s*])\*(?![\w*])/g, "$1<em>$2</em>")
      .replace(/(^|[^\w_])_(?=[^\s_])([^_\n]*?[^\s_])_(?![\w_])/g, "$1<em>$2</em>")
      .replace(/~~(?=\S)([^~\n]*\S)~~/g, "<s>$1</s>")
      .replace(/\u0001(\d+)\u0001/g, (_all, number) => `<code>${code[Number(number)] ?? ""}</code>`);
  }

  // A heading of the first level is the page's own title: those of a text begin with the second.
  const heading = (signs, words) => {
    const level = Math.min(4, Math.max(2, signs.length));
    return `<h${level}>${inline(words)}</h${level}>`;
  };

  function markup(text) {
    const found = [];
    let list = "";
    let paragraph = [];
    let fence = null;
    const flush = () => {
      if (paragraph.length) found.push(`<p>${paragraph.map(inline).join(" ")}</p>`);
      paragraph = [];
    };
    const turn = (tag) => {
      flush();
      if (list && list !== tag) found.push(`</${list}>`);
      if (tag && list !== tag) found.push(`<${tag}>`);
      list = tag;
    };
    for (const line of text.replaceAll("\u0001", "").split(/\r\n?|\n/)) {
      let part;
      if (/^\s*```/.test(line)) {
        turn("");
        fence = fence ? (found.push(...fence.map((each) => `<p><code>${escaped(each) || " "}</code></p>`)), null) : [];
      } else if (fence) fence.push(line);
      else if ((part = /^(#{1,6})\s+(.+?)\s*#*$/.exec(line))) (turn(""), found.push(heading(part[1], part[2])));
      else if ((part = /^\s*[-*+]\s+(?:\[[ xX]\]\s+)?(.+)$/.exec(line))) (turn("ul"), found.push(`<li>${inline(part[1])}</li>`));
      else if ((part = /^\s*\d{1,3}[.)]\s+(.+)$/.exec(line))) (turn("ol"), found.push(`<li>${inline(part[1])}</li>`));
      else if ((part = /^>\s?(.*)$/.exec(line))) (turn(""), part[1] && found.push(`<blockquote>${inline(part[1])}</blockquote>`));
      else if (!line.trim()) turn("");
      else (list && turn(""), paragraph.push(line.trim()));
    }
    if (fence) paragraph.push(...fence);
    turn("");
    return found.join("");
  }

  // Before the editor: it would make links of the addresses in the text, and leave everything else as it is. It gets the same
  // paste with formats instead, and takes of them what this text may have.
  window.addEventListener(
    "paste",
    (event) => {
      const area = event.target?.closest?.("[data-draftail-editor]");
      const text = event.clipboardData?.getData("text/plain");
      if (!area || !text || text.length > MOST || FORMATTED.test(event.clipboardData.getData("text/html"))) return;
      if (!MARKED.some((pattern) => pattern.test(text))) return;
      const data = new DataTransfer();
      data.setData("text/html", markup(text));
      const formatted = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      event.target.dispatchEvent(formatted);
      if (!formatted.defaultPrevented) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );

  // The editor asks for a part of this name.
  window.draftail.registerPlugin({ type: "markdown-paste" }, "plugins");
})();
