// The choice of a style in the editor: a stored style that is switched off stays chosen.
(() => {
  class StyleChoice {
    constructor(place, name, id, state, choices, offLabel, options) {
      this.offLabel = offLabel;
      this.select = document.createElement("select");
      Object.assign(this.select, { name, id });
      for (const [value, label] of choices) this.select.add(new Option(label, value));
      for (const [key, value] of Object.entries((options && options.attributes) || {})) this.select.setAttribute(key, value);
      place.replaceWith(this.select);
      this.idForLabel = id;
      this.setState(state);
    }

    setState(state) {
      const value = state || "";
      if (![...this.select.options].some((option) => option.value === value)) {
        this.select.add(new Option(this.offLabel.replace("%s", value), value));
      }
      this.select.value = value;
    }

    getState() {
      return this.select.value;
    }

    getValue() {
      return this.select.value;
    }

    getTextLabel() {
      return null;
    }

    setInvalid(invalid) {
      if (invalid) this.select.setAttribute("aria-invalid", "true");
      else this.select.removeAttribute("aria-invalid");
    }

    focus() {
      this.select.focus();
    }
  }

  class StyleSelect {
    constructor(choices, offLabel) {
      this.choices = choices;
      this.offLabel = offLabel;
    }

    render(place, name, id, state, parentCapabilities, options) {
      return new StyleChoice(place, name, id, state, this.choices, this.offLabel, options);
    }
  }

  window.telepath.register("sanad.FaqStyleSelect", StyleSelect);
})();
