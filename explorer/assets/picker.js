/* Fields of a form whose options come from the server as one types, and fields that take several values: shared by the
   pages that ask. Texts are set as text alone. */
(() => {
  "use strict";
  const TYPING = 200;
  const LONGEST = 200;

  function el(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  class Pickers {
    /* `names()` gives the names known by id, `send(field, text, seq)` asks the server for options, `chosen(name)` is
       told when a value was taken or taken away. A field is told by name, label, sort (`pick`: only what is offered),
       many and values; it gets read(), and where it needs them addValue(value) and settle(). */
    constructor({ names, send, chosen }) {
      Object.assign(this, { names, send, chosen, known: new Map(), seq: 0 });
    }

    nameOf(told, value) {
      return this.names()[value] || told.options?.find(([each]) => each === value)?.[1] || value;
    }

    /* Several values: each a chip with a button that takes it away; what is entered below becomes another. */
    chips(told, input) {
      const list = el("ul", { class: "query-chips", "aria-label": `${told.label}: chosen` });
      const values = [...told.values];
      const draw = () => {
        list.replaceChildren(...values.map((value, place) => {
          const away = () => {
            values.splice(place, 1);
            draw();
            input.focus();
            this.chosen(told.name);
          };
          const name = this.nameOf(told, value);
          return el("li", {}, el("bdi", {}, name), el("button", { type: "button", "aria-label": `Take away ${name}`, onclick: away }, "×"));
        }));
      };
      const add = () => {
        const value = input.value.trim();
        if (!value) return false;
        if (!values.includes(value)) values.push(value);
        input.value = "";
        draw();
        return true;
      };
      if (told.sort !== "pick") {
        input.addEventListener("change", add);
        input.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && add() && event.preventDefault());
      }
      told.addValue = (value) => {
        if (!values.includes(value)) values.push(value);
        draw();
      };
      told.read = () => (input.value.trim() ? [...values, input.value.trim()] : [...values]);
      requestAnimationFrame(draw); // the names come with the form
      draw();
      return el("div", { class: "query-several" }, list, input);
    }

    picker(told, id) {
      const list = el("ul", { id: `${id}-list`, role: "listbox", class: "query-options", hidden: true, "aria-label": told.label });
      const input = el("input", {
        id, type: "text", autocomplete: "off", spellcheck: "false", role: "combobox", "aria-autocomplete": "list",
        "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-describedby": `${id}-fault`,
      });
      const pick = { told, input, list, options: [], active: -1, value: "", label: "", asked: 0, timer: 0 };
      this.known.set(told.name, pick);
      if (!told.many) {
        pick.value = told.values[0] ?? "";
        told.settle = () => {
          pick.label = pick.value ? this.names()[pick.value] || pick.value : "";
          input.value = pick.label;
        };
        input.value = pick.value;
        told.read = () => (input.value === pick.label ? pick.value : input.value.trim());
        requestAnimationFrame(() => told.settle());
      }
      input.addEventListener("input", () => {
        clearTimeout(pick.timer);
        pick.timer = setTimeout(() => this.ask(pick, input.value), TYPING);
      });
      input.addEventListener("focus", () => input.select());
      input.addEventListener("click", () => list.hidden && this.ask(pick, input.value === pick.label ? "" : input.value));
      input.addEventListener("blur", () => setTimeout(() => this.close(pick), 150));
      input.addEventListener("keydown", (event) => this.key(event, pick));
      list.addEventListener("mousedown", (event) => {
        const option = event.target.closest("[role=option]");
        event.preventDefault();
        if (option) this.take(pick, Number(option.dataset.place));
      });
      const control = el("div", { class: "query-picker" }, input, list);
      if (!told.many) return control;
      const whole = this.chips(told, input);
      input.replaceWith(control);
      control.prepend(input);
      return whole;
    }

    ask(pick, text) {
      clearTimeout(pick.timer);
      pick.asked = this.seq += 1;
      this.send(pick.told, text.slice(0, LONGEST), pick.asked);
    }

    /* The server's answer: { seq, parameter, options: [[value, label, detail]], note }. */
    picked(data) {
      const pick = data && this.known.get(data.parameter);
      if (!pick || data.seq !== pick.asked || document.activeElement !== pick.input) return;
      pick.options = data.options;
      const items = data.options.map(([value, label, detail], place) =>
        el("li", { role: "option", id: `${pick.input.id}-${place}`, "data-place": place, "aria-selected": "false", title: value },
          el("bdi", {}, label), ...(detail ? [el("span", { class: "quiet" }, detail)] : [])));
      if (!items.length) items.push(el("li", { class: "quiet", role: "option", "aria-disabled": "true", "aria-selected": "false" }, data.note || "Nothing is called so. Try a shorter or another spelling."));
      pick.list.replaceChildren(...items);
      pick.list.hidden = false;
      pick.input.setAttribute("aria-expanded", "true");
      this.mark(pick, data.options.length && pick.input.value && pick.told.sort === "pick" ? 0 : -1);
    }

    mark(pick, place) {
      pick.active = place;
      [...pick.list.children].forEach((option, each) => option.setAttribute("aria-selected", String(each === place)));
      if (place < 0) {
        pick.input.removeAttribute("aria-activedescendant");
        return;
      }
      pick.input.setAttribute("aria-activedescendant", `${pick.input.id}-${place}`);
      pick.list.children[place].scrollIntoView({ block: "nearest" });
    }

    close(pick) {
      clearTimeout(pick.timer);
      pick.asked = 0;
      pick.list.hidden = true;
      pick.active = -1;
      pick.input.setAttribute("aria-expanded", "false");
      pick.input.removeAttribute("aria-activedescendant");
    }

    take(pick, place) {
      if (!pick.options[place]) return;
      const [value, label] = pick.options[place];
      this.names()[value] = label;
      if (pick.told.many) {
        pick.told.addValue(value);
        pick.input.value = "";
      } else {
        pick.value = value;
        pick.label = pick.input.value = pick.told.sort === "pick" ? label : value;
      }
      this.close(pick);
      this.chosen(pick.told.name);
    }

    key(event, pick) {
      if (event.isComposing) return;
      const open = !pick.list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!open) this.ask(pick, pick.input.value === pick.label ? "" : pick.input.value);
        else if (pick.options.length) this.mark(pick, (pick.active + (event.key === "ArrowDown" ? 1 : -1) + pick.options.length) % pick.options.length);
      } else if (event.key === "Enter" && open && pick.active >= 0) {
        event.preventDefault();
        event.stopPropagation();
        this.take(pick, pick.active);
      } else if (event.key === "Escape" && open) {
        event.preventDefault();
        this.close(pick);
      }
    }
  }

  window.atlas = window.atlas || {};
  window.atlas.picker = { el, Pickers };
})();
