// Suggests pages after [[ in the rich text editor. What is chosen becomes one of Wagtail's own links to pages.
(() => {
  const TYPED = /\[\[([^[\]\n]{0,100})$/;
  const WAIT = 120;
  let open = null; // { state, set, start, options, chosen, config }
  let asked = 0;
  let timer = 0;
  let box = null;

  function promptOf(state) {
    const selection = state.getSelection();
    if (!selection.isCollapsed()) return null;
    const block = state.getCurrentContent().getBlockForKey(selection.getStartKey());
    if (!block || block.getType() === "atomic") return null;
    const found = TYPED.exec(block.getText().slice(0, selection.getStartOffset()));
    return found && { words: found[1], start: found.index, key: `${block.getKey()}:${found.index}` };
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function boxOf() {
    if (box) return box;
    box = element("div", "page-links");
    box.id = "page-links";
    box.hidden = true;
    box.append(element("ul", ""), element("p", "page-links__hint"));
    box.firstChild.setAttribute("role", "listbox");
    box.firstChild.id = "page-links-list";
    box.lastChild.setAttribute("role", "status");
    // Before the editor loses its focus.
    box.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option && open) take(Number(option.dataset.number));
    });
    document.body.append(box);
    return box;
  }

  function place() {
    const selection = window.getSelection();
    if (!selection.rangeCount) return;
    const range = selection.getRangeAt(0).cloneRange();
    let rect = range.getBoundingClientRect();
    if (!rect.height) rect = range.startContainer.parentElement.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = box;
    const isRight = getComputedStyle(range.startContainer.parentElement).direction === "rtl";
    const left = isRight ? rect.right - width : rect.left;
    box.style.left = `${Math.max(8, Math.min(left, window.innerWidth - width - 8))}px`;
    const below = rect.bottom + 4;
    box.style.top = `${below + height > window.innerHeight ? Math.max(8, rect.top - height - 4) : below}px`;
  }

  function editable() {
    const focused = document.activeElement;
    return focused && focused.isContentEditable ? focused : null;
  }

  function draw() {
    const [list, hint] = boxOf().children;
    const { words } = open.config;
    list.setAttribute("aria-label", words.label);
    list.replaceChildren(
      ...open.options.map((page, number) => {
        const option = element("li", "page-links__option", page.title);
        option.dir = "auto";
        option.id = `page-links-${number}`;
        option.dataset.number = number;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", String(number === open.chosen));
        if (page.place) option.append(element("span", "page-links__place", page.place));
        return option;
      }),
    );
    const said = open.options.length ? words.hint : words.none;
    if (hint.textContent !== said) hint.textContent = said;
    box.hidden = false;
    const field = editable();
    if (field) {
      field.setAttribute("aria-controls", "page-links-list");
      if (open.options.length) field.setAttribute("aria-activedescendant", `page-links-${open.chosen}`);
      else field.removeAttribute("aria-activedescendant");
    }
    place();
    list.children[open.chosen]?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    open = null;
    asked += 1;
    window.clearTimeout(timer);
    if (box) box.hidden = true;
    const field = editable();
    field?.removeAttribute("aria-activedescendant");
    field?.removeAttribute("aria-controls");
  }

  function take(number) {
    const page = open.options[number];
    if (!page) return;
    const { Modifier, EditorState } = window.DraftJS;
    const state = open.get();
    const prompt = promptOf(state);
    const { set } = open;
    close();
    if (!prompt) return;
    const selection = state.getSelection();
    const data = { id: page.id, url: page.url, parentId: page.parentId };
    let content = state.getCurrentContent().createEntity("LINK", "MUTABLE", data);
    const range = selection.merge({ anchorOffset: prompt.start, focusOffset: selection.getStartOffset(), isBackward: false });
    content = Modifier.replaceText(content, range, page.title, null, content.getLastCreatedEntityKey());
    const after = content.getSelectionAfter();
    content = Modifier.insertText(content, after, " ");
    const next = EditorState.push(state, content, "insert-characters");
    set(EditorState.forceSelection(next, content.getSelectionAfter()));
  }

  async function ask(words, config) {
    const number = (asked += 1);
    const query = new URLSearchParams({ q: words, place: window.location.pathname });
    let pages = [];
    try {
      const answer = await fetch(`${config.address}?${query}`, { headers: { Accept: "application/json" } });
      if (answer.ok) pages = (await answer.json()).pages;
    } catch {
      // Nothing is suggested; what was typed stays, and becomes a link when the page is saved.
    }
    if (number !== asked || !open) return;
    open.options = pages;
    open.chosen = 0;
    draw();
  }

  const KEYS = {
    ArrowDown: () => ((open.chosen = (open.chosen + 1) % open.options.length), draw()),
    ArrowUp: () => ((open.chosen = (open.chosen + open.options.length - 1) % open.options.length), draw()),
    Enter: () => take(open.chosen),
    Tab: () => take(open.chosen),
  };

  // Before the editor sees the key.
  window.addEventListener(
    "keydown",
    (event) => {
      if (!open || !box || box.hidden || event.isComposing || !editable()) return;
      const act = event.key === "Escape" ? leave : open.options.length && !event.shiftKey ? KEYS[event.key] : null;
      if (!act) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      act();
    },
    true,
  );

  let left = ""; // the brackets that somebody chose to leave as they are
  function leave() {
    left = open.key;
    close();
  }

  document.addEventListener("focusout", () => window.setTimeout(() => open && !editable() && close(), 0));
  window.addEventListener("scroll", () => open && box && !box.hidden && place(), true);

  window.draftail.registerPlugin(
    {
      type: "page-links",
      onChange(state, { getEditorState, setEditorState }) {
        const prompt = promptOf(state);
        if (!prompt || prompt.key === left) {
          if (!prompt) left = "";
          if (open) close();
          return state;
        }
        if (!state.getSelection().getHasFocus()) return state;
        const config = { address: this?.address ?? known.address, words: this?.words ?? known.words };
        const isNew = !open || open.words !== prompt.words || open.key !== prompt.key;
        open = { options: [], chosen: 0, ...open, get: getEditorState, set: setEditorState, config, ...prompt };
        if (isNew) {
          window.clearTimeout(timer);
          timer = window.setTimeout(() => ask(prompt.words, config), WAIT);
        }
        return state;
      },
    },
    "plugins",
  );

  // What the server says of the plugin stands in the field of each editor.
  const known = {};
  document.addEventListener("w-draftail:init", ({ detail }) => {
    const told = (detail?.plugins ?? []).find((each) => each.type === "page-links");
    if (told) Object.assign(known, told);
  });
})();
