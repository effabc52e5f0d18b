/* The look: colours, the stylesheet of the canvas, and what the legend says. Everything comes from the declaration. */
(() => {
  "use strict";
  const FONT = '"Inter", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans SC", sans-serif';
  const SMALLEST = 12, LARGEST = 44;

  /* What an entity is coloured by: its key and how that key is called. */
  function trait(node, by, declaration) {
    if (by === "kind") return [node.kind, declaration.kinds[node.kind]?.plural || "Other"];
    const value = by.startsWith("facts.") ? node.facts?.[by.slice(6)] : node.traits?.[by];
    return value === undefined || value === null || value === "" ? ["", "not given"] : [String(value), String(value)];
  }

  /* The colour of each entity, as a function. The most frequent values have a colour of their own. */
  function colouring(model, declaration, theme) {
    const by = model.settings.style.colour;
    if (by === "kind") return (node) => declaration.kinds[node.kind]?.colours[theme] || declaration.themes[theme].quiet;
    const counts = new Map();
    for (const node of model.nodes.values()) {
      const [key] = trait(node, by, declaration);
      if (key) counts.set(key, (counts.get(key) || 0) + 1);
    }
    const ranked = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([key]) => key);
    const colours = declaration.categories[theme];
    return (node) => colours[ranked.indexOf(trait(node, by, declaration)[0])] || declaration.other[theme];
  }

  /* The diameter of each entity at scale 1, as a function. */
  function sizing(model, by) {
    if (by === "constant") return () => 20;
    const value = by === "betweenness" ? (node) => model.scores[node.id] || 0 : (node) => node.ties;
    let most = 1e-9;
    for (const node of model.nodes.values()) most = Math.max(most, value(node));
    return (node) => SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(value(node) / most);
  }

  /* What each entity shows of itself, by id: label, colour, size (so many times larger than usual) and flag. */
  function faces(model, declaration, theme, picture, larger) {
    const colour = colouring(model, declaration, theme);
    const size = sizing(model, model.settings.style.size);
    const face = (id, node) => {
      const hidden = Math.max(0, node.neighbours - (picture.nodes.get(id)?.lines || 0));
      return {
        label: hidden ? `${node.label} +${hidden.toLocaleString("en")}` : node.label, colour: colour(node),
        size: size(node) * larger, flag: node.flag ? `/assets/built/flags/${node.flag}.svg` : "",
      };
    };
    return new Map([...model.nodes].map(([id, node]) => [id, face(id, node)]));
  }

  /* What is written on a line. */
  function caption(ties, few, declaration) {
    const { RELATION } = window.atlas.model.TIE;
    const types = new Set(ties.map((tie) => tie[RELATION]));
    const title = types.size === 1 ? declaration.relations[ties[0][RELATION]]?.title || "" : "";
    if (few && title) return ties.length > 1 ? `${title} ×${ties.length}` : title;
    return ties.length > 1 ? String(ties.length) : "";
  }

  /* Entries of the legend: what it says, how it looks, how many there are, and the ids that it stands for. */
  function legend(model, declaration, theme, looks) {
    const colour = colouring(model, declaration, theme);
    const by = model.settings.style.colour;
    const nodes = new Map();
    for (const node of model.nodes.values()) {
      const [key, label] = trait(node, by, declaration);
      const entry = nodes.get(key) || { sort: "node", key, label, colour: colour(node), shape: by === "kind" ? declaration.kinds[node.kind]?.shape || "ellipse" : "ellipse", ids: [] };
      entry.ids.push(node.id);
      nodes.set(key, entry);
    }
    const lines = new Map();
    let unverified = [];
    for (const [id, seen] of looks.lines) {
      const entry = lines.get(seen.stance) || { sort: "line", key: seen.stance, label: declaration.stances[seen.stance], colour: declaration.themes[theme][seen.stance], stance: seen.stance, ids: [] };
      entry.ids.push(id);
      lines.set(seen.stance, entry);
      if (seen.verified === "no") unverified.push(id);
    }
    const order = Object.keys(declaration.stances);
    const found = [
      ...[...nodes.values()].sort((a, b) => b.ids.length - a.ids.length),
      ...[...lines.values()].sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key)),
    ];
    if (unverified.length) found.push({ sort: "line", key: "unverified", label: "not verified", colour: declaration.themes[theme].quiet, dashed: true, ids: unverified });
    return found;
  }

  /* The stylesheet of the canvas. `level` says how much detail the number of elements allows, `scale` how large all is. */
  function rules(declaration, theme, level, flags, scale) {
    const paint = declaration.themes[theme];
    const rich = level === "rich", fast = level === "fast";
    const node = {
      label: "data(label)", "font-family": FONT, "font-size": 12 * scale, color: paint.ink, "min-zoomed-font-size": fast ? 9 : 6,
      "text-valign": "bottom", "text-halign": "center", "text-margin-y": 3 * scale,
      width: "data(size)", height: "data(size)", "background-color": "data(colour)",
      ...(rich ? { "text-outline-width": 2 * scale, "text-outline-color": paint.paper, "border-width": scale, "border-color": paint.paper } : {}),
    };
    const edge = {
      width: fast ? 0.8 : 1.2 * scale, "curve-style": fast ? "haystack" : "straight", "line-color": paint.neither,
      ...(fast ? { "line-opacity": 0.6 } : { "font-family": FONT }),
      ...(rich ? {
        label: "data(label)", "font-size": 10 * scale, color: paint.ink, "text-background-color": paint.paper, "text-background-opacity": 0.9,
        "text-background-padding": 2, "text-rotation": "autorotate", "min-zoomed-font-size": 7,
      } : {}),
    };
    const style = (selector, properties) => ({ selector, style: properties });
    const kinds = Object.entries(declaration.kinds).map(([name, kind]) => style(`node[kind = "${name}"]`, kind.outline));
    const stances = Object.keys(declaration.stances).map((stance) => {
      const colour = paint[stance];
      const arrows = fast ? {} : { "mid-target-arrow-color": colour, "mid-source-arrow-color": colour };
      return style(`edge[stance = "${stance}"]`, { "line-color": colour, ...arrows });
    });
    const arrows = fast ? [] : ["source", "target", "both"].flatMap((arrow) => {
      const ends = (shape) => Object.fromEntries((arrow === "both" ? ["source", "target"] : [arrow]).map((end) => [`mid-${end}-arrow-shape`, shape]));
      return [style(`edge[arrows = "${arrow}"]`, { ...ends("triangle"), "arrow-scale": 0.8 * (1 + (scale - 1) / 2) }), style(`edge[arrows = "${arrow}"][stance = "divides"]`, ends("tee"))];
    });
    return [
      style("node", node), ...kinds, style("edge", edge), ...stances, ...arrows,
      ...(flags && !fast ? [style('node[flag != ""]', { "background-image": "data(flag)", "background-fit": "cover", "background-image-smoothing": "yes", "border-color": paint.quiet, "border-width": scale })] : []),
      style('edge[stance = "divides"]', { width: fast ? 1 : 1.8 * scale }),
      ...(fast ? [] : [style('edge[verified = "no"]', { "line-style": "dashed", "line-dash-pattern": [5, 4] })]),
      style(".faded", { opacity: 0.18, "text-opacity": 0.4 }),
      style(".gone", { display: "none" }),
      style("node.mute", { "text-opacity": 0 }),
      style("node.pinned", { "border-width": 2, "border-style": "double", "border-color": paint.ink }),
      style("node.hovered, node.cursor, node:selected", { "text-opacity": 1, "z-index": 20, "text-outline-width": 3, "text-outline-color": paint.paper }),
      style("node:selected", { "border-width": 3 * scale, "border-color": paint.accent, "border-style": "solid" }),
      style("node.cursor", { "outline-width": 3, "outline-color": paint.accent, "outline-offset": 4, "outline-style": "solid" }),
      style("edge.hovered, edge:selected", { width: 3.5 * scale, "z-index": 10, label: "data(label)", opacity: 1 }),
      style("edge:selected", { "line-color": paint.accent, "mid-target-arrow-color": paint.accent, "mid-source-arrow-color": paint.accent }),
      style("node:active, edge:active", { "overlay-opacity": 0.08, "overlay-color": paint.accent }),
      style("core", { "selection-box-color": paint.accent, "selection-box-opacity": 0.12, "selection-box-border-color": paint.accent, "active-bg-opacity": 0 }),
    ];
  }

  window.atlas = window.atlas || {};
  window.atlas.dress = { faces, caption, legend, rules };
})();
