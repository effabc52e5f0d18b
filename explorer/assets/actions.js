/* All that a reader can do on the Explore page: one table for toolbar, menu, keyboard and help sheet. */
(() => {
  "use strict";
  const GAP = 24;

  /* Each: title, what it does in a sentence, keys, where it is offered, what it needs selected, and the work. */
  function actions(page) {
    const { model } = page;
    const chosen = () => page.chosen();
    const targets = () => (chosen().length ? chosen() : page.canvas.visible());
    const set = (title, values) => page.change(title, { set: values });
    const { ANALYSES, address } = window.atlas.analyses;
    const analysis = (name, icon, key, says) => ({ title: ANALYSES[name].title, icon, keys: [key], menu: "node", needs: ANALYSES[name].least, most: ANALYSES[name].most, says, run: () => location.assign(address(name, chosen())) });
    const keepOnly = (ids, title) => page.change(title, { remove: [...model.nodes.keys()].filter((id) => !ids.includes(id)) });
    return {
      undo: { title: "Undo", icon: "undo-2", keys: ["Ctrl+z"], bar: "edit", says: "Take the last change back.", run: () => page.step("undo") },
      redo: { title: "Redo", icon: "redo-2", keys: ["Ctrl+y", "Ctrl+Shift+Z"], bar: "edit", says: "Do it again.", run: () => page.step("redo") },
      expand: { title: "Expand", icon: "expand", keys: ["e"], bar: "grow", menu: "node", needs: 1, says: "Add the neighbours with the most ties.", run: () => page.grow({ do: "expand", ids: chosen() }) },
      "expand-by": { title: "Expand by …", icon: "list-filter", keys: ["Shift+E"], bar: "grow", menu: "node", needs: 1, says: "Choose which ties, which kinds and how many.", run: () => page.panels.expandBy(chosen()) },
      connect: { title: "Show what connects", icon: "waypoints", keys: ["c"], bar: "grow", menu: "node", says: "Add what is tied to at least two of the entities selected, or of all shown.", run: () => page.grow({ do: "connect", ids: targets().slice(0, 1000), most: 20 }) },
      members: { title: "Show its members", icon: "users", keys: ["m"], menu: "node", needs: 1, says: "Add all members of a body, or all who signed or support a text.", run: () => page.grow({ do: "members", of: chosen()[0], most: 1000 }) },
      questions: { title: "Questions about it …", icon: "circle-help", keys: ["a"], menu: "node", needs: 1, says: "Saved queries about what is selected.", run: () => page.panels.questions(chosen()) },
      compare: analysis("compare", "", "Shift+C", "What two to six share, and what only one of them has."),
      paths: analysis("paths", "", "Shift+P", "Through whom the one selected first reaches the other."),
      changes: analysis("change", "", "Shift+W", "What began, ended and turned for them between two dates."),
      divides: analysis("divides", "", "Shift+D", "Where they stand in the divides of all."),
      remove: { title: "Remove", icon: "trash-2", keys: ["Delete", "Backspace"], bar: "edit", menu: "node", needs: 1, says: "Take the selected entities off the canvas.", run: () => page.change(`Remove ${page.called(chosen())}`, { remove: chosen() }) },
      collapse: { title: "Collapse", icon: "shrink", keys: ["x"], menu: "node", needs: 1, says: "Take away the neighbours that are tied to nothing else shown.", run: () => collapse(page, chosen()) },
      "hide-others": { title: "Hide others", icon: "eye-off", keys: ["h"], menu: "node", needs: 1, says: "Keep the selected entities and their neighbours.", run: () => keepOnly([...chosen(), ...model.neighbours(chosen())], "Hide others") },
      keep: { title: "Keep only these", icon: "scan", keys: ["k"], menu: "node", needs: 1, says: "Keep nothing but what is selected.", run: () => keepOnly(chosen(), "Keep the selection") },
      "select-all": { title: "Select all", keys: ["Ctrl+a"], menu: "canvas", says: "Select every entity shown.", run: () => page.canvas.select(page.canvas.visible()) },
      invert: { title: "Invert selection", keys: ["i"], menu: "canvas", says: "Select what is not selected.", run: () => page.canvas.select(page.canvas.visible().filter((id) => !chosen().includes(id))) },
      neighbours: { title: "Select neighbours", keys: ["n"], menu: "node", needs: 1, says: "Add the neighbours shown to the selection.", run: () => page.canvas.select([...chosen(), ...model.neighbours(chosen())]) },
      clear: { title: "Clear selection", keys: ["Escape"], says: "Select nothing; close what is open.", run: () => page.escape() },
      pin: { title: "Pin", icon: "pin", keys: ["p"], menu: "node", needs: 1, says: "Layouts leave pinned entities where they are. Again: unpin.", run: () => pin(page, chosen()) },
      "align-row": { title: "Align in a row", icon: "align-horizontal-distribute-center", keys: ["Alt+r"], menu: "node", needs: 2, says: "Put the selected entities on one line across.", run: () => align(page, chosen(), 0) },
      "align-column": { title: "Align in a column", icon: "align-vertical-distribute-center", keys: ["Alt+c"], menu: "node", needs: 2, says: "Put the selected entities below each other.", run: () => align(page, chosen(), 1) },
      layout: { title: "Layout", icon: "layout-grid", keys: ["l"], bar: "see", menu: "canvas", says: "Place all entities anew.", run: () => page.panels.show("layout") },
      filter: { title: "Filter", icon: "filter", keys: ["f"], bar: "see", says: "Choose which entities and ties are shown.", run: () => page.panels.show("filter") },
      look: { title: "Look", icon: "palette", keys: ["s"], bar: "see", says: "Choose colours, sizes and labels.", run: () => page.panels.show("look") },
      fit: { title: "Fit", icon: "maximize", keys: ["0"], bar: "see", menu: "canvas", says: "Bring everything into sight.", run: () => page.canvas.fit() },
      "zoom-in": { title: "Zoom in", icon: "plus", keys: ["+", "="], bar: "see", says: "Come closer.", run: () => page.canvas.zoom(1.25) },
      "zoom-out": { title: "Zoom out", icon: "minus", keys: ["-"], bar: "see", says: "Step back.", run: () => page.canvas.zoom(0.8) },
      table: { title: "Table", icon: "table", keys: ["t"], bar: "show", says: "Graph, table, or both.", run: () => page.panels.nextShape() },
      views: { title: "Views", icon: "folder-open", keys: ["v"], bar: "show", says: "Open, rename or delete a saved view.", run: () => page.panels.show("views") },
      save: { title: "Save this view", icon: "save", keys: ["Ctrl+s"], bar: "show", menu: "canvas", says: "Keep it under a name.", run: () => page.panels.saveView() },
      link: { title: "Copy link", icon: "link", keys: ["u"], bar: "show", menu: "canvas", says: "Copy an address that opens the same picture in another browser.", run: () => page.keeping.copyLink() },
      briefing: { title: "Add to briefing", icon: "presentation", keys: ["b"], bar: "show", menu: "canvas", says: "Put this view on a slide.", run: () => page.keeping.addToBriefing() },
      picture: { title: "Picture", icon: "image", keys: ["g"], bar: "show", menu: "canvas", says: "Download the canvas with title, legend and sources.", run: () => page.panels.picture() },
      cypher: { title: "Show the Cypher", icon: "code", keys: ["q"], bar: "show", menu: "canvas", says: "The query that gives what is on screen.", run: () => page.keeping.cypher() },
      find: { title: "Find", keys: ["/"], says: "Go to the search box.", run: () => document.getElementById("search").focus() },
      play: { title: "Play the years", keys: ["Space"], says: "Move the date from year to year.", run: () => page.time.play() },
      theme: { title: "Light, dark, print", icon: "sun-moon", keys: ["d"], bar: "help", says: "Change the paper.", run: () => page.nextTheme() },
      help: { title: "Help", icon: "circle-help", keys: ["?"], bar: "help", says: "All keys on one sheet.", run: () => page.panels.help() },
      "clear-canvas": { title: "Clear the canvas", keys: ["Shift+Delete"], menu: "canvas", says: "Begin with an empty canvas.", run: () => page.change("Clear the canvas", { remove: [...model.nodes.keys()], set: { title: "" } }) },
      reset: { title: "Show all ties", keys: ["Shift+F"], says: "Take all filters back.", run: () => set("Show all ties", { filters: { ...window.atlas.model.FILTERS } }) },
    };
  }

  function pin(page, ids) {
    const pinned = ids.every((id) => page.model.pinned.has(id));
    page.change(`${pinned ? "Unpin" : "Pin"} ${page.called(ids)}`, { pins: Object.fromEntries(ids.map((id) => [id, !pinned])) });
  }

  function align(page, ids, axis) {
    const places = Object.fromEntries(ids.map((id) => [id, page.model.places.get(id)]));
    const width = (id) => Math.max(44, 6.6 * page.model.nodes.get(id).label.length);
    page.change(`Align ${page.called(ids)}`, { places: aligned(places, axis, width) });
  }

  function collapse(page, ids) {
    const { model } = page;
    const remove = model.neighbours(ids).filter((id) => !ids.includes(id) && model.neighbours([id]).every((other) => ids.includes(other)));
    if (remove.length) page.change(`Collapse ${page.called(ids)}`, { remove });
    else page.say("All its neighbours are tied to others too.");
  }

  /* Places of entities in a row (axis 0) or a column (axis 1): in their order, with room for their labels. */
  function aligned(places, axis, width) {
    const ids = Object.keys(places).sort((a, b) => places[a][axis] - places[b][axis]);
    const level = ids.reduce((sum, id) => sum + places[id][1 - axis], 0) / ids.length;
    let at = places[ids[0]][axis];
    return Object.fromEntries(ids.map((id, number) => {
      if (number) at += axis ? 56 : (width(ids[number - 1]) + width(id)) / 2 + GAP;
      return [id, axis ? [level, at] : [at, level]];
    }));
  }

  /* A keystroke in the spelling of the table above. */
  function stroke(event) {
    const key = event.key === " " ? "Space" : event.key;
    const control = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
    const alt = event.altKey ? "Alt+" : "";
    const named = event.shiftKey && (/^[a-z]$/i.test(key) || key.length > 1) ? "Shift+" : "";
    return control + alt + named + (named && key.length === 1 ? key.toUpperCase() : key);
  }

  window.atlas = window.atlas || {};
  window.atlas.actions = { actions, aligned, stroke };
})();
