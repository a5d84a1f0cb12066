// Sorting by drag, for the tree of topics and for the questions of a topic. Buttons do the same without it.
(() => {
  const PLACES = ["before", "after", "into"].map((name) => `faq-sorted__row--${name}`);

  class Sorting {
    constructor(root) {
      this.root = root;
      this.isTree = root.dataset.faqSorting === "tree";
      this.status = root.querySelector("[role=status]");
      this.dragged = null;
      this.target = null;
      root.addEventListener("dragstart", (event) => this.start(event));
      root.addEventListener("dragover", (event) => this.over(event));
      root.addEventListener("dragleave", (event) => event.target === root && this.mark(null));
      root.addEventListener("drop", (event) => this.drop(event));
      root.addEventListener("dragend", () => this.end());
    }

    start(event) {
      const handle = event.target.closest?.("[data-faq-handle]");
      if (!handle) return;
      this.dragged = handle.closest("[data-faq-item]");
      this.dragged.classList.add("faq-sorted__item--dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", this.dragged.dataset.faqItem);
      event.dataTransfer.setDragImage(this.dragged, 12, 12);
    }

    over(event) {
      const row = this.dragged && event.target.closest?.("[data-faq-row]");
      if (!row || this.dragged.contains(row)) return this.mark(null);
      event.preventDefault();
      const box = row.getBoundingClientRect();
      const part = (event.clientY - box.top) / box.height;
      if (this.isTree && part > 0.3 && part < 0.7) return this.mark(row, "into");
      return this.mark(row, part < 0.5 ? "before" : "after");
    }

    mark(row, place) {
      this.target?.row.classList.remove(...PLACES);
      this.target = row ? { row, place } : null;
      row?.classList.add(`faq-sorted__row--${place}`);
    }

    drop(event) {
      if (!this.dragged || !this.target) return;
      event.preventDefault();
      const { row, place } = this.target;
      const item = row.closest("[data-faq-item]");
      const moved = this.dragged;
      this.back = { list: moved.parentElement, next: moved.nextElementSibling };
      if (place === "into") item.querySelector(":scope > [data-faq-list]").append(moved);
      else item[place](moved);
      this.end();
      this.save(moved);
    }

    end() {
      this.dragged?.classList.remove("faq-sorted__item--dragged");
      this.dragged = null;
      this.mark(null);
    }

    async save(moved) {
      const list = moved.parentElement;
      const items = [...list.querySelectorAll(":scope > [data-faq-item]")];
      const data = new URLSearchParams();
      if (this.isTree) {
        data.set("parent", list.closest("[data-faq-item]")?.dataset.faqItem ?? "");
        data.set("position", items.indexOf(moved));
      } else items.forEach((item) => data.append("question", item.dataset.faqItem));
      const problem = await this.send(this.isTree ? moved.dataset.move : this.root.dataset.order, data);
      if (problem) this.back.list.insertBefore(moved, this.back.next);
      this.tidy();
      this.status.textContent = problem || this.root.dataset.moved;
    }

    async send(url, data) {
      const token = this.root.querySelector("[name=csrfmiddlewaretoken]").value;
      const headers = { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest" };
      try {
        const response = await fetch(url, { method: "POST", body: data, headers });
        if (response.ok) return "";
        return (await response.json()).problem || this.root.dataset.failed;
      } catch {
        return this.root.dataset.failed;
      }
    }

    // The first cannot go up nor in, the last not down, the uppermost not out.
    tidy() {
      for (const item of this.root.querySelectorAll("[data-faq-item]")) {
        const disable = (way, is) => {
          const button = item.querySelector(`:scope > [data-faq-row] button[value=${way}]`);
          if (button) button.disabled = is;
        };
        disable("up", !item.previousElementSibling);
        disable("in", !item.previousElementSibling);
        disable("down", !item.nextElementSibling);
        disable("out", !item.parentElement.closest("[data-faq-item]"));
      }
    }
  }

  document.querySelectorAll("[data-faq-sorting]").forEach((root) => new Sorting(root));
})();
