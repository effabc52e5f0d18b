/* What surrounds the canvas: toolbar, legend, the drawer of choices, menus and dialogues. */
(() => {
  "use strict";

  /* An element with properties and children; text is only ever set as text. */
  function el(tag, properties = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (name in made && typeof value !== "string") made[name] = value;
      else made.setAttribute(name, value);
    }
    made.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return made;
  }

  /* Put new content into a box; what had the focus in it has it again, told by its place among what can have it. */
  function renew(box, ...children) {
    const stops = () => [...box.querySelectorAll("button, input, select, textarea")];
    const at = stops().indexOf(document.activeElement);
    box.replaceChildren(...children.filter(Boolean));
    if (at >= 0) stops()[at]?.focus();
  }

  function icon(name) {
    const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    picture.setAttribute("class", "icon");
    picture.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `/assets/built/icons.svg#icon-${name}`);
    picture.append(use);
    return picture;
  }

  const choice = (label, checked, act, more = []) =>
    el("label", { class: "choice" }, el("input", { type: "checkbox", checked, onchange: (event) => act(event.target.checked) }), el("span", { dir: "auto" }, label), ...more);
  const select = (label, options, value, act) =>
    el("label", { class: "field" }, el("span", {}, label),
      el("select", { onchange: (event) => act(event.target.value) }, ...options.map(([key, title]) => el("option", { value: key, selected: key === value }, title))));
  const button = (label, act, kind = "plain") => el("button", { type: "button", class: kind, onclick: act }, label);

  class Panels {
    constructor(page) {
      this.page = page;
      this.open = "";
    }

    at(id) {
      return document.getElementById(id);
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
      this.at("banner").replaceChildren(...(text ? [el("div", { class: "banner" }, text)] : []));
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
      const counts = page.counts();
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

    dialog(title, ...content) {
      const box = this.at("dialog");
      box.replaceChildren(el("header", {}, el("h2", { id: "dialog-title" }, title), button("Close", () => box.close(), "small")), ...content);
      box.setAttribute("aria-labelledby", "dialog-title");
      if (!box.open) box.showModal();
      return box;
    }

    help() {
      const rows = Object.values(this.page.actions).map((action) => el("tr", {}, el("td", {}, ...action.keys.flatMap((key, at) => [at ? " or " : "", el("kbd", {}, key)])), el("th", { scope: "row" }, action.title), el("td", { class: "quiet" }, action.says)));
      const mouse = "Click selects, click with Shift or Ctrl adds, drag with Shift draws a box, double click expands, right click opens a menu. "
        + "On the canvas, arrow keys go from entity to entity, Enter selects, Shift+Enter adds to the selection, the menu key or Shift+F10 opens the menu.";
      this.dialog("Keys", el("p", {}, mouse), el("table", { class: "keys" }, el("tbody", {}, ...rows)));
    }

    /* More match than can be shown: offer a smaller part of them. */
    narrow({ kind, what, whole, groups }, cut) {
      const { page } = this;
      const instead = (property, value) => {
        box.close();
        page.step("undo");
        page.grow({ do: "kind", kind, where: [property, value] });
      };
      const box = this.dialog(`${whole.toLocaleString("en")} ${what} match`,
        el("p", {}, `The ${cut.shown.toLocaleString("en")} with the most ties are shown. To see less, or others:`),
        ...groups.map(({ title, property, values }) => el("fieldset", { class: "groups" }, el("legend", {}, `Only one group, by ${title}`),
          ...values.map(([value, number]) => button(`${value} (${number.toLocaleString("en")})`, () => instead(property, value), "small")))),
        button("Filter what is shown", () => { box.close(); if (this.open !== "filter") this.show("filter"); }, "button"),
        button("Keep them, and expand from one", () => box.close(), "button"));
    }

    expandBy(ids) {
      const { declaration } = this.page;
      const wish = { do: "expand", ids };
      const several = (label, key, entries) => el("label", { class: "field" }, el("span", {}, label),
        el("select", { multiple: true, size: "6", onchange: (event) => (wish[key] = [...event.target.selectedOptions].map((option) => option.value)) }, ...entries.map(([value, title]) => el("option", { value }, title))));
      const box = this.dialog(`Expand ${this.page.called(ids)}`,
        several("Ties (none chosen: all)", "relations", Object.entries(declaration.relations).map(([name, relation]) => [name, relation.title])),
        several("Kinds (none chosen: all)", "kinds", Object.entries(declaration.kinds).map(([name, kind]) => [name, kind.plural])),
        select("Direction", [["both", "both ways"], ["out", "from it to others"], ["in", "from others to it"]], "both", (value) => (wish.direction = value)),
        select("First come those", [["degree", "with the most ties"], ["date", "with the latest tie"], ["verified", "with the most verified ties"]], "degree", (value) => (wish.rank = value)),
        el("label", { class: "field" }, el("span", {}, "How many"), el("input", { type: "number", min: "1", max: "500", value: "20", onchange: (event) => (wish.most = Number(event.target.value) || 20) })),
        button("Expand", () => { box.close(); this.page.grow(wish); }, "button"));
    }

    /* Saved queries that apply to all selected; those fill the parameters that take them, in their order. */
    questions(ids) {
      const { page } = this;
      const kinds = new Set(ids.map((id) => page.model.nodes.get(id)?.kind));
      const found = page.declaration.questions.filter((query) => [...kinds].every((kind) => query.kinds.includes(kind)));
      const link = ({ name, title, parameters }) => {
        const free = [...ids];
        const address = new URLSearchParams({ run: name });
        for (const { name: parameter, takes } of parameters) {
          const at = free.findIndex((id) => !takes.length || takes.some((start) => id.startsWith(start)));
          if (at >= 0) address.set(`p.${parameter}`, free.splice(at, 1)[0]);
        }
        return el("li", {}, el("a", { href: `/queries?${address}` }, title));
      };
      const groups = Map.groupBy ? Map.groupBy(found, (query) => query.category) : new Map([["", found]]);
      this.dialog(`Questions about ${page.called(ids)}`, ...(found.length
        ? [...groups].map(([category, queries]) => el("section", { class: "questions" }, el("h3", {}, category), el("ul", {}, ...queries.map(link))))
        : [el("p", {}, "No saved query is about all that is selected. Select one entity, or look under Queries for all of them.")]));
    }

    ask(title, label, value, act) {
      const field = el("input", { id: "dialog-field", value, maxlength: "120", required: true });
      const box = this.dialog(title, el("form", { onsubmit: (event) => { event.preventDefault(); box.close(); act(field.value.trim()); } },
        el("label", { class: "field" }, el("span", {}, label), field), el("button", { class: "button" }, "Save")));
      field.focus();
    }

    saveView() {
      const { page } = this;
      const send = (name, replace) => page.request({ do: "save-view", name, replace, view: { ...page.model.view(), title: name } }).then((answer) => {
        if (answer?.taken) this.confirm("A view of this name exists", answer.note, "Replace it", () => send(name, true));
        else if (answer) page.say(answer.note);
        if (this.open === "views") this.refresh();
      });
      this.ask("Save this view", "Name", page.model.settings.title, (name) => send(name, false));
    }

    confirm(title, text, yes, act) {
      const box = this.dialog(title, el("p", {}, text), button(yes, () => { box.close(); act(); }, "button"));
    }

    rename(view) {
      this.ask("Rename this view", "New name", view.name, (name) => this.page.request({ do: "rename-view", slug: view.slug, name }).then((answer) => { this.page.say(answer?.note); this.refresh(); }));
    }

    deleteView(view) {
      this.confirm("Delete this view?", `“${view.name}” will be removed from your data folder.`, "Delete", () => this.page.request({ do: "delete-view", slug: view.slug }).then((answer) => { this.page.say(answer?.note); this.refresh(); }));
    }

    picture() {
      const { page } = this;
      const title = el("input", { id: "picture-title", value: page.keeping.title(), maxlength: "200" });
      const make = (scale) => { box.close(); page.keeping.picture(title.value, scale); };
      const box = this.dialog("Picture", el("label", { class: "field" }, el("span", {}, "Title"), title),
        el("p", { class: "quiet" }, "With legend, date and sources, in the colours of the page. Choose print under Light, dark, print for paper."),
        button("SVG", () => make(0), "button"), button("PNG, twice the size", () => make(2), "button"), button("PNG, four times", () => make(4), "button"));
    }
  }

  window.atlas = window.atlas || {};
  window.atlas.panels = { Panels, el, icon, button, choice };
})();
