/* The Explore page: joins the view, the canvas, the panels and the server. */
(() => {
  "use strict";
  const { later } = window.atlas.canvas;
  const { TIE } = window.atlas.model;
  const OLDEST = 0.02;
  const NUDGE = 12;
  const THEMES = ["light", "dark", "print"];
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const send = (id, properties) => window.dash_clientside.set_props(id, properties);

  class Page {
    async begin(declaration) {
      const { Model } = window.atlas.model;
      this.declaration = declaration;
      this.model = new Model();
      this.table = new window.atlas.table.Table(this);
      this.keeping = new window.atlas.keeping.Keeping(this);
      this.canvas = new window.atlas.canvas.Canvas(this.model, declaration);
      this.panels = new window.atlas.panels.Panels(this);
      this.actions = window.atlas.actions.actions(this);
      this.asking = new window.atlas.asking.Asking({
        send: (ask) => send("ask", { data: ask }),
        told: (state) => this.panels.working(state),
        away: (note) => this.panels.banner(`The database does not answer. What you see stays; the page goes on by itself when it is back. ${note || ""}`),
        back: () => this.panels.banner(""),
      });
      this.panels.buildBar(this.actions);
      this.time = new window.atlas.time.TimeBar(this);
      await this.canvas.attach("canvas");
      this.canvas.on = {
        select: () => this.chose(), menu: (id, event) => this.menu(id, event), open: (id) => this.grow({ do: "expand", ids: [id] }),
        move: (places) => this.moved(places),
      };
      this.model.listeners.push((patch) => this.changed(patch));
      this.listen();
      this.paint(dark.matches ? "dark" : "light");
      this.remember = later(() => this.keeping.writeAddress(), 400);
      await this.keeping.readAddress();
      document.body.dataset.ready = "true";
    }

    listen() {
      document.addEventListener("click", (event) => {
        const made = event.target.closest?.("[data-act], [data-ask]");
        if (!event.target.closest?.("#menu")) this.panels.closeMenu();
        if (!made || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        this.panels.closeMenu();
        this.act(made.dataset.act || "ask", made.dataset);
      });
      document.addEventListener("keydown", (event) => this.key(event));
      document.getElementById("shapes").addEventListener("click", (event) => event.target.dataset.shape && this.panels.shape(event.target.dataset.shape));
      dark.addEventListener("change", () => this.paint(dark.matches ? "dark" : "light"));
      window.addEventListener("hashchange", () => this.keeping.readAddress());
    }

    /* Asking ----------------------------------------------------------------------------------------------------- */

    /* Ask about what is shown: the server is told what that is, and where it lies. */
    ask(body) {
      return this.request(() => ({ ...this.model.lying(), ...body }));
    }

    /* Ask for something for which the canvas does not matter. */
    async request(body) {
      const answer = await this.asking.ask(body);
      if (answer && !answer.ok && !answer.taken) this.say(answer.note);
      return answer;
    }

    /* Add what the server finds. */
    async grow(body) {
      const empty = !this.model.nodes.size;
      const answer = await this.ask(body);
      if (!answer?.ok) return;
      this.say(answer.note);
      if (answer.nodes.length) {
        const title = body.do === "start" ? answer.nodes.find((node) => node.id === body.id)?.name : "";
        // What is added stands by its neighbours, not on the axis.
        this.change(answer.title || "Add", { add: answer, places: answer.places, set: { axis: [], ...(empty && title ? { title } : {}) } });
        if (empty) this.canvas.fit();
        else this.canvas.reveal(answer.nodes.map((node) => node.id));
      }
      if (answer.select?.length) this.canvas.select(answer.select);
      if (answer.offer) this.panels.narrow(answer.offer, answer.cut);
    }

    async layout(name) {
      const answer = await this.ask({ do: "layout", layout: name, lines: this.drawnLines(), pinned: [...this.model.pinned] });
      if (!answer?.ok) return;
      this.say(answer.note);
      this.change(`Layout: ${this.declaration.layouts[name][0]}`, { places: answer.places, set: { layout: name, axis: answer.axis } });
      setTimeout(() => this.canvas.fit(), 300);
    }

    drawnLines() {
      return [...this.canvas.looks.lines.keys()].map((id) => id.split(" "));
    }

    async resize(size) {
      if (size === "betweenness") await this.measure("betweenness");
      this.settle("Change the sizes", "style", { size });
    }

    async recolour(colour) {
      if (colour === "camp" || colour.startsWith("member:")) await this.measure(colour);
      this.settle("Change the colours", "style", { colour });
    }

    /* Have the server work out a figure for each entity shown. */
    async measure(what) {
      const answer = await this.ask({ do: "measure", what, lines: this.drawnLines() });
      if (!answer?.ok) return;
      if (what === "betweenness") this.model.scores = answer.scores;
      else for (const [id, value] of Object.entries(answer.traits || {})) this.model.nodes.get(id).traits = { ...this.model.nodes.get(id).traits, [what]: value };
    }

    /* Changing --------------------------------------------------------------------------------------------------- */

    change(title, patch, run) {
      this.model.change(title, patch, run);
    }

    settle(title, group, values, run) {
      this.change(title, { set: { [group]: { ...this.model.settings[group], ...values } } }, run);
    }

    filter(title, key, value) {
      const off = this.model.settings.filters[key];
      this.settle(title, "filters", { [key]: off.includes(value) ? off.filter((other) => other !== value) : [...off, value] });
    }

    date(key, value, run) {
      if (value && !/^\d{4}(-\d{2}(-\d{2})?)?$/.test(value)) {
        this.say(`“${value}” is no date: write 2016, 2016-05 or 2016-05-31.`);
        return;
      }
      const values = { [key]: value, ...(key === "as_of" ? { from: "", to: "" } : { as_of: "" }) };
      this.settle(value ? `Date: ${value}` : "All dates", "filters", values, run);
    }

    step(way) {
      const title = this.model[way]();
      this.say(title ? `${way === "undo" ? "Undone" : "Done again"}: ${title}` : `Nothing to ${way}.`);
    }

    /* What was moved along the axis stands there no longer for its date or layer. */
    moved(places) {
      const along = this.canvas.axis.upright ? 0 : 1;
      const off = Object.entries(places).some(([id, place]) => Math.abs(place[along] - this.model.places.get(id)[along]) > NUDGE);
      this.change(`Move ${this.called(Object.keys(places))}`, { places, ...(off ? { set: { axis: [] } } : {}) });
    }

    pin(ids) {
      const pinned = ids.every((id) => this.model.pinned.has(id));
      this.change(`${pinned ? "Unpin" : "Pin"} ${this.called(ids)}`, { pins: Object.fromEntries(ids.map((id) => [id, !pinned])) });
    }

    align(ids, axis) {
      const places = Object.fromEntries(ids.map((id) => [id, this.model.places.get(id)]));
      const width = (id) => Math.max(44, 6.6 * this.model.nodes.get(id).label.length);
      this.change(`Align ${this.called(ids)}`, { places: window.atlas.actions.aligned(places, axis, width) });
    }

    collapse(ids) {
      const remove = this.model.neighbours(ids).filter((id) => !ids.includes(id) && this.model.neighbours([id]).every((other) => ids.includes(other)));
      if (remove.length) this.change(`Collapse ${this.called(ids)}`, { remove });
      else this.say("All its neighbours are tied to others too.");
    }

    /* Bring canvas, legend and address to the model after a change. */
    changed(patch) {
      this.canvas.sync(patch);
      this.redraw();
      this.remember();
      const told = `${this.model.nodes.size > 0} ${this.chosen()}`;
      if (told !== this.told) this.chose();
    }

    redraw() {
      const { looks } = this.canvas;
      this.entries = window.atlas.dress.legend(this.model, this.declaration, this.canvas.theme, looks);
      this.panels.legend(this.entries);
      let ties = 0, unverified = 0;
      for (const line of looks.lines.values()) {
        ties += line.ties.length;
        unverified += line.ties.filter((tie) => !tie[TIE.VERIFIED]).length;
      }
      this.figures = { shown: looks.nodes.size, ties, unverified };
      this.panels.status();
      this.time.show(...this.years());
      this.panels.offer(this.actions);
      if (this.panels.open && this.panels.open !== "views") this.panels.refresh();
      document.body.classList.toggle("empty", !this.model.nodes.size);
      this.table.fillGrid();
    }

    /* Selecting -------------------------------------------------------------------------------------------------- */

    chosen() {
      return this.canvas.selected().nodes;
    }

    chose() {
      const { nodes, lines } = this.canvas.selected();
      this.told = `${this.model.nodes.size > 0} ${nodes}`;
      this.panels.offer(this.actions);
      const line = !nodes.length && lines.length ? lines[0].split(" ") : null;
      this.tell(nodes, line);
      if (document.body.dataset.shape && document.body.dataset.shape !== "graph") this.table.selectInGrid(nodes);
    }

    choose(ids, event) {
      this.canvas.select(event.shiftKey || event.ctrlKey ? [...this.chosen(), ...ids] : ids);
    }

    called(ids) {
      if (ids.length === 1) return this.model.nodes.get(ids[0])?.label || ids[0];
      return `${ids.length.toLocaleString("en")} entities`;
    }

    counts() {
      const counts = { kinds: new Map(), relations: new Map(), polarities: new Map(), datasets: new Map() };
      const count = (map, key) => map.set(key, (map.get(key) || 0) + 1);
      for (const node of this.model.nodes.values()) count(counts.kinds, node.kind);
      for (const line of this.model.lines.values()) {
        for (const tie of line.ties) {
          count(counts.relations, tie[TIE.RELATION]);
          count(counts.polarities, tie[TIE.POLARITY]);
          count(counts.datasets, tie[TIE.DATASET]);
        }
      }
      return counts;
    }

    /* The years that the time bar spans: those of all ties shown, but for the few oldest. */
    years() {
      const years = [];
      for (const line of this.model.lines.values()) {
        for (const tie of line.ties) {
          for (const date of [tie[TIE.START], tie[TIE.END]]) if (date) years.push(Number(date.slice(0, 4)));
        }
      }
      years.sort((a, b) => a - b);
      return years.length ? [years[Math.floor(years.length * OLDEST)], years[years.length - 1]] : [0, 0];
    }

    /* Doing ------------------------------------------------------------------------------------------------------ */

    act(name, data = {}) {
      if (name === "ask") return this.grow(JSON.parse(data.ask));
      if (name === "show") return this.show(data.id);
      if (name === "start") return this.grow({ do: "start", id: data.id });
      if (name === "center") return this.model.nodes.has(data.id) ? this.canvas.fit([data.id]) : this.show(data.id);
      if (name === "select") return this.read(data.id);
      if (name === "csv-nodes" || name === "csv-ties") return this.table.download(name.slice(4));
      if (data.id && this.model.nodes.has(data.id)) this.canvas.select([data.id]);
      const action = this.actions[name];
      if (!action) return undefined;
      if (this.chosen().length < (action.needs || 0)) return this.say(`Select ${action.needs === 1 ? "an entity" : "two entities"} first.`);
      return action.run();
    }

    show(id) {
      if (this.model.nodes.has(id)) {
        this.canvas.select([id]);
        this.canvas.reveal([id]);
        return undefined;
      }
      return this.grow(this.model.nodes.size ? { do: "add", ids: [id] } : { do: "start", id });
    }

    /* Select an entity or a line; a line that is not drawn is still told about. */
    read(id) {
      this.canvas.select([id]);
      if (id.includes(" ") && !this.canvas.looks.lines.has(id)) this.tell([], id.split(" "));
    }

    tell(ids, line) {
      send("chosen", { data: { ids: ids.slice(0, 500), line, shown: this.model.nodes.size } });
    }

    menu(id, event) {
      if (id && !this.canvas.selected().nodes.includes(id) && this.model.nodes.has(id)) this.canvas.select([id]);
      const sort = this.chosen().length ? "node" : "canvas";
      const number = this.chosen().length;
      const entries = Object.entries(this.actions).filter(([, action]) => action.menu === sort && number >= (action.needs || 0));
      this.panels.menu(entries, event.clientX, event.clientY);
    }

    key(event) {
      const typing = event.target.closest?.("input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable], .ag-root");
      const stroke = window.atlas.actions.stroke(event);
      if (event.key === "Escape" && !document.getElementById("menu").hidden) return this.panels.closeMenu();
      if (typing || document.getElementById("dialog").open) return undefined;
      if (event.target.closest?.("#menu")) return this.menuKey(event);
      if (event.target.id === "picture" && this.canvasKey(event)) return event.preventDefault();
      if ((stroke === "Space" || stroke === "Enter") && event.target.closest?.("button, a, input, summary")) return undefined;
      const found = Object.entries(this.actions).find(([, action]) => action.keys.includes(stroke));
      if (!found) return undefined;
      event.preventDefault();
      return this.act(found[0]);
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
        const id = this.canvas.step(...ways[event.key]);
        if (id) this.say(`${this.model.nodes.get(id).name}, ${this.declaration.kinds[this.model.nodes.get(id).kind]?.title || ""}`);
        return true;
      }
      const { cursor } = this.canvas;
      if (event.key === "Enter" && cursor) {
        this.canvas.select(event.shiftKey ? [...this.chosen(), cursor] : [cursor]);
        return true;
      }
      if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
        const box = document.getElementById("picture").getBoundingClientRect();
        this.menu(cursor, { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 });
        return true;
      }
      return false;
    }

    escape() {
      this.canvas.select([]);
      if (this.panels.open) this.panels.show(this.panels.open);
    }

    say(text) {
      this.said = text || "";
      document.getElementById("said").textContent = this.said;
      this.panels.status();
    }

    nextTheme() {
      this.paint(THEMES[(THEMES.indexOf(this.canvas.theme) + 1) % THEMES.length]);
    }

    paint(theme) {
      document.documentElement.dataset.theme = theme;
      this.canvas.paint(theme);
      if (this.figures) this.redraw();
    }
  }

  const page = (window.atlas.page = new Page());
  const space = (window.dash_clientside = window.dash_clientside || {});
  space.page = {
    begin(declaration) {
      if (declaration && !page.declaration) page.begin(declaration);
    },
    answered(answer) {
      page.asking?.answered(answer);
    },
    gridChose(nodes, ties) {
      if (page.canvas?.cy) page.table.gridChose(nodes, ties);
    },
  };
})();
