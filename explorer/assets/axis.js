/* The words beside a layout with an axis: the years of a timeline, the names of layers. They follow the canvas. */
(() => {
  "use strict";
  const GAP = 34;

  class Axis {
    constructor(cy, box) {
      this.cy = cy;
      this.box = document.createElement("div");
      this.box.id = "axis";
      this.box.setAttribute("aria-hidden", "true");
      box.append(this.box);
      this.ticks = [];
      cy.on("viewport resize", () => this.place());
    }

    /* `ticks`: [word, x, y] in canvas units; years stand in one row, layers in one column. */
    show(ticks) {
      if (ticks === this.ticks) return;
      this.ticks = ticks;
      this.upright = ticks.length > 1 && ticks.every((tick) => tick[2] === ticks[0][2]);
      this.box.className = this.upright ? "years" : "layers";
      this.box.replaceChildren(...ticks.map(([word]) => {
        const made = document.createElement("span");
        made.textContent = word;
        return made;
      }));
      this.place();
    }

    place() {
      if (!this.ticks.length) return;
      const { x: left, y: top } = this.cy.pan();
      const zoom = this.cy.zoom();
      let last = -Infinity;
      this.ticks.forEach(([, x, y], at) => {
        const { style } = this.box.children[at];
        const along = this.upright ? x * zoom + left : y * zoom + top;
        const crowded = along - last < (this.upright ? GAP : GAP / 2);
        style.visibility = crowded ? "hidden" : "visible";
        if (!crowded) last = along;
        if (this.upright) style.left = `${along}px`;
        else style.top = `${along}px`;
      });
    }
  }

  window.atlas = window.atlas || {};
  window.atlas.axis = { Axis };
})();
