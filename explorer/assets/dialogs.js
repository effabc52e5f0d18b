/* What the Explore page asks and tells in a box of its own: help, expansion, questions, names of views, pictures. */
(() => {
  "use strict";
  const { el, select, button } = window.atlas.building;

  class Dialogs {
    constructor(page) {
      this.page = page;
    }

    at(id) {
      return document.getElementById(id);
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
      const analyses = window.atlas.analyses.offered(ids).map(({ title, address }) => el("li", {}, el("a", { href: address }, title)));
      const first = analyses.length ? [el("section", { class: "questions" }, el("h3", {}, "Analyses"), el("ul", {}, ...analyses))] : [];
      this.dialog(`Questions about ${page.called(ids)}`, ...first, ...(found.length
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

  window.atlas.dialogs = { Dialogs };
})();
