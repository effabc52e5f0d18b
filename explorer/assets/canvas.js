/* The bridge to the canvas: draws what the model holds on the `cy` instance of dash-cytoscape, and tells what the reader
   does there. Beside components/canvas.py, the only place that knows dash-cytoscape. */
(() => {
  "use strict";
  const RICH = 300, MIDDLE = 1000;
  const ANIMATED = 300, MILLISECONDS = 250;
  const FEW_LINES = 60;
  const MARGIN = 48, CLOSEST = 1.4;
  const UNSEEN = { stance: "neither", arrows: "none", verified: "yes", label: "" };
  const SCALES = [1, 1.4, 2, 2.8, 4], GROWTHS = [1, 2, 4, 8], SEEN = 0.1;
  const reduced = window.matchMedia("(prefers-reduced-motion: reduce)");

  /* What dash-cytoscape listens to: it would write all elements back to the page after every change. */
  const ECHO = "add remove dragfree resize viewport tapstart tap mouseover mouseout boxselect select unselect layoutstop";

  class Canvas {
    constructor(model, declaration) {
      this.model = model;
      this.declaration = declaration;
      this.cy = null;
      this.looks = { nodes: new Map(), lines: new Map() };
      this.faces = new Map();
      this.worn = new Map();
      this.level = "";
      this.scale = this.growth = 1;
      this.size = [0, 0];
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
      window.atlas.boxes.keepBoxes(cy);
      cy.boxSelectionEnabled(true);
      this.axis = new window.atlas.axis.Axis(cy, document.getElementById("picture"));
      const selected = later(() => this.chosen(), 30);
      cy.on("select unselect", "*", selected);
      cy.on("tap", (event) => event.target === cy && selected());
      cy.on("zoom", later(() => this.rescale(), 120));
      cy.on("resize", () => this.resized());
      cy.on("cxttap", (event) => this.on.menu(event.target === cy ? "" : event.target.id(), event.originalEvent));
      let taps = [];
      cy.on("tap", (event) => (taps = [taps[taps.length - 1], event.target]));
      cy.on("dbltap", "node", (event) => taps.every((target) => target === event.target) && this.on.open(event.target.id()));
      cy.on("dragfreeon", "node", (event) => this.moved(event.target));
      cy.on("mouseover mouseout", "edge, node", (event) => event.target.toggleClass("hovered", event.type === "mouseover"));
    }

    chosen() {
      if (this.level !== "fast") this.uncrowd();
      this.on.select();
    }

    /* Far away, entities and names grow on the canvas, so that they can still be read; of very many, the entities alone,
       so that none is smaller than a pixel. */
    rescale() {
      const [fast, zoom] = [this.level === "fast", this.cy.zoom()];
      const scale = fast ? 1 : SCALES.findLast((step) => step <= 1.05 / zoom) || 1;
      const growth = fast ? GROWTHS.find((step) => step >= SEEN / zoom) || GROWTHS[GROWTHS.length - 1] : Math.sqrt(scale);
      if (scale === this.scale && growth === this.growth) return;
      Object.assign(this, { scale, growth });
      this.refresh();
    }

    lies = () => JSON.stringify([this.cy.zoom(), this.cy.pan()]);

    /* The room has changed, by a drawer or the window: what was fitted to it is fitted again, else its middle stays. */
    resized() {
      const { cy, size: [width, height] } = this;
      this.size = [cy.width(), cy.height()];
      if (!width || !height || String(this.size) === String([width, height])) return;
      if (this.fitted === this.lies()) this.fit();
      else cy.panBy({ x: (this.size[0] - width) / 2, y: (this.size[1] - height) / 2 });
    }

    moved(target) {
      const places = {};
      for (const node of (target.selected() ? this.cy.nodes(":selected") : target).toArray()) {
        const { x, y } = node.position();
        places[node.id()] = [x, y];
      }
      this.on.move(places);
    }

    /* Where an entity lies, or will lie when it has come to rest. */
    at = (id) => this.model.places.get(id) || [0, 0];

    /* Bring the canvas to what the model holds after a patch. */
    sync(patch) {
      const { cy, model, worn } = this;
      const gone = [...worn.keys()].filter((id) => !model.nodes.has(id) && !model.lines.has(id));
      cy.remove(cy.collection(gone.map((id) => cy.getElementById(id)[0])));
      for (const id of gone) worn.delete(id);
      const moving = Object.keys(patch.places || {}).filter((id) => worn.has(id));
      this.refresh();
      this.move(moving);
    }

    move(ids) {
      const place = (id) => ({ x: this.at(id)[0], y: this.at(id)[1] });
      if (ids.length <= ANIMATED && !reduced.matches) {
        for (const id of ids) this.cy.getElementById(id).stop().animate({ position: place(id) }, { duration: MILLISECONDS });
        return;
      }
      this.cy.batch(() => {
        for (const id of ids) this.cy.getElementById(id).position(place(id));
      });
    }

    /* Dress what is not dressed as it should be: filters, colours, sizes, labels. What is new comes dressed. */
    refresh() {
      const { cy, model } = this;
      const picture = (this.looks = model.picture(this.declaration));
      this.level = picture.nodes.size <= RICH ? "rich" : picture.nodes.size <= MIDDLE ? "middle" : "fast";
      this.restyle(model.settings.style.flags);
      this.faces = window.atlas.dress.faces(model, this.declaration, this.theme, picture, this.growth);
      const shown = this.labelled();
      const few = picture.lines.size <= FEW_LINES;
      const { caption } = window.atlas.dress;
      const fresh = [];
      cy.batch(() => {
        for (const [id, { kind }] of model.nodes) {
          const seen = picture.nodes.get(id);
          const names = [!seen && "gone", seen?.faded && "faded", model.pinned.has(id) && "pinned"].filter(Boolean);
          if (this.wear(id, this.faces.get(id), names)) continue;
          const [x, y] = this.at(id);
          fresh.push({ group: "nodes", data: { id, kind, ...this.faces.get(id) }, position: { x, y }, classes: shown.has(id) ? names : [...names, "mute"] });
        }
        for (const [id, { source, target }] of model.lines) {
          const seen = picture.lines.get(id);
          const data = seen ? { stance: seen.stance, arrows: seen.arrows, verified: seen.verified, label: caption(seen.ties, few, this.declaration) } : UNSEEN;
          const names = seen ? (seen.faded ? ["faded"] : []) : ["gone"];
          if (!this.wear(id, data, names)) fresh.push({ group: "edges", data: { id, source, target, ...data }, classes: names });
        }
        cy.add(fresh);
        this.mute(shown);
      });
      this.axis.show(model.settings.axis);
    }

    /* Dress an element; false where it is not on the canvas yet. */
    wear(id, data, names) {
      const before = this.worn.get(id);
      const now = [...Object.values(data), ...names].join("\n");
      if (now === before) return true;
      this.worn.set(id, now);
      if (before === undefined) return false;
      const element = this.cy.getElementById(id);
      element.data(data);
      element.classes([...["cursor", "hovered", "mute"].filter((name) => element.hasClass(name)), ...names]);
      return true;
    }

    /* The entities whose label is shown: those selected choose their place first, then those with the most ties. */
    labelled() {
      const { model } = this;
      const { labels } = model.settings.style;
      const ids = this.visible();
      if (labels !== "auto") return new Set(labels === "all" ? ids : []);
      const selected = new Set(this.selected().nodes);
      const ties = (id) => model.nodes.get(id).ties;
      ids.sort((a, b) => selected.has(b) - selected.has(a) || ties(b) - ties(a));
      return window.atlas.labels.labelled(ids, this.at, this.faces, this.scale);
    }

    mute(shown) {
      for (const id of this.visible()) {
        const element = this.cy.getElementById(id);
        if (element.hasClass("mute") === shown.has(id)) element.toggleClass("mute");
      }
    }

    uncrowd() {
      const shown = this.labelled();
      this.cy.batch(() => this.mute(shown));
    }

    restyle(flags) {
      const wanted = `${this.level} ${this.theme} ${flags} ${this.scale}`;
      if (this.dressed === wanted) return;
      this.dressed = wanted;
      this.cy.style().fromJson(window.atlas.dress.rules(this.declaration, this.theme, this.level, flags, this.scale)).update();
      const renderer = this.cy.renderer();
      renderer.hideEdgesOnViewport = this.level === "fast" && this.model.lines.size > 6000;
    }

    paint(theme) {
      this.theme = theme;
      if (this.cy) this.refresh();
    }

    /* What is selected: ids of entities, and of lines. */
    selected() {
      const [nodes, lines] = [this.cy.nodes(":selected"), this.cy.edges(":selected")].map((found) => found.map((element) => element.id()));
      return { nodes, lines };
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
      const { cy } = this;
      cy.resize();
      const wanted = ids?.length ? ids.filter((id) => this.looks.nodes.has(id)) : this.visible();
      const shown = new Set(wanted.filter((id) => !cy.getElementById(id).hasClass("mute")));
      const box = window.atlas.labels.around(wanted, this.at, this.faces, this.scale, shown);
      if (!box) return;
      const [left, top, right, bottom] = box;
      const [width, height] = [cy.width(), cy.height()];
      const zoom = Math.max(Math.min((width - 2 * MARGIN) / (right - left), (height - 2 * MARGIN) / (bottom - top), CLOSEST), cy.minZoom());
      const pan = { x: (width - zoom * (left + right)) / 2, y: (height - zoom * (top + bottom)) / 2 };
      cy.viewport({ zoom, pan });
      this.rescale();
      this.fitted = this.lies();
    }

    /* Bring into sight what lies outside, without a change of scale. */
    reveal(ids) {
      const box = this.cy.extent();
      const outside = ([x, y]) => x < box.x1 || x > box.x2 || y < box.y1 || y > box.y2;
      if (ids.some((id) => this.looks.nodes.has(id) && outside(this.at(id)))) this.fit();
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
        const [{ x, y }, { size, colour }] = [element.position(), element.data()];
        const { kind, label } = this.model.nodes.get(id);
        nodes.push({ id, x: x / this.scale, y: y / this.scale, size: size / this.growth, colour, label: element.hasClass("mute") && !element.selected() ? "" : label, shape: this.declaration.kinds[kind]?.shape || "ellipse", faded });
      }
      const colours = this.declaration.themes[this.theme];
      for (const [id, { stance, arrows, verified, ties, faded }] of this.looks.lines) {
        const { source, target } = this.model.lines.get(id);
        const label = this.level === "rich" ? window.atlas.dress.caption(ties, this.looks.lines.size <= FEW_LINES, this.declaration) : "";
        lines.push({ source, target, colour: colours[stance], width: stance === "divides" ? 1.8 : 1.2, dashed: verified === "no", arrows, stance, label, faded });
      }
      const axis = this.model.settings.axis.map(([word, x, y]) => [word, x / this.scale, y / this.scale]);
      return { nodes, lines, axis };
    }
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
