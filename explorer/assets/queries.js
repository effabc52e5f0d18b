"use strict";

/* The page of saved queries: what is chosen, the form, stars, the address, progress and cancelling. Texts are set as
   text alone; the cells of the answer are drawn by React, as text too. */
(() => {
  const PROGRESS_AFTER = 500;
  const CANCEL_AFTER = 2000;
  const RECENT = 6;
  const { el, Pickers } = window.atlas.picker;
  const here = () => document.getElementById("queries");
  const part = (name) => document.getElementById(`query-${name}`);
  const send = (name, data) => window.dash_clientside.set_props(`query-${name}`, { data });
  let seq = 0;
  let form = null; // of the query that is chosen
  let running = null; // { tag, timers }
  let shown = ""; // tag of the answer that is shown
  let drawn = null;
  let runNext = false;

  /* Favourites and recent ones are kept in this browser alone; one that keeps nothing works too. */
  const kept = (name) => {
    try {
      const names = JSON.parse(localStorage.getItem(`cyberatlas.queries.${name}`) || "[]");
      return Array.isArray(names) ? names.filter((each) => typeof each === "string") : [];
    } catch {
      return [];
    }
  };
  const keep = (name, names) => {
    try {
      localStorage.setItem(`cyberatlas.queries.${name}`, JSON.stringify(names));
    } catch {
      /* the browser keeps nothing */
    }
  };

  /* The list on the left */
  const rows = () => [...part("library").querySelectorAll("[data-query-row]")];
  const titleOf = (name) => rows().find((row) => row.dataset.queryRow === name)?.querySelector("a bdi")?.textContent;

  function marked() {
    const stars = kept("favourites");
    for (const star of part("library").querySelectorAll("[data-star]")) star.setAttribute("aria-pressed", String(stars.includes(star.dataset.star)));
    const list = (title, names) => {
      const known = names.filter(titleOf);
      if (!known.length) return [];
      const items = known.map((name) => el("li", {}, el("a", { href: `/queries?query=${encodeURIComponent(name)}`, "data-query": name }, el("bdi", {}, titleOf(name)))));
      return [el("section", { class: "query-category" }, el("h2", {}, title), el("ul", {}, ...items))];
    };
    const recent = kept("recent").filter((name) => !stars.includes(name) && name !== form?.name).slice(0, RECENT);
    part("marked").replaceChildren(...list("Favourites", stars), ...list("Recent", recent));
    for (const link of here().querySelectorAll(".query-side [data-query]")) {
      if (link.dataset.query === form?.name) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  function search() {
    const words = (part("words")?.value || "").toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const row of rows()) {
      row.hidden = !words.every((word) => row.dataset.words.includes(word));
      found += !row.hidden;
    }
    for (const section of part("library").querySelectorAll(".query-category")) section.hidden = !section.querySelector("[data-query-row]:not([hidden])") && !(section.classList.contains("query-faulty") && !words.length);
    part("marked").hidden = words.length > 0;
    part("none").textContent = found ? "" : "No question has these words. Try fewer, such as “vote” or “sanctions”, or write a query of your own.";
  }

  function begin() {
    if (!here()) return;
    if (!part("words")) {
      const field = el("input", { id: "query-words", type: "search", placeholder: "Search questions …", autocomplete: "off", maxlength: "100", oninput: search });
      part("search").append(el("label", { class: "hidden-label", for: "query-words" }, "Search questions"), field);
      readAddress();
    }
    requestAnimationFrame(() => {
      marked();
      search();
    });
  }

  /* The address names the query and its values; `run` asks it at once. */
  function readAddress() {
    const given = new URLSearchParams(location.search);
    const name = given.get("run") || given.get("query") || "";
    const values = {};
    for (const key of new Set(given.keys())) if (key.startsWith("p.")) values[key.slice(2)] = given.getAll(key);
    choose(name, values, Boolean(given.get("run")));
  }

  function address(way) {
    const text = new URLSearchParams([[way, form.name]]);
    for (const [name, values] of Object.entries(given())) {
      const several = Array.isArray(values) ? values : [values];
      for (const value of several.length ? several : [""]) text.append(`p.${name}`, value);
    }
    return `/queries?${text.toString().replaceAll("%3A", ":").replaceAll("%2F", "/")}`;
  }

  function choose(name, values, run) {
    stop();
    runNext = run;
    const single = Object.fromEntries(Object.entries(values).map(([key, all]) => [key, all.length > 1 ? all : all[0]]));
    send("ask", { seq: ++seq, name, given: single });
  }

  function told(data) {
    if (!here() || !data || data.seq !== seq) return;
    form = data.name ? data : null;
    shown = "";
    drawn = null;
    window.dash_clientside.set_props("query-result", { children: [] });
    part("progress").replaceChildren();
    part("form").replaceChildren(...(form ? [made(form)] : []));
    marked();
    document.title = form ? `${form.title} – cyberatlas` : "Queries · cyberatlas";
    here().querySelector(".query-middle").scrollTop = 0;
    if (form && runNext) run();
  }

  /* The form */
  function made(told) {
    const fields = told.fields.map(field);
    const buttons = el("div", { class: "query-run" }, el("button", { type: "submit", class: "button", id: "query-go" }, "Run"));
    const submit = (event) => {
      event.preventDefault();
      run();
    };
    return el("form", { novalidate: true, onsubmit: submit, "aria-label": "What the question is about" }, el("div", { class: "query-fields" }, ...fields), buttons);
  }

  function field(told) {
    const id = `p-${told.name}`;
    told.label += told.optional ? " (optional)" : "";
    const control = { pick: offered, suggest: offered, select, number: typed, text: typed }[told.sort](told, id);
    const hint = told.hint ? [el("span", { class: "query-hint" }, told.hint)] : [];
    const fault = el("span", { class: "query-fault", id: `${id}-fault`, hidden: true });
    return el("div", { class: "field query-field", "data-field": told.name }, el("label", { for: id }, told.label), control, ...hint, fault);
  }

  const offered = (told, id) => pickers.picker(told, id);

  function typed(told, id) {
    if (told.many) return pickers.chips(told, el("input", { id, type: "text", autocomplete: "off", inputmode: told.sort === "number" ? "decimal" : null }));
    const input = el("input", { id, type: "text", autocomplete: "off", inputmode: told.sort === "number" ? "decimal" : null, "aria-describedby": `${id}-fault` });
    input.value = told.values[0] ?? "";
    told.read = () => input.value;
    return input;
  }

  function select(told, id) {
    const blank = told.many ? "Add …" : told.optional ? "Any" : told.values.length ? null : "Choose …";
    const options = told.options.map(([value, label]) => el("option", { value }, label));
    const made = el("select", { id, "aria-describedby": `${id}-fault` }, ...(blank ? [el("option", { value: "" }, blank)] : []), ...options);
    if (told.many) return pickers.chips(told, made);
    if (told.values.length && !told.options.some(([value]) => value === told.values[0])) made.append(el("option", { value: told.values[0] }, told.values[0]));
    made.value = told.values[0] ?? "";
    told.read = () => made.value;
    return made;
  }

  /* Fields whose options come from the server as one types. */
  const pickers = new Pickers({
    names: () => form?.names ?? {},
    send: (told, text, asked) => send("pick", { seq: asked, name: form.name, parameter: told.name, text, given: given() }),
    chosen: (name) => blame(name, ""),
  });
  const picked = (data) => pickers.picked(data);

  /* What is in the form: name -> text, or a list of texts. */
  const given = () => Object.fromEntries(form.fields.map((told) => [told.name, told.read()]));

  function blame(name, message) {
    const place = part("form").querySelector(`[data-field="${CSS.escape(name)}"]`);
    if (!place) return null;
    const fault = place.querySelector(".query-fault");
    const input = place.querySelector("input, select");
    fault.textContent = message;
    fault.hidden = !message;
    if (message) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    return input;
  }

  /* Running */
  function run() {
    if (!form || running) return;
    form.fields.forEach((told) => blame(told.name, ""));
    const tag = crypto.randomUUID ? crypto.randomUUID() : [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    running = { tag, timers: [setTimeout(() => progress(false), PROGRESS_AFTER), setTimeout(() => progress(true), CANCEL_AFTER), setTimeout(lost, 90000)] };
    part("go").disabled = true;
    history.replaceState(history.state, "", address("run"));
    keep("recent", [form.name, ...kept("recent").filter((name) => name !== form.name)].slice(0, RECENT + 20));
    send("run", { seq: ++seq, tag, name: form.name, given: given() });
  }

  function progress(slow) {
    const cancel = () => {
      send("cancel", { seq: ++seq, tag: running?.tag });
      part("progress").replaceChildren("Cancelling …");
    };
    part("progress").replaceChildren(el("progress", { "aria-label": "Running" }), " Running … ", ...(slow ? [el("button", { type: "button", class: "act", id: "query-stop", onclick: cancel }, "Cancel")] : []));
  }

  function done() {
    running?.timers.forEach(clearTimeout);
    running = null;
    part("progress").replaceChildren();
    if (part("go")) part("go").disabled = false;
  }

  function stop() {
    if (!running) return;
    send("cancel", { seq: ++seq, tag: running.tag });
    done();
  }

  function lost() {
    done();
    part("progress").replaceChildren("The server has not answered. Run it again, or load the page anew.");
  }

  function ran(data) {
    if (!here() || !data) return;
    if (!running || data.tag !== running.tag) {
      if (!running && data.tag && data.tag !== shown) window.dash_clientside.set_props("query-result", { children: [] });
      return;
    }
    done();
    shown = data.tag;
    drawn = data.drawn || null;
    paint();
    marked();
    if (data.ok) part("progress").replaceChildren(el("span", { class: "hidden-label" }, `${data.rows.toLocaleString("en")} rows found`));
    const faulty = Object.entries(data.messages || {}).map(([name, message]) => blame(name, message)).filter(Boolean);
    faulty[0]?.focus();
  }

  /* The chart in the colours of the paper */
  function paint() {
    if (!drawn) return;
    const theme = document.documentElement.dataset.theme === "dark" ? "dark" : "light";
    const figure = { data: drawn.figure.data, layout: { ...drawn.figure.layout, template: drawn.templates[theme] } };
    figure.layout.template.layout.font.family = getComputedStyle(document.body).fontFamily;
    part("result").querySelector(".query-chart")?.style.setProperty("height", `${figure.layout.height}px`);
    window.dash_clientside.set_props("query-chart", { figure });
  }
  new MutationObserver(() => here() && paint()).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });

  /* Taking along */
  const say = (...said) => part("progress").replaceChildren(...said);
  const filed = (data) => data && window.atlas.questionKeeping.save(data, say);
  const copyLink = () => window.atlas.questionKeeping.copy(location.origin + address("run"), "The link is copied: it asks this question again, with these values.", say);

  document.addEventListener("click", (event) => {
    if (!here()?.contains(event.target)) return;
    const star = event.target.closest("[data-star]");
    const link = event.target.closest("a[data-query]");
    const act = event.target.closest("[data-query-act]")?.dataset.queryAct;
    if (star) {
      const stars = kept("favourites");
      const name = star.dataset.star;
      keep("favourites", stars.includes(name) ? stars.filter((each) => each !== name) : [...stars, name]);
      marked();
    } else if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      history.pushState(null, "", link.getAttribute("href"));
      choose(link.dataset.query, {}, false);
    } else if (act === "csv" || act === "json") send("file", { seq: ++seq, tag: shown, name: form.name, given: given(), format: act });
    else if (act === "link") copyLink();
    else if (act === "briefing") {
      const asked = new URLSearchParams(address("query").split("?")[1]);
      location.assign(`/briefings/add?show=query&${asked}&heading=${encodeURIComponent(titleOf(form.name))}`);
    }
  });
  window.addEventListener("popstate", () => here() && readAddress());

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.queries = { begin, told, ran, picked, filed };

  const cells = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  cells.AtlasAnswer = ({ data, value, colDef }) => {
    const element = window.React.createElement;
    const text = element("bdi", {}, typeof value === "number" ? value.toLocaleString("en", { useGrouping: Math.abs(value) >= 10000 }) : value);
    const id = data[`${colDef.field}_id`];
    if (id) return element("a", { href: `/?id=${encodeURIComponent(id).replaceAll("%3A", ":").replaceAll("%2F", "/")}`, className: "entity" }, text);
    const url = data[`${colDef.field}_url`];
    if (!url) return text;
    const host = new URL(url).hostname.replace(/^www\./, "");
    return element("a", { href: url, title: url, target: "_blank", rel: "noopener noreferrer", className: "source" }, `${host} ↗`);
  };
})();
