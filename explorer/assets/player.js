/* The player: slides shown one at a time, with keys, steps, pan and zoom, hover, notes and an overview.

   const player = window.atlasPlayer.start(root, {slides, notes, at, hash, onSlide});

   root     An element. Its children `.slide` are the slides, each with one SVG as explorer/export/deck_svg.py writes it
            and, where there are any, its notes as `<aside class="notes">`. It gets the class `player`.
   slides   Texts of such SVGs that are added as slides; not needed where they stand in `root` already.
   notes    Plain texts, one of each of `slides`.
   at       The slide to begin with, from 0.
   hash     True where the number of the slide, from 1, stands behind the # of the address.
   onSlide  Called with (index, {scene, step, title}) whenever another slide is shown, and for the first.

   player   index, count, slides: [{scene, step, title}], next(), previous(), go(index), black(on), notes(on),
            overview(on), fit(), put(slides, notes): other slides in place of these, stop(): lets go of all listeners.
            on/off default to the other of what is.

   Keys: right, down, space, Page Down: next; left, up, Page Up: previous; Home, End; B or a dot: black; N: notes;
   O: overview; F: full screen; + - 0: zoom; Shift and an arrow: pan; Escape: back. Needs player_slides.js, player.css. */
(() => {
  "use strict";
  const WIDTH = 960, HEIGHT = 540, MOST = 12, STEP = 1.3, FADE = 350, IDLE = 2500, SWIPE = 60, STILL = 4, FEW = 4;
  const KEYS = {
    ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", Enter: "next", ArrowLeft: "previous",
    ArrowUp: "previous", PageUp: "previous", Backspace: "previous", Home: "first", End: "last", b: "black", ".": "black",
    n: "notes", o: "overview", f: "full", "+": "larger", "=": "larger", "-": "smaller", 0: "fit", Escape: "back",
  };
  const PAN = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  const BAR = [
    ["previous", "‹", "Previous slide"], ["next", "›", "Next slide"], ["overview", "Overview", "All slides"],
    ["notes", "Notes", "Speaker notes"], ["sources", "Sources", "Where this comes from"], ["fit", "Whole slide", "Whole slide"],
    ["full", "Full screen", "Full screen"],
  ];

  const tools = () => window.atlasSlides;

  class Player {
    constructor(root, given) {
      this.root = root;
      this.hash = Boolean(given.hash);
      this.onSlide = given.onSlide || (() => {});
      this.stage = tools().made("div", { class: "stage" });
      this.stage.append(...root.querySelectorAll(":scope > .slide"));
      this.told = tools().made("section", { class: "told", "aria-live": "polite", "aria-label": "What is told of it", hidden: "" });
      this.dark = tools().made("div", { class: "black", hidden: "" });
      this.place = tools().made("span", { class: "place", role: "status" });
      this.bar = tools().made("nav", { class: "bar", "aria-label": "Slides" });
      for (const [act, word, tip] of BAR) this.bar.append(tools().made("button", { type: "button", "data-act": act, title: tip, ...(word.length > 1 ? {} : { "aria-label": tip }) }, word));
      this.bar.children[0].after(this.place);
      root.classList.add("player");
      root.append(this.stage, this.told, this.bar, this.dark);
      this.pointers = new Map();
      this.index = -1;
      this.listening = new AbortController();
      this.listen();
      if (given.slides) this.add(given.slides, given.notes || []);
      this.read();
      this.go(given.at ?? (this.hash ? Number(location.hash.slice(1)) - 1 || 0 : 0));
    }

    add(slides, notes) {
      this.stage.append(...slides.map((text, number) => tools().slideOf(text, notes[number])));
    }

    read() {
      this.elements = [...this.stage.children];
      this.slides = this.elements.map(tools().prepare);
      this.elements.forEach((slide, number) => tools().pick(slide, number, this.slides[number]));
      this.count = this.elements.length;
      this.addresses = tools().sources(this.stage);
      const last = this.slides.at(-1);
      this.sourcesAt = last && last.scene > 0 ? this.slides.findIndex((slide) => slide.scene === last.scene) : -1;
      this.bar.querySelector("[data-act=sources]").hidden = this.sourcesAt < 0;
      this.bar.querySelector("[data-act=notes]").hidden = !this.stage.querySelector(".slide > .notes");
    }

    put(slides, notes = []) {
      const at = this.index;
      this.stage.replaceChildren();
      this.add(slides, notes);
      this.read();
      this.index = -1;
      this.go(at);
    }

    get svg() { return this.elements[this.index]?.querySelector("svg"); }

    /* Moving through the slides */
    go(index) {
      const at = Math.max(0, Math.min(this.count - 1, index));
      if (!this.count || at === this.index) return;
      const [old, now] = [this.index, this.slides[at]];
      const step = old >= 0 && this.slides[old].scene === now.scene;
      this.tell(null);
      if (old >= 0 && !step) this.fit();
      clearTimeout(this.leaving);
      this.elements.forEach((slide, number) => {
        slide.classList.toggle("current", number === at);
        slide.classList.toggle("fading", number === at && step);
        slide.classList.toggle("leaving", number === old && step);
      });
      this.index = at;
      if (!step || !this.view) this.view = [0, 0, WIDTH];
      this.look();
      this.leaving = setTimeout(() => this.elements[old]?.classList.remove("leaving"), FADE);
      this.root.dataset.paper = now.dark ? "dark" : "light";
      if (this.hash) history.replaceState(null, "", `#${at + 1}`);
      this.place.textContent = `${at + 1} of ${this.count}`;
      if (this.root.classList.contains("overview")) this.elements[at].scrollIntoView({ block: "nearest" });
      this.onSlide(at, now);
    }

    next() { this.go(this.index + 1); }
    previous() { this.go(this.index - 1); }
    first() { this.go(0); }
    last() { this.go(this.count - 1); }
    sources() { this.overview(false); this.go(this.sourcesAt); }

    black(on = this.dark.hidden) { this.dark.hidden = !on; }
    notes(on) { this.root.classList.toggle("with-notes", on); }

    overview(on = !this.root.classList.contains("overview")) {
      this.tell(null);
      this.fit();
      this.root.classList.toggle("overview", on);
      for (const node of this.stage.querySelectorAll(".node")) node.setAttribute("tabindex", on ? "-1" : "0");
      if (on) this.elements[this.index]?.querySelector(".pick").focus();
    }

    full() {
      if (document.fullscreenElement) document.exitFullscreen();
      else this.root.requestFullscreen?.().catch(() => {});
    }

    back() {
      if (!this.dark.hidden) this.black(false);
      else if (!this.told.hidden) this.tell(null);
      else if (this.root.classList.contains("overview")) this.overview(false);
      else this.fit();
    }

    /* Zoom and pan: the part of the slide that is seen is [left, top, width], in points. */
    get zoomed() { return this.view && this.view[2] < WIDTH - 0.5; }

    look() {
      const [x, y, width] = this.view;
      this.svg?.setAttribute("viewBox", `${x} ${y} ${width} ${(width * HEIGHT) / WIDTH}`);
      this.root.classList.toggle("zoomed", this.zoomed);
    }

    see(x, y, width) {
      const wide = Math.max(WIDTH / MOST, Math.min(WIDTH, width)), high = (wide * HEIGHT) / WIDTH;
      this.view = [Math.max(0, Math.min(WIDTH - wide, x)), Math.max(0, Math.min(HEIGHT - high, y)), wide];
      this.look();
    }

    fit() { this.see(0, 0, WIDTH); }

    /* Zoom in by a factor; the point, the middle where none is given, stays where it is. */
    zoom(factor, point) {
      const [x, y, width] = this.view;
      const [px, py] = point || [x + width / 2, y + (width * HEIGHT) / WIDTH / 2];
      const now = Math.max(WIDTH / MOST, Math.min(WIDTH, width / factor)), share = now / width;
      this.see(px - (px - x) * share, py - (py - y) * share, now);
    }

    larger() { this.zoom(STEP); }
    smaller() { this.zoom(1 / STEP); }
    pan(across, down) { this.see(this.view[0] + across, this.view[1] + down, this.view[2]); }

    point(event) {
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
      return [at.x, at.y];
    }

    /* What is told of a node or a line; nothing where `part` is null. `pinned` keeps it until the next click. */
    tell(part, pinned = false) {
      const svg = this.svg;
      this.pinned = part && pinned ? part : null;
      this.told.hidden = !part;
      svg?.classList.toggle("lighting", Boolean(part));
      svg?.querySelectorAll(".lit").forEach((lit) => lit.classList.remove("lit"));
      if (!part) return;
      const all = [...svg.querySelectorAll(".line")], { id } = part.dataset;
      const lines = part.matches(".line") ? [part] : all.filter((line) => line.dataset.source === id || line.dataset.target === id);
      const ends = new Set([id, ...lines.flatMap((line) => [line.dataset.source, line.dataset.target])]);
      const pairs = new Set(lines.map((line) => `${line.dataset.source} ${line.dataset.target}`));
      const named = (other) => ends.has(other.dataset.id) || ends.has(other.dataset.of) || pairs.has(other.dataset.of);
      for (const lit of [...lines, ...[...svg.querySelectorAll("[data-id], [data-of]")].filter(named)]) lit.classList.add("lit");
      const box = part.getBoundingClientRect(), stage = this.stage.getBoundingClientRect();
      this.told.classList.toggle("left", box.left + box.width / 2 > stage.left + stage.width / 2);
      const said = lines.flatMap((line) => tools().sentences(line, this.addresses));
      const shown = pinned || said.length <= FEW + 1 ? said : [...said.slice(0, FEW), tools().made("li", {}, `and ${said.length - FEW} more: click to read all`)];
      this.told.replaceChildren(...(id ? [tools().made("h2", {}, part.dataset.told)] : []), tools().made("ul", {}, ...shown));
    }

    /* Listening */
    listen() {
      const on = (target, name, act, more = {}) => target.addEventListener(name, act, { signal: this.listening.signal, ...more });
      const hold = (event) => this.hold(event);
      on(document, "keydown", (event) => this.key(event));
      on(this.bar, "click", (event) => { const act = event.target.dataset?.act; if (act) this[act](); });
      on(this.dark, "click", () => this.black(false));
      on(this.stage, "click", (event) => this.click(event));
      on(this.stage, "pointerover", (event) => { if (!this.pinned && event.pointerType === "mouse") this.tell(this.part(event)); });
      on(this.stage, "focusin", (event) => { if (!this.pinned && event.target.matches(".node:focus-visible")) this.tell(event.target); });
      on(this.stage, "focusout", () => { if (!this.pinned) this.tell(null); });
      on(this.stage, "wheel", (event) => this.wheel(event), { passive: false });
      on(this.stage, "pointerdown", hold);
      on(this.stage, "pointermove", (event) => this.move(event));
      for (const name of ["pointerup", "pointercancel"]) on(this.stage, name, (event) => this.release(event));
      on(this.root, "pointermove", () => this.awake());
    }

    stop() { this.listening.abort(); clearTimeout(this.leaving); clearTimeout(this.sleeping); }

    awake() {
      this.root.classList.remove("idle");
      clearTimeout(this.sleeping);
      this.sleeping = setTimeout(() => this.root.classList.add("idle"), IDLE);
    }

    part(event) { return this.root.classList.contains("overview") ? null : event.target.closest?.(".current .node, .current .line"); }

    key(event) {
      const { target } = event, key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (event.ctrlKey || event.altKey || event.metaKey || target.closest?.("input, textarea, select, dialog, [contenteditable]")) return;
      const press = key === "Enter" || key === " ";
      if (press && target.closest?.("a, button")) return;
      if (press && target.closest?.(".node")) this.click(event);
      else if (event.shiftKey && PAN[key]) this.pan(...PAN[key].map((way) => (way * this.view[2]) / 8));
      else if (KEYS[key]) {
        if (!this.dark.hidden && KEYS[key] !== "black") this.black(false);
        this[KEYS[key]]();
      } else return;
      event.preventDefault();
    }

    click(event) {
      if (this.dragged) return;
      if (this.root.classList.contains("overview")) {
        const slide = event.target.closest(".slide");
        if (!slide) return;
        this.overview(false);
        this.go(this.elements.indexOf(slide));
        return;
      }
      const part = this.part(event);
      this.tell(part === this.pinned ? null : part, true);
    }

    wheel(event) {
      if (this.root.classList.contains("overview") || !event.target.closest("svg")) return;
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY / (event.deltaMode ? 20 : 400)), this.point(event));
    }

    hold(event) {
      if (event.button || this.root.classList.contains("overview") || !event.target.closest("svg")) return;
      if (!this.pointers.size) this.dragged = false;
      this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY, from: [event.clientX, event.clientY] });
    }

    move(event) {
      const held = this.pointers.get(event.pointerId);
      if (!held) return;
      if (Math.hypot(event.clientX - held.from[0], event.clientY - held.from[1]) > STILL) this.dragged = true;
      if (!this.dragged) return;
      const scale = this.svg.getScreenCTM().a, other = [...this.pointers.values()].find((each) => each !== held);
      if (other) {
        const apart = (x, y) => Math.hypot(x - other.x, y - other.y) || 1;
        this.zoom(apart(event.clientX, event.clientY) / apart(held.x, held.y), this.point(event));
      } else if (this.zoomed) this.pan((held.x - event.clientX) / scale, (held.y - event.clientY) / scale);
      [held.x, held.y] = [event.clientX, event.clientY];
    }

    release(event) {
      const held = this.pointers.get(event.pointerId);
      if (!this.pointers.delete(event.pointerId) || event.pointerType === "mouse" || this.zoomed || this.pointers.size) return;
      const across = event.clientX - held.from[0], down = event.clientY - held.from[1];
      if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(down)) this[across < 0 ? "next" : "previous"]();
    }
  }

  window.atlasPlayer = { start: (root, given = {}) => new Player(root, given) };
})();
