/* Parts of the editor's page: fields of parameters, dialogues, the rows of an answer, the steps of a plan. */
(() => {
  "use strict";
  const TYPES = [["text", "Text"], ["integer", "Whole number"], ["number", "Number"], ["boolean", "Yes or no"], ["date", "Date"], ["entity", "Entity"], ["relation", "Relation type"]];
  const EXAMPLES = { text: "some words", integer: "12", number: "0.5", date: "2018, 2018-11 or 2018-11-12", entity: "state:FRA", relation: "SIGNED" };
  const SHOWS = [["table", "Table"], ["graph", "Graph"], ["chart", "Chart"]];
  const CHARTS = [["bar", "Bars"], ["line", "Lines"], ["scatter", "Points"], ["heatmap", "Heat map"]];
  const make = (...given) => window.atlas.panels.el(...given);

  /* Names of the parameters in a text, strings and comments left aside. */
  function parametersIn(text) {
    const found = text.matchAll(/'(?:[^'\\]|\\.)*'?|"(?:[^"\\]|\\.)*"?|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|`(?:[^`]|``)*`|\$([A-Za-z_]\w*)/g);
    return [...new Set([...found].map((match) => match[1]).filter(Boolean))];
  }

  class Parameters {
    constructor(box, changed) {
      this.box = box;
      this.changed = changed;
      this.known = new Map();
      this.names = null;
    }

    /* What is known of parameters, from a query or a draft. */
    declare(entries) {
      for (const entry of entries) this.known.set(entry.name, { ...entry });
      this.names = null;
    }

    entry(name) {
      if (!this.known.has(name)) this.known.set(name, { name, type: "text", many: false, optional: false, value: "", label: "", options: [] });
      return this.known.get(name);
    }

    entries() {
      return (this.names || []).map((name) => this.entry(name));
    }

    show(text) {
      const names = parametersIn(text);
      if (this.names && names.join() === this.names.join()) return;
      this.names = names;
      this.box.replaceChildren(...names.map((name) => this.field(this.entry(name))));
    }

    field(entry) {
      const id = `parameter-${entry.name}`;
      const types = entry.options?.length ? [...TYPES, ["choice", "One of a list"]] : TYPES;
      const input = make("div", {}, this.input(entry, id));
      const again = (key, value) => {
        entry[key] = value;
        input.replaceChildren(this.input(entry, id));
        this.changed();
      };
      const tick = (key, label) => make("label", { class: "choice" }, make("input", { type: "checkbox", checked: Boolean(entry[key]), onchange: (event) => again(key, event.target.checked) }), label);
      return make("div", { class: "editor-parameter" },
        make("label", { for: id, title: entry.label || "" }, make("code", {}, `$${entry.name}`)),
        make("select", { "aria-label": `Type of ${entry.name}`, onchange: (event) => again("type", event.target.value) }, types.map(([value, title]) => make("option", { value, selected: value === entry.type }, title))),
        input, make("p", { class: "editor-fault", id: `${id}-fault` }),
        make("div", { class: "editor-ticks" }, tick("many", "a list, one a line"), tick("optional", "may be empty")));
    }

    input(entry, id) {
      const set = (event) => {
        entry.value = event.target.value;
        this.changed();
      };
      const told = { id, "aria-describedby": `${id}-fault` };
      const choice = (options) => make("select", { ...told, onchange: set }, [["", "–"], ...options].map(([value, title]) => make("option", { value, selected: value === entry.value }, title)));
      if (!entry.many && entry.type === "boolean") return choice([["true", "Yes"], ["false", "No"]]);
      if (!entry.many && entry.type === "choice") return choice(entry.options);
      if (entry.many) return make("textarea", { ...told, rows: "3", placeholder: EXAMPLES[entry.type] || "", oninput: set }, entry.value);
      return make("input", { ...told, type: "text", value: entry.value, placeholder: EXAMPLES[entry.type] || "", autocomplete: "off", oninput: set });
    }

    /* Sentences at the fields at fault; the first of them has the focus. */
    wrong(fields) {
      for (const name of this.names || []) {
        const id = `parameter-${name}`;
        document.getElementById(`${id}-fault`).textContent = fields[name] || "";
        document.getElementById(id).setAttribute("aria-invalid", String(Boolean(fields[name])));
      }
      const at = (this.names || []).find((name) => fields[name]);
      if (at) document.getElementById(`parameter-${at}`).focus();
    }
  }

  class Dialogs {
    constructor(dialog) {
      this.dialog = dialog;
    }

    /* A form; `act(values)` resolves to what is wrong, nothing where it is done. */
    ask(title, deed, fields, act, read = () => null, leave = "Cancel") {
      const wrong = make("div", { class: "editor-fault", role: "alert" });
      const done = make("button", { type: "submit", class: "button" }, deed);
      const form = make("form", { method: "dialog", class: "editor-form", onsubmit: async (event) => {
        event.preventDefault();
        done.disabled = true;
        const faults = (await act(read(new FormData(form)))).filter(Boolean);
        done.disabled = false;
        wrong.replaceChildren(...faults.map((fault) => make("p", {}, fault)));
        if (!faults.length) this.dialog.close();
        else wrong.scrollIntoView({ block: "nearest" });
      } },
      make("h2", { id: "editor-dialog-title" }, title), ...fields, wrong,
      make("div", { class: "editor-acts" }, done, make("button", { type: "button", class: "plain", onclick: () => this.dialog.close() }, leave)));
      this.dialog.replaceChildren(form);
      this.dialog.showModal();
    }

    save(query, act) {
      const columns = Object.keys(query.columns);
      const line = (name, label, value, more = {}) => make("label", { class: "field" }, make("span", {}, label), make("input", { name, type: "text", value: value || "", autocomplete: "off", ...more }));
      const pick = (name, label, options, value) => make("label", { class: "field" }, make("span", {}, label), make("select", { name }, options.map(([key, title]) => make("option", { value: key, selected: key === value }, title))));
      const named = columns.map((column) => [column, column]);
      const y = [query.chart.y].flat()[0];
      const chart = make("fieldset", { hidden: query.shows !== "chart" }, make("legend", {}, "Chart"),
        pick("kind", "Drawn as", CHARTS, query.chart.kind), pick("x", "Along the axis", named, query.chart.x),
        pick("y", "Its height", named, y || columns[1]), pick("colour", "One colour for each", [["", "(one colour)"], ...named], query.chart.colour));
      const shows = pick("shows", "Shown as", SHOWS, query.shows);
      shows.addEventListener("change", (event) => (chart.hidden = event.target.value !== "chart"));
      const labels = Object.entries(query.labels);
      const fields = [
        line("title", "Title: the question it answers", query.title, { required: "", maxlength: "200", placeholder: "Who signed …?" }),
        line("category", "Category", query.category || "My queries", { required: "", maxlength: "200", list: "editor-categories" }),
        make("datalist", { id: "editor-categories" }, query.categories.map((value) => make("option", { value }))),
        make("label", { class: "field" }, make("span", {}, "Description: what is asked, and what it cannot tell"), make("textarea", { name: "description", rows: "3", required: "" }, query.description)),
        shows, chart,
        make("fieldset", {}, make("legend", {}, "What the columns mean"), columns.map((column) => line(`column:${column}`, column, query.columns[column]))),
        labels.length ? make("fieldset", {}, make("legend", {}, "What the parameters are called"), labels.map(([name, label]) => line(`label:${name}`, `$${name}`, label))) : null,
      ];
      const part = (data, prefix) => Object.fromEntries([...data].filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value]));
      this.ask("Save as a query of your own", "Save", fields.filter(Boolean), act, (data) => ({
        title: data.get("title"), category: data.get("category"), description: data.get("description"), shows: data.get("shows"),
        columns: part(data, "column:"), labels: part(data, "label:"),
        chart: { kind: data.get("kind"), x: data.get("x"), y: [data.get("y")], colour: data.get("colour") },
      }));
    }

    rename(query, act) {
      const field = make("label", { class: "field" }, make("span", {}, "Short name: lower-case letters, digits and single hyphens"), make("input", { name: "name", type: "text", value: query.name, required: "", maxlength: "80", autocomplete: "off" }));
      this.ask("Rename the query", "Rename", [make("p", { class: "quiet" }, "The short name is that of its file, and stands in its address. The title is changed with Save."), field], act, (data) => data.get("name").trim());
    }

    delete(query, act) {
      this.ask("Delete this query?", "Delete", [make("p", {}, `“${query.title}” is removed from your queries. Links to it no longer work.`)], act, () => null, "Keep it");
    }
  }

  const caption = (box, said, ...parts) => {
    box.replaceChildren(make("p", { class: "editor-caption" }, said), ...parts);
    return said;
  };

  /* The first rows as a table; returns what is said of it. */
  function showRows(box, { columns, rows, truncated, seconds }) {
    const number = rows.length.toLocaleString("en");
    const took = `in ${seconds < 10 ? seconds.toFixed(2) : Math.round(seconds)} s`;
    const said = truncated ? `The first ${number} rows, ${took}; there are more, which are not shown here.` : `${number} ${rows.length === 1 ? "row" : "rows"}, ${took}. That is all.`;
    if (!rows.length) return caption(box, `No rows, ${took}.`, make("p", { class: "quiet" }, "Nothing in the graph fits. Check the spelling of names and values, or leave out a condition."));
    const link = ({ text, id }) => {
      if (id) return make("a", { href: `/?id=${encodeURIComponent(id)}`, title: `Open ${id} in Explore` }, text);
      return /^https?:\/\/\S+$/.test(text) && !text.endsWith("…") ? make("a", { href: text, target: "_blank", rel: "noopener noreferrer" }, text) : text;
    };
    const cell = (told) => make("td", { dir: "auto", class: /^-?[\d.]+$/.test(told.text) ? "number" : told.id === told.text ? "id" : told.text.startsWith("http") ? "url" : "" }, link(told));
    const table = make("table", { class: "editor-rows" }, make("thead", {}, make("tr", {}, columns.map((column) => make("th", { scope: "col" }, column)))), make("tbody", {}, rows.map((row) => make("tr", {}, row.map(cell)))));
    return caption(box, said, make("div", { class: "editor-scroll", tabindex: "0", role: "region", "aria-label": "Rows of the answer" }, table));
  }

  /* The steps of a plan, each below what it feeds; returns what is said of it. */
  function showPlan(box, steps) {
    const rows = (step) => `about ${step.rows.toLocaleString("en")} ${step.rows === 1 ? "row" : "rows"}`;
    const item = (step) => make("li", { class: "editor-step", style: `--depth:${Math.min(step.depth, 12)}` },
      make("span", {}, step.does), step.details ? make("code", {}, step.details) : null, make("span", { class: "quiet" }, rows(step), " · ", make("span", { title: "The planner's own name of the step" }, step.operator)));
    const most = Math.max(...steps.map((step) => step.rows));
    return caption(box, `The database would take ${steps.length} ${steps.length === 1 ? "step" : "steps"}; the largest has about ${most.toLocaleString("en")} rows. Nothing was run.`,
      make("p", { class: "quiet" }, "Read from below: each step hands its rows to the one above. The numbers are estimates of the planner."), make("ol", { class: "editor-plan" }, steps.map(item)));
  }

  window.atlas = window.atlas || {};
  window.atlas.editorForms = { Parameters, Dialogs, showRows, showPlan };
})();
