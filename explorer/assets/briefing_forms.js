/* The forms of the maker: of the title, and of the scene at hand. */
(() => {
  "use strict";
  const el = (...given) => window.atlas.picker.el(...given);
  const DATE = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$";
  const THEMES = { light: "Light", dark: "Dark", print: "Print" };
  const FORMS = { "": "As it comes", graph: "Graph", table: "Table", chart: "Chart" };
  const SOURCES = { entities: "Entities", view: "A saved view", query: "A saved query", divides: "Divides", alliances: "Alliances", paths: "Paths", compare: "A comparison", change: "What changed" };

  const field = (title, control, says = "") => el("label", { class: "field" }, title, control, says ? el("span", { class: "quiet" }, says) : null);

  /* A line or several of text; `put(value)` is told what is typed. */
  function text(title, value, put, { rows = 0, says = "", date = false, list = "", most = 200 } = {}) {
    const given = rows ? { rows, maxlength: 20000 } : { type: "text", maxlength: most, list: list || null };
    const control = el(rows ? "textarea" : "input", { ...given, oninput: (event) => {
      const typed = event.target.value;
      const right = !date || !typed || new RegExp(DATE).test(typed);
      event.target.setCustomValidity(right ? "" : "A year, a month or a day: 2018, 2018-12 or 2018-12-05.");
      if (right) put(typed);
    }, onchange: (event) => event.target.reportValidity() });
    control.value = value;
    return field(title, control, says);
  }

  function choice(title, value, choices, put, says = "") {
    const control = el("select", { onchange: (event) => put(event.target.value) }, ...Object.entries(choices).map(([key, word]) => el("option", { value: key }, word)));
    control.value = value;
    return field(title, control, says);
  }

  const act = (word, run, given = {}) => el("button", { type: "button", class: "act", onclick: run, ...given }, word);

  /* What all the slides share. */
  function ofTitle(model, told) {
    const { briefing } = model;
    const line = (title, key, more) => text(title, briefing[key], (value) => model.change(`Change the ${key}`, (next) => (next[key] = value), key), more);
    return [
      el("h2", {}, "The briefing"),
      line("Title", "title"),
      line("Subtitle", "subtitle"),
      line("For whom", "audience"),
      line("By whom", "author"),
      line("Date", "date", { date: true, says: "2026, 2026-11 or 2026-11-24" }),
      line("Marking", "marking", { list: "maker-markings", says: "On every page. What is marked above it can’t be handed over." }),
      el("datalist", { id: "maker-markings" }, ...told.markings.map((value) => el("option", { value }))),
      choice("Look", briefing.theme, THEMES, (value) => model.change("Change the look", (next) => (next.theme = value))),
      line("PowerPoint template", "template", { says: "The name of a .pptx file in the folder of your briefings; none: ours." }),
    ];
  }

  /* What a scene says and shows. */
  function ofScene(model, told) {
    const { scene } = model;
    const put = (key) => (value) => model.change(`Change the ${key}`, (_, next) => (next[key] = value), `${model.at} ${key}`);
    const parts = [
      el("h2", {}, `Scene ${model.at}`),
      text("Heading", scene.heading, put("heading")),
      text("Text", scene.prose, put("prose"), { rows: 6, says: "Markdown: **bold**, *slanted*, - lists, [words](address)." }),
      text("Notes for the speaker", scene.notes, put("notes"), { rows: 4 }),
    ];
    if (!scene.show) return [...parts, el("p", { class: "quiet" }, "This scene is text alone. To show a picture, a table or a chart, open it on its page and choose “Add to briefing”.")];
    const source = Object.keys(SOURCES).find((key) => scene.show[key] !== null && scene.show[key] !== undefined);
    return [
      ...parts,
      el("p", { class: "quiet" }, `It shows: ${SOURCES[source]}${source === "query" || source === "view" ? `, ${scene.show[source]}` : ""}. `, el("a", { href: address(scene, source) }, "Open it there")),
      choice("As", scene.show.form || "", FORMS, (value) => model.change("Change the form", (_, next) => (next.show.form = value || null))),
      el("div", { class: "maker-dates" },
        text("As of", scene.at, put("at"), { date: true }), text("or from", scene.begin, put("begin"), { date: true }), text("to", scene.to, put("to"), { date: true })),
      choice("Places", scene.layout, { "": "As it comes", ...told.layouts }, (value) => model.change("Lay out anew", (_, next) => Object.assign(next, { layout: value, places: {} })),
        "Or drag entities on the slide, or move them with the arrow keys."),
      ...filters(model),
      ...steps(model),
      ...captions(model),
      ...life(model),
    ];
  }

  function filters(model) {
    const { filters: held = {} } = model.scene;
    const put = (key, value) => model.change("Change a filter", (_, scene) => (scene.filters = { ...scene.filters, [key]: value }));
    const box = (title, checked, run) => el("label", { class: "choice" }, Object.assign(el("input", { type: "checkbox", onchange: (event) => run(event.target.checked) }), { checked }), title);
    return [el("details", {}, el("summary", {}, "Which ties"),
      box("Also ties that are not verified", held.unverified !== false, (on) => put("unverified", on)),
      box("Also ties without a date", held.undated !== false, (on) => put("undated", on)),
      box("Ties outside the date vanish, and do not fade", held.outside === "vanish", (on) => put("outside", on ? "vanish" : "fade")))];
  }

  function steps(model) {
    const known = model.entities[model.at] || [];
    if (!known.length) return [];
    const step = model.scene.steps[model.step - 1];
    const add = act("Add a step", () => model.addStep(step ? step.bring : [known[0][0]]));
    if (!step) return [el("h3", {}, "Steps"), el("p", { class: "quiet" }, "In a step some come forward and the rest fades. Click who shall come forward on the slide, or:"), add];
    const boxes = known.map(([id, name]) => el("label", { class: "choice" }, Object.assign(el("input", { type: "checkbox", onchange: () => model.toggle(id) }), { checked: step.bring.includes(id) }), el("bdi", {}, name)));
    return [
      el("h3", {}, `Step ${model.step}`),
      text("What you say with it", step.say, (value) => model.change("Change the words of a step", (_, scene) => (scene.steps[model.step - 1].say = value), `say ${model.step}`), { says: "Stands below the heading." }),
      el("details", { open: true }, el("summary", {}, `Who comes forward: ${step.bring.length}`), el("div", { class: "maker-names" }, ...boxes)),
      el("div", { class: "acts" }, add, act("Remove this step", () => model.change("Remove a step", (_, scene) => scene.steps.splice(model.step - 1, 1)))),
    ];
  }

  function captions(model) {
    const known = model.entities[model.at] || [];
    if (!known.length) return [];
    const names = Object.fromEntries(known);
    const rows = model.scene.captions.map((held, number) => el("li", {},
      choice("Beside", held.entity || "", { ...(held.entity ? {} : { "": "A place" }), ...names }, (id) => model.change("Move a caption", (_, scene) => (scene.captions[number] = { ...held, entity: id }))),
      text("Words", held.text, (value) => model.change("Change a caption", (_, scene) => (scene.captions[number].text = value), `caption ${number}`)),
      act("Remove", () => model.change("Remove a caption", (_, scene) => scene.captions.splice(number, 1)))));
    const add = () => model.change("Add a caption", (_, scene) => scene.captions.push({ text: "What matters here", entity: known[0][0], at: null }));
    return [el("h3", {}, "Captions"), el("ul", { class: "maker-captions" }, ...rows), act("Add a caption", add)];
  }

  function life(model) {
    const { frozen } = model.scene;
    return [
      el("h3", {}, frozen ? "Frozen" : "Alive"),
      el("p", { class: "quiet" }, frozen ? "It is drawn as it was when it was frozen, whatever the data says now." : "It follows the data: each time it is opened it is read anew."),
      act(frozen ? "Let it live again" : "Freeze it as it is", () => model.freeze(!frozen)),
    ];
  }

  /* Where a scene came from. */
  function address(scene, source) {
    const given = scene.show[source];
    if (source === "view") return "/";
    if (source === "entities") return `/?${given.slice(0, 40).map((id) => `id=${encodeURIComponent(id)}`).slice(0, 1).join("")}`;
    const flat = (held, before) => Object.entries(held || {}).flatMap(([key, value]) => (value && typeof value === "object" && !Array.isArray(value) ? flat(value, `${before}${key}.`) : [value].flat().map((each) => [`${before}${key}`, each])));
    if (source === "query") return `/queries?${new URLSearchParams([["query", given], ...flat(scene.show.values, "p.")])}`;
    return `/${source}?${new URLSearchParams(flat(given, ""))}`;
  }

  window.atlas = window.atlas || {};
  window.atlas.briefing = { ...window.atlas.briefing, forms: { ofTitle, ofScene, act } };
})();
