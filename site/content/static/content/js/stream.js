// The editor's side of content.stream_block.HelpStreamBlock: blocks of parts that are switched off are shown, but not offered.
(() => {
  const hidden = "missing_block";

  class HelpStreamBlockDefinition extends window.wagtailStreamField.blocks.StreamBlockDefinition {
    constructor(name, groups, initialChildStates, meta) {
      super(name, groups, initialChildStates, meta);
      this.groupedChildBlockDefs = groups.filter(([group]) => group !== hidden);
    }
  }

  // What a placeholder is and how its content begins, as text; the sealed data goes back as it came.
  class SealedField {
    constructor(place, name, id, state) {
      this.idForLabel = null;
      this.element = document.createElement("div");
      this.element.className = "sanad-placeholder";
      this.input = document.createElement("input");
      Object.assign(this.input, { type: "hidden", name, id });
      this.what = this.line("sanad-placeholder__what");
      this.summary = this.line("sanad-placeholder__summary");
      this.element.append(this.input, this.what, this.summary);
      place.replaceWith(this.element);
      this.setState(state);
    }

    line(className) {
      // The text goes its own way, and the line begins where the page's lines begin.
      const line = document.createElement("p");
      line.className = className;
      line.append(document.createElement("bdi"));
      return line;
    }

    setState(state) {
      this.state = state || {};
      this.input.value = this.state.sealed || "";
      for (const part of ["what", "summary"]) {
        this[part].firstChild.textContent = this.state[part] || "";
        this[part].hidden = !this.state[part];
      }
    }

    getState() {
      return this.state;
    }

    getValue() {
      return this.input.value;
    }

    getTextLabel() {
      return this.state.what || null;
    }

    setInvalid() {}

    focus() {}
  }

  class SealedWidget {
    render(place, name, id, state) {
      return new SealedField(place, name, id, state);
    }
  }

  window.telepath.register("sanad.HelpStreamBlock", HelpStreamBlockDefinition);
  window.telepath.register("sanad.SealedWidget", SealedWidget);
})();
