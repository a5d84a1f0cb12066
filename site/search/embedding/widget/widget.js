// The search box of a help center on another site. The server puts what it knows at the end: languages, addresses, colour.
// Old JavaScript on purpose: it must not depend on what the other site supports. It stores nothing and sends no cookies.
(function (sanad) {
  "use strict";
  var SHORTEST = 2; // letters
  var WAIT = 150; // milliseconds of rest before asking
  var SPEAK = 700; // milliseconds of rest before telling a screen reader
  var MOST_RESULTS = 5;

  var script = document.currentScript || document.querySelector('script[src*="/search/widget.js"]');
  var letters;
  try {
    letters = new RegExp("[\\p{L}\\p{N}]", "gu");
  } catch (error) {
    return; // as old as that: what the page has in the place of the box stays
  }
  if (!script || !window.AbortController || !Element.prototype.attachShadow) return;
  var home = new URL(script.src, location.href).origin;
  var language = known(asked("language")) || known(document.documentElement.lang) || sanad.language;
  var words = sanad.languages[language];

  // Prefixes that are typed one after the other are one search: a random number of this page view holds them together.
  var chain = [].map.call(crypto.getRandomValues(new Uint8Array(16)), function (byte) {
    return (byte + 256).toString(16).slice(1);
  }).join("");

  // An option of the tag.
  function asked(name) {
    return script.getAttribute("data-" + name);
  }

  function known(code) {
    code = String(code).toLowerCase();
    var codes = Object.keys(sanad.languages);
    return [code, code.split("-")[0]].filter(function (each) { return codes.indexOf(each) >= 0; })[0];
  }

  function make(name, attributes, children) {
    var svg = name === "svg" || name === "path";
    var element = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    (children || []).forEach(function (child) {
      element.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
    });
    return element;
  }

  function address(path, text) {
    var query = new URLSearchParams();
    query.set("q", text);
    query.set("chain", chain);
    if (path !== words.results) query.set("language", language);
    return home + path + "?" + query;
  }

  // Titles of results are escaped text with <mark>; taken apart by hand, no HTML is ever parsed.
  function markedParts(html) {
    var signs = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&#39;": "'", "&amp;": "&" };
    return html.split(/(<mark>[^<]*<\/mark>)/).map(function (part) {
      var text = part.replace(/<\/?mark>/g, "").replace(/&[#\w]+;/g, function (sign) { return signs[sign] || sign; });
      return part.indexOf("<mark>") === 0 ? make("mark", {}, [text]) : text;
    });
  }

  function begunParts(title, text) {
    var small = title.toLowerCase();
    var at = small.length === title.length ? small.indexOf(text.toLowerCase()) : -1;
    if (at < 0) return [title];
    var end = at + text.length;
    return [title.slice(0, at), make("mark", {}, [title.slice(at, end)]), title.slice(end)];
  }

  function styled(root) {
    try {
      var sheet = new CSSStyleSheet();
      sheet.replaceSync(sanad.styles);
      root.adoptedStyleSheets = [sheet];
    } catch (error) {
      root.appendChild(make("link", { rel: "stylesheet", href: home + sanad.sheet }));
    }
  }

  function Box(host) {
    var root = host.attachShadow({ mode: "open" });
    styled(root);
    this.cache = {};
    this.options = [];
    this.current = -1;
    this.input = make("input", {
      id: "q", type: "search", dir: "auto", maxlength: "300", autocomplete: "off", enterkeyhint: "search", role: "combobox",
      placeholder: asked("placeholder") || words.hint,
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "list"
    });
    this.list = make("ul", { id: "list", role: "listbox", "aria-label": words.label, hidden: "" });
    this.status = make("span", { "class": "hidden", role: "status" });
    this.form = make("form", { role: "search" }, [
      make("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, [
        make("path", { d: "M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM16 16l4.5 4.5" })
      ]),
      make("label", { "for": "q", "class": "hidden" }, [words.label]),
      this.input,
      make("button", { type: "submit" }, [words.go])
    ]);
    this.box = make("div", { "class": "box", lang: language, dir: words.direction }, [this.form, this.list, this.status]);
    root.appendChild(this.box);
    this.listen();
  }

  Box.prototype = {
    listen: function () {
      var self = this;
      this.form.addEventListener("submit", function (event) {
        event.preventDefault();
        if (self.text()) self.go(address(words.results, self.text()));
      });
      this.input.addEventListener("input", function (event) { if (!event.isComposing) self.later(); });
      this.input.addEventListener("compositionend", function () { self.later(); });
      this.input.addEventListener("keydown", function (event) { self.key(event); });
      this.input.addEventListener("blur", function () { self.close(); });
      this.list.addEventListener("mousedown", function (event) { event.preventDefault(); });
      this.list.addEventListener("click", function (event) {
        var option = event.target.closest("[role=option]");
        if (option) self.go(option.getAttribute("data-url"), event.ctrlKey || event.metaKey);
      });
      // What is typed here is no shortcut of the page around it.
      ["keydown", "keypress", "keyup"].forEach(function (name) {
        self.box.addEventListener(name, function (event) { event.stopPropagation(); });
      });
    },

    text: function () {
      return this.input.value.trim();
    },

    later: function () {
      var self = this;
      clearTimeout(this.timer);
      this.timer = setTimeout(function () { self.ask(self.text()); }, WAIT);
    },

    fetch: function (path, text) {
      return fetch(address(path, text), { credentials: "omit", signal: this.request.signal }).then(function (response) {
        if (!response.ok) throw response.status;
        return response.json();
      });
    },

    // Suggestions first; where no title begins like that, the best results.
    ask: function (text) {
      var self = this;
      if (this.request) this.request.abort();
      if ((text.match(letters) || []).length < SHORTEST) return this.close();
      if (this.cache[" " + text]) return this.show(text, this.cache[" " + text]);
      this.request = new AbortController();
      this.fetch(sanad.suggest, text).then(function (found) {
        if (found.length) return found.map(function (each) { return [begunParts(each.title, text), each.url, each.label]; });
        return self.fetch(sanad.search, text).then(function (page) {
          return page.hits.slice(0, MOST_RESULTS).map(function (hit) { return [markedParts(hit.title), hit.url, hit.category]; });
        });
      }).then(function (found) {
        self.cache[" " + text] = found;
        if (self.text() === text) self.show(text, found);
      }, function () {
        // A newer question took its place, or the help center is away: the form still leads there.
      });
    },

    show: function (text, found) {
      var self = this;
      this.select(-1);
      this.options = found.map(function (each, at) { return self.option(at, each[0], home + each[1], each[2]); });
      var all = words.all.replace("{text}", function () { return text; });
      this.options.push(this.option(found.length, [all], address(words.results, text), ""));
      while (this.list.firstChild) this.list.removeChild(this.list.firstChild);
      this.options.forEach(function (option) { self.list.appendChild(option); });
      clearTimeout(this.speaking);
      this.speaking = setTimeout(function () {
        self.status.textContent = found.length ? words.some.replace("{number}", found.length) : words.none;
      }, SPEAK);
      this.list.hidden = !this.input.matches(":focus");
      this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    },

    option: function (at, title, url, label) {
      return make("li", { id: "option-" + at, role: "option", "aria-selected": "false", "data-url": url }, [
        make("span", { dir: "auto" }, title),
        make("span", { "class": "kind", dir: "auto" }, [label || ""])
      ]);
    },

    close: function () {
      clearTimeout(this.speaking);
      this.list.hidden = true;
      this.status.textContent = "";
      this.input.setAttribute("aria-expanded", "false");
      this.select(-1);
    },

    select: function (at) {
      var before = this.options[this.current];
      if (before) before.setAttribute("aria-selected", "false");
      this.current = at;
      var option = this.options[at];
      if (!option) return this.input.removeAttribute("aria-activedescendant");
      option.setAttribute("aria-selected", "true");
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    },

    key: function (event) {
      if (event.isComposing || event.keyCode === 229 || this.list.hidden) return;
      var count = this.options.length;
      var at = this.current;
      // One place before the first and after the last is the field itself.
      if (event.key === "ArrowDown") this.select(at + 1 < count ? at + 1 : -1);
      else if (event.key === "ArrowUp") this.select(at < 0 ? count - 1 : at - 1);
      else if (event.key === "Home" && at >= 0) this.select(0);
      else if (event.key === "End" && at >= 0) this.select(count - 1);
      else if (event.key === "Enter" && at >= 0) this.go(this.options[at].getAttribute("data-url"));
      else if (event.key === "Escape") this.close();
      else return;
      event.preventDefault();
    },

    go: function (url, apart) {
      if (apart) window.open(url, "_blank", "noopener");
      else location.assign(url);
    }
  };

  // Light or dark as the tag says, or else as the system is.
  function paint(host) {
    var dark = window.matchMedia("(prefers-color-scheme: dark)");
    function follow() { host.setAttribute("data-theme", asked("theme") || (dark.matches ? "dark" : "light")); }
    follow();
    if (dark.addEventListener) dark.addEventListener("change", follow);
  }

  function start() {
    var wanted = asked("target");
    var place = wanted && document.querySelector(wanted);
    var accent = asked("accent") || "";
    var host = make("sanad-search");
    host.style.setProperty("--sanad-accent", /^#[0-9a-f]{6}$/i.test(accent) ? accent : sanad.accent);
    paint(host);
    new Box(host);
    if (place) place.appendChild(host);
    else if (document.body.contains(script)) script.parentNode.insertBefore(host, script.nextSibling);
    else document.body.appendChild(host);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})
