/* The keyboard of the Explore page: what each key does on the page, in the menu and on the canvas. */
(() => {
  "use strict";

  class Keys {
    constructor(page) {
      this.page = page;
    }

    key(event) {
      const typing = event.target.closest?.("input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable], .ag-root");
      const stroke = window.atlas.actions.stroke(event);
      if (event.key === "Escape" && !document.getElementById("menu").hidden) return this.page.panels.closeMenu();
      if (typing || document.getElementById("dialog").open) return undefined;
      if (event.target.closest?.("#menu")) return this.menuKey(event);
      if (event.target.id === "picture" && this.canvasKey(event)) return event.preventDefault();
      if ((stroke === "Space" || stroke === "Enter") && event.target.closest?.("button, a, input, summary")) return undefined;
      const found = Object.entries(this.page.actions).find(([, action]) => action.keys.includes(stroke));
      if (!found) return undefined;
      event.preventDefault();
      return this.page.act(found[0]);
    }

    menuKey(event) {
      const items = [...document.querySelectorAll("#menu button")];
      const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!way) return;
      event.preventDefault();
      items[(items.indexOf(document.activeElement) + way + items.length) % items.length].focus();
    }

    /* Keys on the canvas itself: arrows go from entity to entity. */
    canvasKey(event) {
      const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
      if (ways[event.key] && !event.altKey) {
        const id = this.page.canvas.step(...ways[event.key]);
        if (id) this.page.say(`${this.page.model.nodes.get(id).name}, ${this.page.declaration.kinds[this.page.model.nodes.get(id).kind]?.title || ""}`);
        return true;
      }
      const { cursor } = this.page.canvas;
      if (event.key === "Enter" && cursor) {
        this.page.canvas.select(event.shiftKey ? [...this.page.chosen(), cursor] : [cursor]);
        return true;
      }
      if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
        const box = document.getElementById("picture").getBoundingClientRect();
        this.page.menu(cursor, { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 });
        return true;
      }
      return false;
    }
  }

  window.atlas = window.atlas || {};
  window.atlas.keys = { Keys };
})();
