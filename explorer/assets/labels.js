/* Labels: which of them find a free place. Labels never lie on each other or on an entity. */
(() => {
  "use strict";
  const LETTER = 3.3, LINE = 15, GAP = 2;

  /* Half the width of a label, in canvas units at scale 1. */
  const half = (label) => LETTER * label.length;

  /* The entities whose label is shown, as a Set of ids. `ids` come in the order in which they choose a place; `at` gives
     where an entity lies, `faces` its label and size, `scale` how large all is drawn. */
  function labelled(ids, at, faces, scale) {
    const crowd = new Crowd();
    for (const id of ids) {
      const [[x, y], radius] = [at(id), faces.get(id).size / 2.4];
      crowd.put((x - radius) / scale, (y - radius) / scale, (x + radius) / scale, (y + radius) / scale);
    }
    return new Set(ids.filter((id) => {
      const [[x, y], { label, size }] = [at(id), faces.get(id)];
      const top = (y + size / 2) / scale + GAP;
      return crowd.take(x / scale - half(label), top, x / scale + half(label), top + LINE);
    }));
  }

  /* The box around these entities and those of their labels that are shown: left, top, right, bottom; null for none. */
  function around(ids, at, faces, scale, shown) {
    if (!ids.length) return null;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const id of ids) {
      const [[x, y], { label, size }] = [at(id), faces.get(id)];
      const aside = Math.max(size / 2, shown.has(id) ? half(label) * scale : 0);
      const below = size / 2 + (shown.has(id) ? (GAP + LINE) * scale : 0);
      [left, top, right, bottom] = [Math.min(left, x - aside), Math.min(top, y - size / 2), Math.max(right, x + aside), Math.max(bottom, y + below)];
    }
    return [left, top, right, bottom];
  }

  /* Boxes that do not lie on each other, found by a grid of cells. */
  class Crowd {
    constructor() { this.cells = new Map(); }

    *cellsOf(x1, y1, x2, y2) {
      for (let column = Math.floor(x1 / 60); column <= Math.floor(x2 / 60); column += 1) {
        for (let row = Math.floor(y1 / 20); row <= Math.floor(y2 / 20); row += 1) {
          const key = column * 1e6 + row;
          if (!this.cells.has(key)) this.cells.set(key, []);
          yield this.cells.get(key);
        }
      }
    }

    put(...box) {
      for (const cell of this.cellsOf(...box)) cell.push(box);
    }

    /* Take a place, if nothing lies there yet. */
    take(...box) {
      const [x1, y1, x2, y2] = box;
      for (const cell of this.cellsOf(...box)) {
        if (cell.some((other) => other[0] < x2 && other[2] > x1 && other[1] < y2 && other[3] > y1)) return false;
      }
      this.put(...box);
      return true;
    }
  }

  window.atlas = window.atlas || {};
  window.atlas.labels = { labelled, around };
})();
