/* The matrix of agreement of components/divides_matrix.py on a canvas: a cell for each pair, told by mouse and keys. */
(() => {
  "use strict";
  const BAR = 10, GAP = 3, NAMES = 132, NAMED = 14, MOST = 760;
  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  const dark = () => document.documentElement.dataset.theme === "dark";
  const rgb = (text) => (text.match(/[0-9a-f]{2}/gi) || ["80", "80", "80"]).slice(0, 3).map((part) => parseInt(part, 16));
  const percent = (share) => `${Math.round(share / 10)} %`;

  class Matrix {
    constructor(sheet, choose) {
      Object.assign(this, JSON.parse(sheet.dataset.matrix), { sheet, choose, marked: [], cursor: null });
      this.size = this.ids.length;
      this.place = new Map(this.ids.map((id, at) => [id, at]));
      this.canvas = document.createElement("canvas");
      this.sheet.replaceChildren(this.canvas);
      this.canvas.addEventListener("pointermove", (event) => this.point(event));
      this.canvas.addEventListener("click", (event) => this.point(event) && this.pick(event.shiftKey || event.ctrlKey || event.metaKey));
      sheet.addEventListener("keydown", (event) => this.key(event));
      new ResizeObserver(() => this.draw()).observe(sheet);
      new MutationObserver(() => sheet.isConnected && this.draw()).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    }

    /* The pair of two actors by their numbers: share in thousandths (-1: no figure), its interval, and shared items. */
    pair(one, other) {
      const [row, column] = one < other ? [one, other] : [other, one];
      const cell = row * this.size - (row * (row + 1)) / 2 + column - row - 1;
      const [share, low, high, shared] = this.pairs[this.cells[cell]];
      return { share, low, high, shared };
    }

    with(at) {
      return this.ids.map((_, other) => other).filter((other) => other !== at).map((other) => ({ at: other, ...this.pair(at, other) }));
    }

    said(one, other) {
      const names = `${this.names[one]} and ${this.names[other]}`;
      if (one === other) return this.names[one];
      const { share, low, high, shared } = this.pair(one, other);
      const items = `${shared} item${shared === 1 ? "" : "s"}`;
      if (share < 0) return `${names}: no figure. They share ${items}; at least ${this.least} are needed.`;
      return `${names} agree on ${percent(share)} of ${items} (95 % interval: ${percent(low)} to ${percent(high)}).`;
    }

    mark(ids) {
      this.marked = ids.map((id) => this.place.get(id)).filter((at) => at !== undefined);
      if (this.marked.length === 2) this.tell(...this.marked);
      this.draw();
    }

    tell(row, column) {
      const told = this.sheet.parentNode.querySelector(".matrix-pair");
      if (told) told.textContent = this.said(row, column);
    }

    point(event) {
      const box = this.canvas.getBoundingClientRect();
      const at = (value) => Math.floor((value - this.left) / this.cell);
      const column = at(event.clientX - box.left), row = at(event.clientY - box.top - this.top + this.left);
      if (row < 0 || column < 0 || row >= this.size || column >= this.size) return false;
      this.go(row, column);
      return true;
    }

    go(row, column) {
      this.cursor = [row, column];
      this.tell(row, column);
      this.draw();
    }

    pick(more) {
      const [row, column] = this.cursor;
      this.choose([...new Set([this.ids[row], this.ids[column]])], more);
    }

    key(event) {
      const step = STEPS[event.key];
      if (step) {
        const [row, column] = this.cursor || [0, 0];
        const by = event.shiftKey ? 10 : 1;
        const within = (value) => Math.max(0, Math.min(this.size - 1, value));
        this.go(within(row + by * step[0]), within(column + by * step[1]));
      } else if (event.key === "Enter" && this.cursor) this.pick(event.shiftKey);
      else return;
      event.preventDefault();
    }

    /* Drawing ---------------------------------------------------------------------------------------------------- */

    colours() {
      const style = getComputedStyle(this.sheet);
      const of = (name) => style.getPropertyValue(name).trim();
      return {
        agree: rgb(of("--agree")), disagree: rgb(of("--disagree")), half: rgb(of("--half")), unknown: rgb(of("--unknown")),
        ink: of("--ink"), font: style.fontFamily, camps: [0, 1, 2, 3, 4, 5, 6, 7, 8].map((number) => of(`--c${number}`)),
      };
    }

    draw() {
      const across = Math.min(this.sheet.clientWidth, MOST);
      if (!across || !this.size) return;
      const ratio = window.devicePixelRatio || 1;
      const named = (across - NAMES - BAR) / this.size >= NAMED;
      this.left = this.top = BAR + GAP;
      if (named) this.left += NAMES;
      this.cell = Math.max(Math.floor(((across - this.left) * ratio) / this.size), 1) / ratio;
      const long = this.cell * this.size;
      Object.assign(this.canvas, { width: Math.round((this.left + long) * ratio), height: Math.round((this.top + long) * ratio) });
      Object.assign(this.canvas.style, { width: `${this.left + long}px`, height: `${this.top + long}px` });
      const pen = this.canvas.getContext("2d");
      const colours = this.colours();
      pen.scale(ratio, ratio);
      pen.imageSmoothingEnabled = false;
      pen.drawImage(this.picture(colours), this.left, this.top, long, long);
      this.bars(pen, colours, named);
      this.frames(pen, colours, long);
    }

    picture(colours) {
      const key = `${dark()} ${colours.agree}`;
      if (this.kept?.key === key) return this.kept.image;
      const image = document.createElement("canvas");
      image.width = image.height = this.size;
      const pen = image.getContext("2d");
      const data = pen.createImageData(this.size, this.size);
      const shades = this.pairs.map(([share]) => shade(share, colours));
      const put = (row, column, colour) => data.data.set([...colour, 255], 4 * (row * this.size + column));
      let cell = 0;
      for (let row = 0; row < this.size; row++) {
        put(row, row, colours.agree);
        for (let column = row + 1; column < this.size; column++, cell++) {
          const colour = shades[this.cells[cell]];
          put(row, column, colour);
          put(column, row, colour);
        }
      }
      pen.putImageData(data, 0, 0);
      this.kept = { key, image };
      return image;
    }

    bars(pen, colours, named) {
      pen.font = `12px ${colours.font}`;
      pen.textAlign = "right";
      pen.textBaseline = "middle";
      for (let at = 0; at < this.size; at++) {
        const camp = this.camps[at];
        pen.fillStyle = colours.camps[camp === null || camp > 7 ? 8 : camp];
        pen.fillRect(this.left + at * this.cell, 0, this.cell, BAR);
        pen.fillRect(this.left - BAR - GAP, this.top + at * this.cell, BAR, this.cell);
        if (!named) continue;
        pen.fillStyle = colours.ink;
        pen.fillText(this.names[at], this.left - BAR - 2 * GAP, this.top + (at + 0.5) * this.cell, NAMES - GAP);
      }
    }

    /* Bands for those who are chosen, and a frame round the cell that is read. */
    frames(pen, colours, long) {
      pen.strokeStyle = colours.ink;
      pen.lineWidth = 1.5;
      const few = this.marked.length <= 12 ? this.marked : [];
      for (const at of few) {
        const begin = at * this.cell;
        pen.strokeRect(this.left - BAR - GAP, this.top + begin - 1, long + BAR + GAP, this.cell + 2);
        pen.strokeRect(this.left + begin - 1, 0, this.cell + 2, long + this.top);
      }
      if (!this.cursor) return;
      const [row, column] = this.cursor;
      pen.strokeRect(this.left + column * this.cell - 2, this.top + row * this.cell - 2, this.cell + 4, this.cell + 4);
    }
  }

  function shade(share, colours) {
    if (share < 0) return colours.unknown;
    const away = (share - 500) / 500;
    const end = away < 0 ? colours.disagree : colours.agree;
    return colours.half.map((value, at) => Math.round(value + (end[at] - value) * Math.abs(away)));
  }

  window.atlas = window.atlas || {};
  window.atlas.divides = { ...window.atlas.divides, Matrix };
})();
