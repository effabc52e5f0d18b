/* The Explore page: joins the view, the canvas, the panels and the server. */
(() => {
  "use strict";
  const { later } = window.atlas.canvas;
  const { TIE } = window.atlas.model;
  const NUDGE = 12;
  const THEMES = ["light", "dark", "print"];
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const send = (id, properties) => window.dash_clientside.set_props(id, properties);

  class Page {
    async begin(declaration) {
      const { Model } = window.atlas.model;
      this.declaration = declaration;
      this.model = new Model();
      this.telling = new window.atlas.wire.Told();
      this.table = new window.atlas.table.Table(this);
      this.keeping = new window.atlas.keeping.Keeping(this);
      this.keys = new window.atlas.keys.Keys(this);
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
      this.panels.watch();
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
      document.addEventListener("keydown", (event) => this.keys.key(event));
      document.getElementById("shapes").addEventListener("click", (event) => event.target.dataset.shape && this.panels.shape(event.target.dataset.shape));
      dark.addEventListener("change", () => this.paint(dark.matches ? "dark" : "light"));
      window.addEventListener("hashchange", () => this.keeping.readAddress());
    }

    /* Asking ----------------------------------------------------------------------------------------------------- */

    /* Ask about what is shown: the server is told what has changed of it since the last ask, or all where it asks for it.
       `drawn` are the ids of lines that the ask is about. */
    async ask(body, drawn = []) {
      const answer = await this.request((seq) => ({ ...this.telling.change(this.model, seq, drawn), ...body }));
      return answer?.forgotten ? this.ask(body, drawn) : answer;
    }

    /* Ask for something for which the canvas does not matter. */
    async request(body) {
      const answer = await this.asking.ask(body);
      if (answer && !answer.ok && !answer.taken && !answer.forgotten) this.say(answer.note);
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

    /* Have the server tell the ids of the ties, which it leaves out at first. */
    async identify() {
      const lines = [...this.model.lines.values()].filter((line) => line.ties.some((tie) => !tie[TIE.ID]));
      if (!lines.length) return;
      const answer = await this.ask({ do: "ties" }, lines.map((line) => line.id));
      lines.forEach(({ ties }, number) => {
        const ids = answer?.ids?.[number] || [];
        if (ids.length === ties.length) ties.forEach((tie, at) => (tie[TIE.ID] = ids[at]));
      });
    }

    async layout(name) {
      const answer = await this.ask({ do: "layout", layout: name, pinned: [...this.model.pinned] }, this.canvas.looks.lines.keys());
      if (!answer?.ok) return;
      this.say(answer.note);
      this.change(`Layout: ${this.declaration.layouts[name][0]}`, { places: answer.places, set: { layout: name, axis: answer.axis } });
      setTimeout(() => this.canvas.fit(), 300);
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
      const answer = await this.ask({ do: "measure", what }, this.canvas.looks.lines.keys());
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
      this.time.show(...this.model.years());
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
      if (this.chosen().length > (action.most || Infinity)) return this.say(`Select at most ${action.most} entities first.`);
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
      const entries = Object.entries(this.actions).filter(([, action]) => action.menu === sort && number >= (action.needs || 0) && number <= (action.most || number));
      this.panels.menu(entries, event.clientX, event.clientY);
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
      if (answer) page.asking?.answered(page.telling.heard(answer));
    },
    gridChose(nodes, ties) {
      if (page.canvas?.cy) page.table.gridChose(nodes, ties);
    },
  };
})();
