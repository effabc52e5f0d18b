/* The form of a page that asks: its fields by their sort, what is in them, and what is wrong with it. */
(() => {
  "use strict";
  const DATE = "2018, 2018-11 or 2018-11-12";
  const same = (one, other) => one.length === other.length && one.every((value, place) => value === other[place]);
  const sameSet = (one, other) => same([...one].sort(), [...other].sort());

  class Form {
    /* `told` is what the server tells: { fields, names }. `send` asks for options, `changed` is told of every change. */
    constructor(told, { send, changed, submit }) {
      const { el, Pickers } = window.atlas.picker;
      Object.assign(this, { el, names: told.names, changed, fields: told.fields });
      this.pickers = new Pickers({
        names: () => this.names, send,
        chosen: (name) => {
          this.blame(name, "");
          changed();
        },
      });
      const groups = new Map();
      for (const field of told.fields) groups.set(field.group, [...(groups.get(field.group) || []), this.field(field)]);
      const first = groups.get("") || [];
      groups.delete("");
      const folded = [...groups].map(([title, fields]) =>
        el("details", { class: "question-group", open: this.used(title) }, el("summary", {}, title), ...fields,
          el("button", { type: "button", class: "small", onclick: () => this.reset(title) }, "Back to the usual")));
      this.node = el("form", {
        novalidate: true, class: "question-form", "aria-label": "What is asked",
        onsubmit: (event) => {
          event.preventDefault();
          submit();
        },
      }, ...first, ...folded, el("div", { class: "question-go" }, el("button", { type: "submit", class: "button" }, "Ask")));
      this.node.addEventListener("input", changed);
      this.node.addEventListener("change", changed);
    }

    /* Whether a field of a group holds anything but the usual. */
    used(title) {
      return this.fields.some((field) => field.group === title && !sameSet(field.values, field.usual));
    }

    field(told) {
      const { el } = this;
      const id = `q-${told.name}`;
      const make = { entity: "entity", entities: "entity", date: "typed", number: "typed", choice: "select", choices: "boxes", switch: "toggle", slider: "slider" };
      const control = this[make[told.sort]](told, id);
      const help = told.help ? [el("span", { class: "question-help", id: `${id}-help` }, told.help)] : [];
      const fault = el("span", { class: "question-fault", id: `${id}-fault`, hidden: true });
      const labelled = ["choices", "switch", "slider"].includes(told.sort);
      const title = labelled ? [] : [el("label", { for: id }, told.label)];
      return el(labelled ? "fieldset" : "div", { class: "field question-field", "data-field": told.name }, ...title, control, ...help, fault);
    }

    entity(told, id) {
      Object.assign(told, { many: told.sort === "entities", sort: "pick" });
      const control = this.pickers.picker(told, id);
      const { read } = told;
      told.read = () => [read()].flat().filter(Boolean);
      return control;
    }

    typed(told, id) {
      const number = told.sort === "number";
      const input = this.el("input", {
        id, type: number ? "number" : "text", autocomplete: "off", "aria-describedby": `${id}-fault`,
        placeholder: number ? null : DATE, min: told.lowest, max: told.highest, step: number ? told.step ?? 1 : null,
      });
      told.set = (values) => (input.value = values[0] ?? "");
      told.set(told.values);
      told.read = () => (input.value.trim() ? [input.value.trim()] : []);
      return input;
    }

    select(told, id) {
      const options = told.options.map(([value, label]) => this.el("option", { value }, label));
      const made = this.el("select", { id, "aria-describedby": `${id}-fault` }, ...options);
      told.set = (values) => (made.value = values[0] ?? "");
      told.set(told.values);
      told.read = () => (made.value ? [made.value] : []);
      return made;
    }

    boxes(told, id) {
      const { el } = this;
      const boxes = told.options.map(([value, label], place) => {
        const box = el("input", { type: "checkbox", value, id: `${id}-${place}` });
        return [box, el("label", { class: "choice", for: `${id}-${place}` }, box, label)];
      });
      told.set = (values) => boxes.forEach(([box]) => (box.checked = values.includes(box.value)));
      told.set(told.values);
      told.read = () => boxes.filter(([box]) => box.checked).map(([box]) => box.value);
      return el("div", { class: "question-boxes" }, el("legend", {}, told.label), ...boxes.map(([, label]) => label));
    }

    toggle(told, id) {
      const box = this.el("input", { type: "checkbox", id });
      told.set = (values) => (box.checked = values[0] === "true");
      told.set(told.values);
      told.read = () => [String(box.checked)];
      if (!told.usual.length) told.usual = ["false"];
      return this.el("label", { class: "choice", for: id }, box, told.label);
    }

    /* One handle, or two where the two directions of a tie differ; each with its number beside it. */
    slider(told, id) {
      const { el } = this;
      const handles = told.options.length ? told.options : [["", told.label]];
      const rows = handles.map(([, label], place) => {
        const shown = el("output", { for: `${id}-${place}` });
        const input = el("input", { type: "range", id: `${id}-${place}`, min: told.lowest ?? 0, max: told.highest ?? 1, step: told.step ?? 0.01, oninput: () => (shown.value = input.value) });
        return { input, shown, row: el("div", { class: "question-slide" }, el("label", { for: `${id}-${place}` }, label), input, shown) };
      });
      told.set = (values) => rows.forEach(({ input, shown }, place) => {
        input.value = values[place] ?? values[0] ?? "0";
        shown.value = input.value;
      });
      told.set(told.values);
      const places = rows.length < told.usual.length ? told.usual.map((_, place) => Math.min(place, rows.length - 1)) : [...rows.keys()];
      told.read = () => places.map((place) => String(Number(rows[place].input.value)));
      return el("div", {}, told.options.length && told.label ? el("legend", {}, told.label) : null, ...rows.map(({ row }) => row));
    }

    reset(title) {
      for (const field of this.fields) if (field.group === title && field.set) field.set(field.usual);
      this.changed();
    }

    /* What differs from the usual, as [name, value]; a name without values where the usual was taken away. */
    pairs() {
      return this.fields.flatMap((field) => {
        const values = field.read();
        if (field.many || field.sort === "choices" ? sameSet(values, field.usual) : same(values, field.usual)) return [];
        return values.length ? values.map((value) => [field.name, value]) : field.usual.length ? [[field.name, ""]] : [];
      });
    }

    blame(name, message) {
      const place = this.node.querySelector(`[data-field="${CSS.escape(name)}"]`);
      if (!place) return null;
      const fault = place.querySelector(".question-fault");
      const input = place.querySelector("input, select");
      fault.textContent = message;
      fault.hidden = !message;
      if (message) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      if (message) place.closest("details")?.setAttribute("open", "");
      return input;
    }

    /* Mark what is wrong, and go to the first of it. */
    blameAll(messages) {
      for (const field of this.fields) this.blame(field.name, "");
      const named = this.fields.filter((field) => messages?.[field.name]);
      const faulty = named.map((field) => this.blame(field.name, messages[field.name])).filter(Boolean);
      faulty[0]?.focus();
    }
  }

  window.atlas = window.atlas || {};
  window.atlas.questionFields = { Form };
})();
