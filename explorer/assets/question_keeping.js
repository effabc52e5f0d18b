/* Taking an answer along, and keeping its question under a name. */
(() => {
  "use strict";
  const el = (...given) => window.atlas.picker.el(...given);

  /* Have the browser save a file that the server wrote. */
  function save({ name, text, note }, say) {
    if (note) return say(note);
    const csv = name.endsWith(".csv");
    window.atlas.files.save(name, (csv ? "\ufeff" : "") + text, csv ? "text/csv;charset=utf-8" : "application/json");
    return undefined;
  }

  async function copy(text, done, say) {
    try {
      await navigator.clipboard.writeText(text);
      say(done);
    } catch {
      const field = el("input", { type: "text", readonly: true, value: text, "aria-label": "To copy", class: "query-link" });
      say("Copy it from here: ", field);
      field.select();
    }
  }

  function dialog(box, title, ...parts) {
    const close = el("button", { type: "button", class: "small", onclick: () => box.close() }, "Close");
    box.setAttribute("aria-label", title);
    box.replaceChildren(el("header", {}, el("h2", {}, title), close), ...parts);
    box.showModal();
  }

  /* Ask for a name. */
  function ask(box, title, value, act) {
    const field = el("input", { id: "question-name", value: value.slice(0, 120), maxlength: "120", required: true });
    const submit = (event) => {
      event.preventDefault();
      box.close();
      act(field.value.trim());
    };
    dialog(box, title, el("form", { onsubmit: submit }, el("label", { class: "field", for: "question-name" }, "Name", field), el("button", { class: "button" }, "Save")));
    field.select();
  }

  function sure(box, title, text, yes, act) {
    const go = () => {
      box.close();
      act();
    };
    dialog(box, title, el("p", {}, text), el("button", { type: "button", class: "button", onclick: go }, yes));
  }

  const replace = (box, data, act) => sure(box, "This name is taken", data.note, "Replace it", act);

  /* The saved questions, each a link, with buttons to rename and delete it. */
  function list(place, saved, page, send) {
    const box = document.getElementById(`question-${page}-dialog`);
    const rows = (saved || []).map(({ slug, name, detail, query, readable }) => {
      const rename = () => ask(box, "Rename", name, (other) => send({ do: "rename", slug, name: other }));
      const remove = () => sure(box, "Delete this?", `“${name}” will be removed from your data folder.`, "Delete", () => send({ do: "delete", slug }));
      const title = readable ? el("a", { href: `/${page}?${query}` }, el("bdi", {}, name)) : el("bdi", {}, name);
      const buttons = readable ? [el("button", { type: "button", class: "small", "aria-label": `Rename ${name}`, onclick: rename }, "Rename"), el("button", { type: "button", class: "small", "aria-label": `Delete ${name}`, onclick: remove }, "Delete")] : [];
      return el("li", {}, title, el("span", { class: "quiet" }, detail), el("span", { class: "question-row-acts" }, ...buttons));
    });
    place.replaceChildren(...(rows.length ? [el("h2", {}, "Saved"), el("ul", {}, ...rows)] : []));
  }

  window.atlas = window.atlas || {};
  window.atlas.questionKeeping = { save, copy, ask, replace, list };
})();
