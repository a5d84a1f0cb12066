// The editor's side of content.blocks.hotspots: the picture is shown large with its points, and a click places one.
(() => {
  const DIGITS = 10; // a tenth of a percent is finer than a finger

  const rounded = (part, whole) => Math.min(100, Math.max(0, Math.round((part / whole) * 100 * DIGITS) / DIGITS));

  class Picker {
    constructor(block, prefix, words) {
      this.block = block;
      this.prefix = prefix;
      this.words = words;
      this.current = null;
      const field = document.getElementById(`${prefix}-image`).closest("[data-contentpath]");
      this.element = document.createElement("div");
      this.element.className = "sanad-picker";
      this.element.hidden = true;
      const hint = document.createElement("p");
      hint.className = "sanad-picker__hint help";
      hint.textContent = words.hint;
      this.picture = document.createElement("img");
      this.picture.alt = words.picture;
      this.marks = document.createElement("div");
      this.marks.className = "sanad-picker__marks";
      const place = document.createElement("div");
      place.className = "sanad-picker__picture";
      place.append(this.picture, this.marks);
      this.element.append(hint, place);
      field.append(this.element);
      place.addEventListener("click", (event) => this.put(event));
      const form = field.parentElement;
      form.addEventListener("focusin", (event) => this.follow(event));
      form.addEventListener("input", () => this.draw());
      // The chooser tells nobody of a new picture; its markup changes.
      new MutationObserver(() => this.load()).observe(field.querySelector("[data-chooser], .chooser") ?? field, {
        attributes: true,
        subtree: true,
        attributeFilter: ["class", "src", "value"],
      });
      new MutationObserver(() => this.draw()).observe(form, { childList: true, subtree: true });
      this.load();
    }

    get spots() {
      return this.block.childBlocks.spots.children.map((child) => child.block);
    }

    load() {
      const id = this.block.childBlocks.image.getState()?.id;
      if (id === this.shown) return;
      this.shown = id;
      this.element.hidden = !id;
      if (id) this.picture.src = this.words.picture_url.replace("/0/", `/${id}/`);
      this.draw();
    }

    follow(event) {
      const match = event.target.id?.match(new RegExp(`^${this.prefix}-spots-(\\d+)-value`));
      if (!match) return;
      const found = this.spots.findIndex((spot) => document.getElementById(`${this.prefix}-spots-${match[1]}-value-x`) === inputOf(spot.childBlocks.x));
      this.current = found < 0 ? null : found;
      this.draw();
    }

    put(event) {
      const box = this.picture.getBoundingClientRect();
      const at = { x: rounded(event.clientX - box.left, box.width), y: rounded(event.clientY - box.top, box.height) };
      if (this.current === null || !this.spots[this.current]) {
        const empty = this.spots.findIndex((spot) => spot.childBlocks.x.getState() === "" || spot.childBlocks.x.getState() === null);
        if (empty < 0) {
          const list = this.block.childBlocks.spots;
          list.insert(list.blockDef.initialChildState, list.children.length, { focus: true });
        }
        this.current = empty < 0 ? this.spots.length - 1 : empty;
      }
      const { x, y } = this.spots[this.current].childBlocks;
      x.setState(String(at.x));
      y.setState(String(at.y));
      inputOf(x).dispatchEvent(new Event("change", { bubbles: true }));
      this.draw();
    }

    draw() {
      const marks = this.spots.map((spot, number) => {
        const mark = document.createElement("span");
        mark.className = "sanad-picker__mark";
        mark.classList.toggle("sanad-picker__mark--current", number === this.current);
        mark.textContent = number + 1;
        // Places on the picture, the same in every direction of writing.
        mark.style.left = `${Number(spot.childBlocks.x.getState()) || 0}%`;
        mark.style.top = `${Number(spot.childBlocks.y.getState()) || 0}%`;
        mark.hidden = spot.childBlocks.x.getState() === "" || spot.childBlocks.x.getState() === null;
        return mark;
      });
      const before = this.marks.innerHTML;
      const now = marks.map((mark) => mark.outerHTML).join("");
      if (before !== now) this.marks.replaceChildren(...marks);
    }
  }

  function inputOf(field) {
    return field.element.querySelector("input") ?? field.element;
  }

  class HotspotsBlockDefinition extends window.wagtailStreamField.blocks.StructBlockDefinition {
    render(placeholder, prefix, ...rest) {
      const block = super.render(placeholder, prefix, ...rest);
      new Picker(block, prefix, this.meta.sanad);
      return block;
    }
  }

  window.telepath.register("sanad.HotspotsBlock", HotspotsBlockDefinition);
})();
