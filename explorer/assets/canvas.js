/* The bridge to the canvas: draws what the model holds on the `cy` instance of dash-cytoscape, and tells what the reader
   does there. Beside components/canvas.py, the only place that knows dash-cytoscape. */
(() => {
  "use strict";
  const RICH = 300, MIDDLE = 1000;
  const ANIMATED = 300, MILLISECONDS = 250;
  const FEW_LINES = 60;
  const SMALLEST = 12, LARGEST = 44;
  const SCALES = [1, 1.4, 2, 2.8, 4];
  const reduced = window.matchMedia("(prefers-reduced-motion: reduce)");

  /* What dash-cytoscape listens to: it would write all elements back to the page after every change. */
  const ECHO = "add remove dragfree resize viewport tapstart tap mouseover mouseout boxselect select unselect layoutstop";

  class Canvas {
    constructor(model, declaration) {
      this.model = model;
      this.declaration = declaration;
      this.cy = null;
      this.looks = { nodes: new Map(), lines: new Map() };
      this.level = "";
      this.scale = 1;
      this.cursor = "";
      this.on = { select: () => {}, menu: () => {}, open: () => {}, move: () => {} };
    }

    /* Wait for the component to have built its canvas. */
    async attach(id) {
      while (!document.getElementById(id)?._cyreg?.cy) await new Promise(requestAnimationFrame);
      await document.fonts.load("12px Inter").catch(() => []);
      document.fonts.addEventListener("loadingdone", () => this.cy.style().update());
      const cy = (this.cy = document.getElementById(id)._cyreg.cy);
      for (const selector of [undefined, "node", "edge", "*"]) cy.off(ECHO, selector);
      cy.elements().remove();
      cy.boxSelectionEnabled(true);
      this.axis = new window.atlas.axis.Axis(cy, document.getElementById("picture"));
      const selected = later(() => this.chosen(), 30);
      cy.on("select unselect", "*", selected);
      cy.on("tap", (event) => event.target === cy && selected());
      cy.on("zoom", later(() => this.rescale(), 120));
      cy.on("cxttap", (event) => this.on.menu(event.target === cy ? "" : event.target.id(), event.originalEvent));
      let taps = [];
      cy.on("tap", (event) => (taps = [taps[taps.length - 1], event.target]));
      cy.on("dbltap", "node", (event) => taps.every((target) => target === event.target) && this.on.open(event.target.id()));
      cy.on("dragfreeon", "node", (event) => this.moved(event.target));
      cy.on("mouseover mouseout", "edge, node", (event) => {
        event.target.toggleClass("hovered", event.type === "mouseover");
      });
    }

    chosen() {
      if (this.level !== "fast") this.uncrowd();
      this.on.select();
    }

    /* Far away, entities and names grow on the canvas, so that they can still be read. */
    rescale() {
      const wanted = this.level === "fast" ? 1 : 1 / this.cy.zoom();
      const scale = SCALES.findLast((step) => step <= wanted * 1.05) || 1;
      if (scale === this.scale) return;
      this.scale = scale;
      this.refresh();
    }

    moved(target) {
      const places = {};
      for (const node of (target.selected() ? this.cy.nodes(":selected") : target).toArray()) {
        const { x, y } = node.position();
        places[node.id()] = [x, y];
      }
      this.on.move(places);
    }

    /* Bring the canvas to what the model holds after a patch. */
    sync(patch) {
      const { cy, model } = this;
      const fresh = [];
      cy.batch(() => {
        for (const id of this.looks.nodes.keys()) if (!model.nodes.has(id)) cy.getElementById(id).remove();
        for (const node of model.nodes.values()) {
          if (cy.hasElementWithId(node.id)) continue;
          const [x, y] = model.places.get(node.id) || [0, 0];
          fresh.push({ group: "nodes", data: { id: node.id, kind: node.kind }, position: { x, y } });
        }
        for (const line of model.lines.values()) {
          if (cy.hasElementWithId(line.id)) continue;
          fresh.push({ group: "edges", data: { id: line.id, source: line.source, target: line.target } });
        }
        cy.add(fresh);
      });
      this.place(patch.places || {}, new Set(fresh.map((element) => element.data.id)));
      this.refresh();
    }

    place(places, already) {
      const moves = Object.entries(places).filter(([id]) => !already.has(id) && this.cy.hasElementWithId(id));
      if (moves.length && moves.length <= ANIMATED && !reduced.matches) {
        for (const [id, [x, y]] of moves) {
          this.cy.getElementById(id).stop().animate({ position: { x, y } }, { duration: MILLISECONDS });
        }
        setTimeout(() => this.uncrowd(), MILLISECONDS + 30);
        return;
      }
      this.cy.batch(() => {
        for (const [id, [x, y]] of moves) this.cy.getElementById(id).position({ x, y });
      });
    }

    /* Dress every element anew: filters, colours, sizes, labels. */
    refresh() {
      const { cy, model, declaration } = this;
      const picture = model.picture(declaration);
      const { style } = model.settings;
      const colour = window.atlas.dress.colouring(model, declaration, this.theme);
      const size = sizing(model, style.size);
      const few = picture.lines.size <= FEW_LINES;
      this.level = picture.nodes.size <= RICH ? "rich" : picture.nodes.size <= MIDDLE ? "middle" : "fast";
      this.restyle(style.flags);
      cy.batch(() => {
        for (const [id, node] of model.nodes) {
          const seen = picture.nodes.get(id);
          const element = cy.getElementById(id);
          const hidden = Math.max(0, node.neighbours - (seen?.lines || 0));
          const label = hidden ? `${node.label} +${hidden.toLocaleString("en")}` : node.label;
          element.data({ label, colour: colour(node), size: size(node) * Math.sqrt(this.scale), flag: node.flag ? `/assets/built/flags/${node.flag}.svg` : "" });
          element.classes(classes(element, { gone: !seen, faded: seen?.faded, pinned: model.pinned.has(id) }));
        }
        for (const id of model.lines.keys()) {
          const seen = picture.lines.get(id);
          const element = cy.getElementById(id);
          if (seen) element.data({ stance: seen.stance, arrows: seen.arrows, verified: seen.verified, label: this.caption(seen.ties, few) });
          element.classes(classes(element, { gone: !seen, faded: seen?.faded }));
        }
      });
      this.looks = picture;
      this.axis.show(model.settings.axis);
      this.uncrowd();
    }

    caption(ties, few) {
      const { RELATION } = window.atlas.model.TIE;
      const types = new Set(ties.map((tie) => tie[RELATION]));
      const title = types.size === 1 ? this.declaration.relations[ties[0][RELATION]]?.title || "" : "";
      if (few && title) return ties.length > 1 ? `${title} ×${ties.length}` : title;
      return ties.length > 1 ? String(ties.length) : "";
    }

    restyle(flags) {
      const wanted = `${this.level} ${this.theme} ${flags} ${this.scale}`;
      if (this.dressed === wanted) return;
      this.dressed = wanted;
      this.cy.style().fromJson(window.atlas.dress.rules(this.declaration, this.theme, this.level, flags, this.scale)).update();
      const renderer = this.cy.renderer();
      renderer.hideEdgesOnViewport = this.level === "fast" && this.cy.edges().length > 6000;
    }

    paint(theme) {
      this.theme = theme;
      if (this.cy) this.refresh();
    }

    /* Hide labels that would lie on others: those selected stay, then those of the entities with the most ties. */
    uncrowd() {
      const { cy, model } = this;
      const labels = model.settings.style.labels;
      const selected = new Set(this.selected().nodes);
      const nodes = [...this.looks.nodes.keys()].map((id) => model.nodes.get(id)).sort((a, b) => selected.has(b.id) - selected.has(a.id) || b.ties - a.ties);
      const crowd = new Crowd();
      for (const node of nodes) {
        const element = cy.getElementById(node.id);
        const [{ x, y }, half] = [element.position(), element.data("size") / 2.4];
        crowd.put((x - half) / this.scale, (y - half) / this.scale, (x + half) / this.scale, (y + half) / this.scale);
      }
      cy.batch(() => {
        for (const node of nodes) {
          const element = cy.getElementById(node.id);
          const { x, y } = element.position();
          const [half, top] = [3.3 * element.data("label").length, (y + element.data("size") / 2) / this.scale + 2];
          const free = labels !== "none" && (labels === "all" || crowd.take(x / this.scale - half, top, x / this.scale + half, top + 15));
          element.toggleClass("mute", !free);
        }
      });
    }

    /* What is selected: ids of entities, and of lines. */
    selected() {
      const ids = (elements) => elements.map((element) => element.id());
      return { nodes: ids(this.cy.nodes(":selected")), lines: ids(this.cy.edges(":selected")) };
    }

    select(ids) {
      const wanted = new Set(ids);
      this.cy.batch(() => {
        this.cy.elements(":selected").forEach((element) => wanted.has(element.id()) || element.unselect());
        for (const id of wanted) this.cy.getElementById(id).select();
      });
    }

    visible() {
      return [...this.looks.nodes.keys()];
    }

    fit(ids) {
      this.cy.resize();
      const all = this.cy.elements(":visible");
      const some = ids?.length ? all.filter((element) => ids.includes(element.id())) : all;
      if (!some.length) return;
      this.cy.fit(some, 48);
      if (this.cy.zoom() > 1.4) this.cy.zoom({ level: 1.4, position: centre(some) });
    }

    /* Bring into sight what lies outside, without a change of scale. */
    reveal(ids) {
      const box = this.cy.extent();
      const out = ids.map((id) => this.cy.getElementById(id)).filter((element) => element.length).some((element) => {
        const { x, y } = element.position();
        return x < box.x1 || x > box.x2 || y < box.y1 || y > box.y2;
      });
      if (out) this.fit();
    }

    zoom(factor) {
      this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
    }

    /* Move the keyboard's cursor to the nearest entity in a direction; returns its id. */
    step(dx, dy) {
      const from = this.cy.getElementById(this.cursor);
      const ids = this.visible();
      if (!from.length || !this.looks.nodes.has(this.cursor)) return this.point(ids[0] || "");
      const { x, y } = from.position();
      let best = "", least = Infinity;
      for (const id of ids) {
        const place = this.cy.getElementById(id).position();
        const along = (place.x - x) * dx + (place.y - y) * dy;
        const aside = Math.abs((place.x - x) * dy) + Math.abs((place.y - y) * dx);
        if (along > 0.1 && along + 2 * aside < least) [best, least] = [id, along + 2 * aside];
      }
      return this.point(best || this.cursor);
    }

    point(id) {
      this.cy.elements(".cursor").removeClass("cursor");
      this.cursor = id;
      if (id) {
        this.cy.getElementById(id).addClass("cursor");
        this.reveal([id]);
      }
      return id;
    }

    /* What is drawn now, for the writer of pictures. */
    drawing() {
      const nodes = [], lines = [];
      for (const [id, { faded }] of this.looks.nodes) {
        const element = this.cy.getElementById(id);
        const { x, y } = element.position();
        const { size, colour } = element.data();
        const { kind, label } = this.model.nodes.get(id);
        nodes.push({ id, x: x / this.scale, y: y / this.scale, size: size / Math.sqrt(this.scale), colour, label: element.hasClass("mute") && !element.selected() ? "" : label, shape: this.declaration.kinds[kind]?.shape || "ellipse", faded });
      }
      const colours = this.declaration.themes[this.theme];
      for (const [id, { stance, arrows, verified, ties, faded }] of this.looks.lines) {
        const { source, target } = this.model.lines.get(id);
        const label = this.level === "rich" ? this.caption(ties, this.looks.lines.size <= FEW_LINES) : "";
        lines.push({ source, target, colour: colours[stance], width: stance === "divides" ? 1.8 : 1.2, dashed: verified === "no", arrows, stance, label, faded });
      }
      const axis = this.model.settings.axis.map(([word, x, y]) => [word, x / this.scale, y / this.scale]);
      return { nodes, lines, axis };
    }
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

  function sizing(model, by) {
    if (by === "constant") return () => 20;
    const value = by === "betweenness" ? (node) => model.scores[node.id] || 0 : (node) => node.ties;
    let most = 1e-9;
    for (const node of model.nodes.values()) most = Math.max(most, value(node));
    return (node) => SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(value(node) / most);
  }

  function classes(element, flags) {
    const kept = ["cursor", "hovered", "mute"].filter((name) => element.hasClass(name));
    return [...kept, ...Object.keys(flags).filter((name) => flags[name])];
  }

  function centre(elements) {
    const box = elements.boundingBox();
    return { x: (box.x1 + box.x2) / 2, y: (box.y1 + box.y2) / 2 };
  }

  function later(act, wait) {
    let timer = 0;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(act, wait);
    };
  }

  window.atlas = window.atlas || {};
  window.atlas.canvas = { Canvas, later };
})();
