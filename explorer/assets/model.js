/* The view: which entities are shown, where, and how. Every change can be undone. Knows neither canvas nor page. */
(() => {
  "use strict";
  const MOST_STEPS = 300;
  const OLDEST = 0.02;
  /* Where a tie holds what; the server writes it in this order (graph/elements.py). */
  const TIE = { RELATION: 0, FORWARD: 1, POLARITY: 2, VERIFIED: 3, START: 4, END: 5, DATASET: 6, VALUE: 7, ID: 8 };
  const FILTERS = {
    kinds_off: [], relations_off: [], polarities_off: [], datasets_off: [], unverified: true,
    from: "", to: "", as_of: "", undated: true, outside: "fade",
  };
  const STYLE = { colour: "kind", size: "degree", labels: "auto", flags: false };

  /* Dates are known to the year, the month or the day; these are the first and the last day that one may mean. */
  const first = (date) => date + "-01-01".slice(date.length === 4 ? 0 : date.length === 7 ? 3 : 6);
  const last = (date) => date + "-12-31".slice(date.length === 4 ? 0 : date.length === 7 ? 3 : 6);

  /* The period that is asked for, as [first day, last day]; empty where there is no bound. */
  function period(filters) {
    if (filters.as_of) return [first(filters.as_of), last(filters.as_of)];
    return [filters.from && first(filters.from), filters.to && last(filters.to)];
  }

  function within(start, end, undated, [from, to]) {
    if (!from && !to) return true;
    if (!start && !end) return undated;
    return !(to && start && first(start) > to) && !(from && end && last(end) < from);
  }

  /* What there is to draw of a line: its ties that pass, and whether it is only out of the period. */
  function look(line, filters, span) {
    const kept = line.ties.filter((tie) =>
      !filters.relations_off.includes(tie[TIE.RELATION]) && !filters.polarities_off.includes(tie[TIE.POLARITY]) &&
      !filters.datasets_off.includes(tie[TIE.DATASET]) && (filters.unverified || tie[TIE.VERIFIED]));
    const inside = kept.filter((tie) => within(tie[TIE.START], tie[TIE.END], filters.undated, span));
    const faded = !inside.length && filters.outside === "fade";
    return { ties: faded ? kept : inside, faded };
  }

  /* How a line with these ties is drawn. */
  function drawn(ties, declaration) {
    const signs = new Set(ties.map((tie) => tie[TIE.POLARITY]));
    const senders = new Set(ties.filter((tie) => !declaration.relations[tie[TIE.RELATION]]?.symmetric).map((tie) => tie[TIE.FORWARD]));
    return {
      stance: signs.has(1) && signs.has(-1) ? "both" : signs.has(1) ? "joins" : signs.has(-1) ? "divides" : "neither",
      arrows: senders.size === 2 ? "both" : senders.has(1) ? "target" : senders.has(0) ? "source" : "none",
      verified: ties.some((tie) => tie[TIE.VERIFIED]) ? "yes" : "no",
    };
  }

  class Model {
    constructor() {
      this.nodes = new Map();
      this.lines = new Map();
      this.places = new Map();
      this.pinned = new Set();
      this.settings = { filters: { ...FILTERS }, style: { ...STYLE }, layout: "force", axis: [], title: "" };
      this.scores = {};
      this.done = [];
      this.undone = [];
      this.listeners = [];
    }

    /* Make a change that can be undone. `patch`: add {nodes, lines}, remove [ids], places {id: [x, y]}, pins {id: bool}, set {}.
       A line is {id, ties}, and its id "source target". Places are kept in whole units.
       Changes of one `run`, such as those of one drag of the date, set the same things and are one step. */
    change(title, patch, run = 0) {
      const back = this.apply(patch);
      const before = this.done[this.done.length - 1];
      if (run && before?.run === run) Object.assign(before, { title, patch });
      else this.done.push({ title, patch, back, run });
      if (this.done.length > MOST_STEPS) this.done.shift();
      this.undone = [];
      this.tell(patch);
    }

    undo() {
      const step = this.done.pop();
      if (!step) return null;
      this.apply(step.back);
      this.undone.push(step);
      this.tell(step.back);
      return step.title;
    }

    redo() {
      const step = this.undone.pop();
      if (!step) return null;
      this.apply(step.patch);
      this.done.push(step);
      this.tell(step.patch);
      return step.title;
    }

    /* Apply a patch; returns the patch that takes it back. */
    apply({ add = {}, remove = [], places = {}, pins = {}, set = {} }) {
      const gone = this.remove(remove);
      const added = [];
      for (const node of add.nodes || []) {
        if (this.nodes.has(node.id)) continue;
        this.nodes.set(node.id, node);
        added.push(node.id);
      }
      for (const { id, ties } of add.lines || []) {
        const [source, target] = id.split(" ");
        if (this.nodes.has(source) && this.nodes.has(target)) this.lines.set(id, { id, source, target, ties });
      }
      const placed = {}, pinned = {}, before = {};
      for (const [id, place] of Object.entries(places)) {
        if (this.places.has(id)) placed[id] = this.places.get(id);
        this.places.set(id, place.map(Math.round));
      }
      for (const [id, pin] of Object.entries(pins)) {
        pinned[id] = this.pinned.has(id);
        if (pin) this.pinned.add(id);
        else this.pinned.delete(id);
      }
      for (const [name, value] of Object.entries(set)) {
        before[name] = this.settings[name];
        this.settings[name] = value;
      }
      return { add: gone, remove: added, places: { ...placed, ...gone.places }, pins: pinned, set: before };
    }

    remove(ids) {
      const going = new Set(ids.filter((id) => this.nodes.has(id)));
      const gone = { nodes: [], lines: [], places: {} };
      if (!going.size) return gone;
      for (const line of [...this.lines.values()]) {
        if (!going.has(line.source) && !going.has(line.target)) continue;
        gone.lines.push(line);
        this.lines.delete(line.id);
      }
      for (const id of going) {
        gone.nodes.push(this.nodes.get(id));
        gone.places[id] = this.places.get(id);
        this.nodes.delete(id);
        this.places.delete(id);
      }
      return gone;
    }

    tell(patch) {
      for (const listener of this.listeners) listener(patch);
    }

    /* Line id -> {ties, faded, stance, arrows, verified} of the lines to be drawn; and the faded and the gone nodes. */
    picture(declaration) {
      const { filters } = this.settings;
      const span = period(filters);
      const nodes = new Map();
      for (const [id, node] of this.nodes) {
        if (filters.kinds_off.includes(node.kind)) continue;
        const begun = !node.date || !declaration.kinds[node.kind]?.begins || within(node.date, "", true, ["", span[1]]);
        if (begun || filters.outside === "fade") nodes.set(id, { faded: !begun, lines: 0 });
      }
      const lines = new Map();
      for (const [id, line] of this.lines) {
        const [source, target] = [nodes.get(line.source), nodes.get(line.target)];
        if (!source || !target) continue;
        const seen = look(line, filters, span);
        if (!seen.ties.length) continue;
        const faded = seen.faded || source.faded || target.faded;
        lines.set(id, { ...drawn(seen.ties, declaration), ties: seen.ties, faded });
        source.lines += 1;
        target.lines += 1;
      }
      return { nodes, lines };
    }

    neighbours(ids) {
      const wanted = new Set(ids);
      const found = new Set();
      for (const line of this.lines.values()) {
        if (wanted.has(line.source)) found.add(line.target);
        if (wanted.has(line.target)) found.add(line.source);
      }
      return [...found];
    }

    counts() {
      const counts = { kinds: new Map(), relations: new Map(), polarities: new Map(), datasets: new Map() };
      const count = (map, key) => map.set(key, (map.get(key) || 0) + 1);
      for (const node of this.nodes.values()) count(counts.kinds, node.kind);
      for (const line of this.lines.values()) {
        for (const tie of line.ties) {
          count(counts.relations, tie[TIE.RELATION]);
          count(counts.polarities, tie[TIE.POLARITY]);
          count(counts.datasets, tie[TIE.DATASET]);
        }
      }
      return counts;
    }

    /* The years that the time bar spans: those of all ties shown, but for the few oldest. */
    years() {
      const years = [];
      for (const line of this.lines.values()) {
        for (const tie of line.ties) {
          for (const date of [tie[TIE.START], tie[TIE.END]]) if (date) years.push(Number(date.slice(0, 4)));
        }
      }
      years.sort((a, b) => a - b);
      return years.length ? [years[Math.floor(years.length * OLDEST)], years[years.length - 1]] : [0, 0];
    }

    /* What is shown and where it lies, for the server (explorer/asked.py): x and y in turn, in the order of the ids. */
    lying() {
      const shown = [...this.nodes.keys()];
      return { shown, at: shown.flatMap((id) => this.places.get(id) || [0, 0]) };
    }

    /* What a link and a saved view hold: ids and places, and the settings that are not as they always are. */
    view() {
      const places = Object.fromEntries(this.places);
      const { filters, style, layout, axis, title } = this.settings;
      return {
        version: 1, title, nodes: [...this.nodes.keys()], places, pinned: [...this.pinned],
        filters: changed(filters, FILTERS), style: changed(style, STYLE), layout, ...(axis.length ? { axis } : {}),
      };
    }
  }

  function changed(values, usual) {
    return Object.fromEntries(Object.entries(values).filter(([key, value]) => String(value) !== String(usual[key])));
  }

  async function through(stream, bytes) {
    return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
  }

  /* A view as a piece of an address, and back; `decode` returns null for what is no view. */
  async function encode(view) {
    const bytes = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(JSON.stringify(view)));
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }

  async function decode(text) {
    try {
      const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
      const bytes = Uint8Array.from(raw, (character) => character.charCodeAt(0));
      const view = JSON.parse(new TextDecoder().decode(await through(new DecompressionStream("deflate-raw"), bytes)));
      return view && view.version === 1 && Array.isArray(view.nodes) ? view : null;
    } catch {
      return null;
    }
  }

  window.atlas = window.atlas || {};
  window.atlas.model = { Model, TIE, FILTERS, STYLE, encode, decode };
})();
