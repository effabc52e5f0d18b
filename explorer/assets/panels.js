/* What surrounds the canvas: toolbar, legend, the drawer of choices, menus. Its boxes are those of dialogs.js. */
(() => {
  "use strict";
  const { el, renew, icon, choice, select, button } = window.atlas.building;
  const MOST_LISTED = 200, MOST_UNFOLDED = 8;

  class Panels extends window.atlas.dialogs.Dialogs {
    open = "";

    watch() {
      new MutationObserver(() => this.listSelected()).observe(this.at("panel"), { childList: true, subtree: true });
    }

    /* Toolbar: every action that has a place on the bar, in groups. */
    buildBar(actions) {
      const groups = new Map();
      for (const [name, action] of Object.entries(actions)) {
        if (!action.bar) continue;
        const made = el("button", { type: "button", "data-act": name, title: `${action.title} (${action.keys[0]}): ${action.says}`, "aria-label": action.title }, icon(action.icon));
        groups.set(action.bar, [...(groups.get(action.bar) || []), made]);
      }
      this.at("toolbar").replaceChildren(...[...groups.values()].map((made) => el("div", { class: "group" }, ...made)));
    }

    offer(actions) {
      const { model } = this.page;
      const number = this.page.chosen().length;
      for (const made of this.at("toolbar").querySelectorAll("[data-act]")) {
        const name = made.dataset.act;
        made.disabled = number < (actions[name].needs || 0) || (name === "undo" && !model.done.length) || (name === "redo" && !model.undone.length);
      }
    }

    /* Legend with counts: a click selects, the box filters. */
    legend(entries) {
      const { page } = this;
      const { filters } = page.model.settings;
      const kinds = page.model.settings.style.colour === "kind";
      const sign = (entry) => entry.sort === "node"
        ? el("span", { class: "sign", style: `background:${entry.colour};clip-path:${page.declaration.clips[entry.shape] || "circle(50%)"}` })
        : el("span", { class: `line-sign ${entry.dashed ? "dashed" : ""} ${entry.stance === "divides" ? "divides" : ""}`, style: `color:${entry.colour}` });
      const item = (entry) => {
        const off = kinds && entry.sort === "node" && filters.kinds_off.includes(entry.key);
        const toggle = kinds && entry.sort === "node"
          ? el("input", { type: "checkbox", checked: !off, "aria-label": `Show ${entry.label}`, onchange: () => page.filter(`${off ? "Show" : "Hide"} ${entry.label}`, "kinds_off", entry.key) })
          : null;
        return el("li", {}, toggle,
          el("button", { type: "button", class: "entry", title: `Select: ${entry.label}`, onclick: (event) => page.choose(entry.ids, event) },
            sign(entry), el("bdi", {}, entry.label), el("span", { class: "quiet" }, entry.ids.length.toLocaleString("en"))));
      };
      renew(this.at("legend"), ...entries.map(item));
    }

    /* The selected by name, where a card leaves room for them. */
    listSelected() {
      const { page } = this;
      for (const box of this.at("panel").querySelectorAll("[data-selected]:empty")) {
        const rows = page.chosen().slice(0, MOST_LISTED).map((id) => {
          const { kind, name } = page.model.nodes.get(id);
          const link = el("a", { class: "entity", href: `?id=${encodeURIComponent(id)}`, "data-act": "show", "data-id": id }, el("bdi", {}, name));
          return el("li", {}, el("div", { class: "named" }, el("span", { class: `sign kind-sign kind-${kind}`, "aria-hidden": "true" }), link));
        });
        const rest = rows.splice(MOST_UNFOLDED);
        const said = [el("span", { class: "closed" }, `Show all ${page.chosen().length}`), el("span", { class: "opened" }, "Show fewer")];
        const more = page.chosen().length - rows.length - rest.length;
        box.append(el("ul", { class: "rows" }, ...rows));
        if (rest.length) box.append(el("details", { class: "rest" }, el("summary", { class: "more" }, ...said), el("ul", { class: "rows" }, ...rest)));
        if (more) box.append(el("p", { class: "quiet" }, `and ${more.toLocaleString("en")} more`));
      }
    }

    status() {
      const { page } = this;
      if (!page.figures) return;
      const { shown, ties, unverified } = page.figures;
      const { whole } = page.declaration;
      const parts = [`${shown.toLocaleString("en")} of ${whole.toLocaleString("en")} entities, ${ties.toLocaleString("en")} ties`];
      if (unverified) parts.push(`${unverified.toLocaleString("en")} of them not verified`);
      if (page.said) parts.push(page.said);
      this.at("status").textContent = parts.join(" · ");
    }

    working(state) {
      this.at("working").replaceChildren(...(state ? [el("progress", { "aria-label": "Working" }), el("span", {}, "Working …"),
        state === "slow" ? button("Cancel", () => this.page.asking.cancel(), "small") : null].filter(Boolean) : []));
    }

    banner(text) {
      // React keeps what lies in the banner: a script that put something there itself would break it.
      const children = text ? { type: "Div", namespace: "dash_html_components", props: { className: "banner", children: text } } : [];
      window.dash_clientside.set_props("banner", { children });
    }

    /* The drawer on the left: one set of choices at a time. */
    show(name) {
      this.open = this.open === name ? "" : name;
      this.refresh();
      this.at("drawer").querySelector("button, input, select")?.focus();
    }

    refresh() {
      const drawer = this.at("drawer");
      drawer.hidden = !this.open;
      document.body.classList.toggle("with-drawer", Boolean(this.open));
      if (!this.open) return;
      const [title, content] = this[`${this.open}Drawer`]();
      renew(drawer, el("header", {}, el("h2", {}, title), button("Close", () => this.show(this.open), "small")), ...content);
    }

    layoutDrawer() {
      const { page } = this;
      const entries = Object.entries(page.declaration.layouts).map(([name, [title, says]]) =>
        el("button", { type: "button", class: "card-button", "aria-pressed": String(page.model.settings.layout === name), onclick: () => page.layout(name) }, el("strong", {}, title), el("span", { class: "quiet" }, says)));
      return ["Layout", [el("p", { class: "quiet" }, "Places all entities anew. Pinned ones stay where they are."), ...entries]];
    }

    filterDrawer() {
      const { page } = this;
      const { model, declaration } = page;
      const { filters } = model.settings;
      const counts = page.model.counts();
      const list = (title, key, found, name) => {
        const entries = [...found].sort((a, b) => b[1] - a[1]);
        return entries.length ? el("fieldset", {}, el("legend", {}, title), ...entries.map(([value, number]) =>
          choice(name(value), !filters[key].includes(value), () => page.filter(`Filter ${title.toLowerCase()}`, key, value), [el("span", { class: "quiet" }, number.toLocaleString("en"))]))) : null;
      };
      const signs = { 1: "Ties that join", "-1": "Ties that divide", 0: "Ties that do neither" };
      const date = (label, key) => el("label", { class: "field" }, el("span", {}, label),
        el("input", { id: `filter-${key}`, value: filters[key], placeholder: "2016 or 2016-05-31", onchange: (event) => page.date(key, event.target.value.trim()) }));
      return ["Filter", [
        button("Show all ties", () => page.act("reset")),
        list("Kinds", "kinds_off", counts.kinds, (kind) => declaration.kinds[kind]?.plural || kind),
        list("Ties", "relations_off", counts.relations, (name) => declaration.relations[name]?.title || name),
        list("Joining or dividing", "polarities_off", counts.polarities, (sign) => signs[sign]),
        list("Datasets", "datasets_off", counts.datasets, (name) => declaration.datasets[name] || name),
        el("fieldset", {}, el("legend", {}, "Evidence"), choice("Show ties that are not verified", filters.unverified, (on) => page.settle("Filter unverified ties", "filters", { unverified: on }))),
        el("fieldset", {}, el("legend", {}, "Dates"), date("From", "from"), date("To", "to"),
          choice("Show ties without a date", filters.undated, (on) => page.settle("Filter undated ties", "filters", { undated: on })),
          select("What lies outside", [["fade", "fades"], ["vanish", "vanishes"]], filters.outside, (value) => page.settle("What lies outside", "filters", { outside: value }))),
      ]];
    }

    lookDrawer() {
      const { page } = this;
      const { style } = page.model.settings;
      const put = (key) => (value) => page.settle("Change the look", "style", { [key]: value });
      return ["Look", [
        select("Colour means", page.declaration.colourings, style.colour, (value) => page.recolour(value)),
        select("Size means", [["degree", "number of ties"], ["betweenness", "how often it lies between others"], ["constant", "nothing: all alike"]], style.size, (value) => page.resize(value)),
        select("Names", [["auto", "where there is room"], ["all", "all"], ["none", "none but the selected"]], style.labels, put("labels")),
        choice("Flags of states", style.flags, put("flags")),
      ]];
    }

    viewsDrawer() {
      const { page } = this;
      const box = el("div", { class: "views" }, el("p", { class: "quiet" }, "Looking …"));
      page.request({ do: "views" }).then((answer) => {
        const views = answer?.views || [];
        box.replaceChildren(...(views.length ? views.map((view) => el("div", { class: "view" },
          el("button", { type: "button", class: "card-button", disabled: !view.readable, onclick: () => page.keeping.openSaved(view.slug) }, el("strong", { dir: "auto" }, view.name), el("span", { class: "quiet" }, view.detail)),
          button("Rename", () => this.rename(view), "small"), button("Delete", () => this.deleteView(view), "small")))
          : [el("p", { class: "quiet" }, "No view is saved yet. Arrange the canvas as you want it, then choose Save this view.")]));
      });
      return ["Saved views", [button("Save this view …", () => this.saveView()), box]];
    }

    /* Graph, table, or both. */
    nextShape() {
      const shapes = ["graph", "both", "table"];
      const next = shapes[(shapes.indexOf(document.body.dataset.shape || "graph") + 1) % shapes.length];
      this.shape(next);
    }

    shape(name) {
      document.body.dataset.shape = name;
      for (const tab of document.querySelectorAll("#shapes button")) tab.setAttribute("aria-pressed", String(tab.dataset.shape === name));
      this.page.canvas.fit();
      this.page.table.fillGrid();
    }

    menu(entries, x, y) {
      const menu = this.at("menu");
      menu.replaceChildren(...entries.map(([name, action]) => el("button", { type: "button", role: "menuitem", "data-act": name }, action.icon ? icon(action.icon) : el("span", { class: "icon" }), el("span", {}, action.title), el("kbd", {}, action.keys[0]))));
      menu.hidden = false;
      menu.style.left = `${Math.min(x, innerWidth - menu.offsetWidth - 8)}px`;
      menu.style.top = `${Math.min(y, innerHeight - menu.offsetHeight - 8)}px`;
      menu.querySelector("button")?.focus();
    }

    closeMenu() {
      this.at("menu").hidden = true;
    }
  }

  window.atlas.panels = { Panels, el, icon, button, choice };
})();
