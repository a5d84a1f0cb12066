// The choice of a style in the editor: a stored style that is switched off stays chosen, and settings that make no
// difference in the chosen style are hidden. They keep their values.
(() => {
  class StyleChoice {
    constructor(place, name, id, state, choices, offLabel, settings, options) {
      this.offLabel = offLabel;
      this.settings = settings;
      this.select = document.createElement("select");
      Object.assign(this.select, { name, id });
      for (const [value, label] of choices) this.select.add(new Option(label, value));
      for (const [key, value] of Object.entries((options && options.attributes) || {})) this.select.setAttribute(key, value);
      place.replaceWith(this.select);
      this.select.addEventListener("change", () => this.hideIdle());
      this.idForLabel = id;
      this.setState(state);
    }

    setState(state) {
      const value = state || "";
      if (![...this.select.options].some((option) => option.value === value)) {
        this.select.add(new Option(this.offLabel.replace("%s", value), value));
      }
      this.select.value = value;
      this.hideIdle();
    }

    hideIdle() {
      const { all, heeded, own } = this.settings;
      const wanted = heeded[this.select.value || own] ?? all;
      let form = this.select.parentElement;
      while (form && !form.querySelector("[data-contentpath='look']")) form = form.parentElement;
      for (const name of form ? all : []) {
        const field = form.querySelector(`[data-contentpath='${name}']`);
        if (field) field.hidden = !wanted.includes(name);
      }
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
    constructor(choices, offLabel, settings) {
      this.choices = choices;
      this.offLabel = offLabel;
      this.settings = settings;
    }

    render(place, name, id, state, parentCapabilities, options) {
      return new StyleChoice(place, name, id, state, this.choices, this.offLabel, this.settings, options);
    }
  }

  window.telepath.register("sanad.FaqStyleSelect", StyleSelect);
})();
