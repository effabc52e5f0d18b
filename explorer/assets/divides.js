/* The page of divides: who is chosen in one of its views is marked in all. Nothing is worked out anew for it.
   The choice stands in the address as view.chosen. */
(() => {
  "use strict";
  const BY_READER = new Set(["rowClicked", "spaceKey"]);
  const MOST_NAMED = 5, GRID = "divides-grid", MATRIX = ".matrix-sheet[data-matrix]";
  const el = (...given) => window.atlas.picker.el(...given);
  const root = () => document.querySelector(".divides");
  const percent = (share) => `${Math.round(share / 10)} %`;
  let chosen = [];
  let matrix = null;
  let grid = null;

  /* A new answer: its views are joined, and who was chosen before is chosen again. */
  function begin() {
    const here = root();
    if (!here || here.dataset.begun) return;
    here.dataset.begun = "yes";
    const sheet = here.querySelector(MATRIX);
    if (!sheet) return;
    matrix = new window.atlas.divides.Matrix(sheet, (ids, more) => choose(ids, more));
    bar(here.querySelector(".chosen-bar"));
    grid = null;
    bindGrid(here);
    const asked = window.atlas.question.view("chosen") || here.dataset.chosen || "";
    chosen = asked.split(/[ ,]+/).filter((id) => matrix.place.has(id));
    mark();
  }

  function choose(ids, more = false) {
    const known = ids.filter((id) => matrix?.place.has(id));
    if (!known.length && ids.length) return say(ids);
    if (!more) chosen = same(known, chosen) ? [] : known;
    else chosen = known.every((id) => chosen.includes(id)) ? chosen.filter((id) => !known.includes(id)) : [...new Set([...chosen, ...known])];
    window.atlas.question.look("chosen", chosen.length <= 60 ? chosen.join(",") : "");
    return mark();
  }

  const same = (one, other) => one.length === other.length && one.every((id) => other.includes(id));

  /* Mark who is chosen, wherever they are seen. */
  function mark() {
    const here = root();
    const wanted = new Set(chosen);
    window.atlas.drawings.mark(chosen);
    matrix.mark(chosen);
    for (const row of here.querySelectorAll(".sheet [data-ids]")) row.classList.toggle("chosen", row.dataset.ids.split(" ").some((id) => wanted.has(id)));
    for (const name of here.querySelectorAll("[data-pick]")) name.classList.toggle("chosen", wanted.has(name.dataset.pick));
    for (const camp of here.querySelectorAll("[data-picks]")) camp.setAttribute("aria-pressed", String(same(camp.dataset.picks.split(" "), chosen)));
    here.classList.toggle("choosing", chosen.length > 0);
    window.atlas.divides.markSeats?.(chosen);
    tell();
    fill();
  }

  /* The bar with the search and what is told of those who are chosen ---------------------------------------------- */

  function bar(place) {
    const list = el("datalist", { id: "divides-names" }, ...matrix.names.map((name) => el("option", { value: name })));
    const input = el("input", { id: "divides-search", type: "search", list: "divides-names", placeholder: "Mark a state in every view …", autocomplete: "off" });
    const find = () => {
      const wanted = input.value.trim().toLowerCase();
      const at = matrix.names.findIndex((name) => name.toLowerCase() === wanted);
      if (at < 0) return;
      input.value = "";
      choose([matrix.ids[at]]);
    };
    input.addEventListener("input", find);
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      const wanted = input.value.trim().toLowerCase();
      const near = matrix.names.find((name) => name.toLowerCase().includes(wanted));
      if (wanted && near) input.value = near;
      find();
    });
    const clear = el("button", { type: "button", class: "small", onclick: () => choose([]) }, "Clear");
    place.replaceChildren(el("label", { class: "hidden-label", for: "divides-search" }, "Mark a state in every view"), input, list, el("div", { class: "chosen-told", role: "status" }), clear);
  }

  function say(ids) {
    const told = root()?.querySelector(".chosen-told");
    if (told) told.textContent = `${ids.length === 1 ? "This one" : "None of these"} took too few positions here to be told about.`;
  }

  function tell() {
    const told = root().querySelector(".chosen-told");
    const nothing = "Nobody is marked: click on a name, a point, a cell, a state or a camp.";
    root().querySelector(".chosen-bar button").hidden = !chosen.length;
    if (!chosen.length) told.replaceChildren(el("span", { class: "quiet" }, nothing));
    else if (chosen.length === 1) told.replaceChildren(...one(chosen[0]));
    else if (chosen.length === 2) told.replaceChildren(matrix.said(...chosen.map((id) => matrix.place.get(id))));
    else told.replaceChildren(`${chosen.length} marked: ${listed(chosen.map((id) => matrix.names[matrix.place.get(id)]))}`);
  }

  const listed = (names) => (names.length > MOST_NAMED ? `${names.slice(0, MOST_NAMED).join(", ")} and ${names.length - MOST_NAMED} more` : names.join(", "));

  function one(id) {
    const at = matrix.place.get(id);
    const said = root().querySelector(`.scatter [data-id="${CSS.escape(id)}"]`)?.dataset.said.split("\n").slice(1).join("; ");
    const others = matrix.with(at).filter((pair) => pair.share >= 0).sort((a, b) => b.share - a.share);
    const named = (pairs) => pairs.map((pair) => `${matrix.names[pair.at]} ${percent(pair.share)}`).join(", ");
    const parts = [el("strong", {}, el("bdi", {}, matrix.names[at])), said ? `: ${said}. ` : ". "];
    if (others.length) parts.push(`Agrees most with ${named(others.slice(0, 3))}; least with ${named(others.slice(-3).reverse())}.`);
    else parts.push("It shares too few items with everyone.");
    return parts;
  }

  /* The table ---------------------------------------------------------------------------------------------------- */

  async function bindGrid(here) {
    const api = await window.dash_ag_grid?.getApiAsync(GRID).catch(() => null);
    if (!api || root() !== here) return;
    grid = api;
    grid.addEventListener("selectionChanged", (event) => {
      if (BY_READER.has(event.source)) choose(grid.getSelectedRows().map((row) => row.id));
    });
    fill();
  }

  function fill() {
    if (!grid || grid.isDestroyed?.()) return;
    const pairs = new Map(chosen.length === 1 ? matrix.with(matrix.place.get(chosen[0])).map((pair) => [matrix.ids[pair.at], pair]) : []);
    const rows = [];
    grid.forEachNode((node) => {
      const pair = pairs.get(node.data.id);
      rows.push({ ...node.data, agrees: pair && pair.share >= 0 ? Math.round(pair.share / 10) : null, shared: pair ? pair.shared : null });
    });
    grid.applyTransaction({ update: rows });
    window.dash_clientside.set_props(GRID, { selectedRows: { ids: chosen } });
    const first = chosen.length && grid.getRowNode(chosen[0]);
    if (first) grid.ensureNodeVisible(first);
  }

  /* Where one can choose ------------------------------------------------------------------------------------------ */

  document.addEventListener("answered", () => requestAnimationFrame(begin), true);
  document.addEventListener("atlas-choose", (event) => root()?.contains(event.target) && choose([event.detail.id], event.detail.more));
  document.addEventListener("click", (event) => {
    if (!root()?.contains(event.target)) return;
    const more = event.shiftKey || event.ctrlKey || event.metaKey;
    const name = event.target.closest("[data-pick]");
    if (name) return void choose([name.dataset.pick], more);
    const many = event.target.closest("[data-picks]");
    if (many) return void choose(many.dataset.picks.split(" "), more);
    const row = event.target.closest(".sheet [data-ids]");
    if (row) return void choose(row.dataset.ids.split(" "), more);
    const turn = event.target.closest("[data-turn]");
    if (!turn) return;
    const on = turn.getAttribute("aria-pressed") !== "true";
    turn.setAttribute("aria-pressed", String(on));
    turn.closest(".drawing").classList.toggle(`show-${turn.dataset.turn}`, on);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen.length && root()?.contains(event.target)) choose([]);
  });

  window.atlas = window.atlas || {};
  window.atlas.divides = { ...window.atlas.divides, chosen: () => chosen };
})();
