/* What goes between the page and the server in few bytes: what has changed of what is shown (explorer/told_views.py), and
   answers in columns (explorer/graph/wire.py). */
(() => {
  "use strict";

  /* A value of a column: the one that all are, each its own, or each the number of one. */
  function at({ all, each, of }, number) {
    if (!each) return all;
    return of ? of[each[number]] : each[number];
  }

  /* What the server has been told that this page shows, in the order in which it was told. */
  class Told {
    constructor() {
      this.page = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      this.since = null;
      this.view = new Map();
      this.sent = { seq: 0, view: new Map() };
    }

    /* What to say of the model in an ask with this number, and of lines by their ids, "source target". */
    change(model, seq, drawn) {
      const view = new Map(this.since === null ? [] : this.view);
      const gone = [...view.keys()].filter((id) => !model.nodes.has(id));
      for (const id of gone) view.delete(id);
      const shown = [...model.nodes.keys()].filter((id) => String(view.get(id)) !== String(place(model, id)));
      for (const id of shown) view.set(id, place(model, id));
      this.sent = { seq, view };
      const number = new Map([...view.keys()].map((id, at) => [id, at]));
      const pairs = [...drawn].flatMap((id) => id.split(" ").map((end) => number.get(end)));
      const said = { page: this.page, shown, at: shown.flatMap((id) => view.get(id)), ...(pairs.length ? { pairs } : {}) };
      return this.since === null ? said : { ...said, since: this.since, gone };
    }

    /* What to say in an ask that begins anew, as if nothing were shown. */
    nothing(seq) {
      this.since = null;
      return this.change({ nodes: new Map(), places: new Map() }, seq, []);
    }

    /* Take note of an answer to what was said last: the server has heard it, or has forgotten what was said before.
       Returns the answer, unpacked. */
    heard(answer) {
      if (answer.seq !== this.sent.seq) return unpacked(answer, []);
      if (answer.forgotten) this.since = null;
      else if (!answer.away) [this.since, this.view] = [answer.seq, this.sent.view];
      const whole = unpacked(answer, [...this.sent.view.keys()]);
      // What the answer gives is known to both from now on.
      if (whole.nodes?.length) for (const [id, at] of Object.entries(whole.places)) if (!this.view.has(id)) this.view.set(id, at);
      return whole;
    }
  }

  /* An answer with its nodes, lines and places as the model takes them. */
  function unpacked(answer, shown) {
    if (!answer.packed) return answer;
    const columns = Object.entries(answer.nodes);
    const nodes = [], places = {};
    for (let number = 0; number < answer.packed; number += 1) {
      const { x, y, ...node } = Object.fromEntries(columns.map(([name, column]) => [name, at(column, number)]));
      nodes.push({ ...node, label: node.label || node.name, neighbours: node.ties - node.neighbours });
      places[node.id] = [x, y];
    }
    const fresh = nodes.map((node) => node.id);
    const ids = [...new Set([...fresh, ...shown])];
    const select = answer.select === "new" ? fresh : answer.select;
    return { ...answer, nodes, lines: lines(answer.lines, ids), places, select };
  }

  function lines({ ends, ties, fields }, ids) {
    const names = Object.keys(window.atlas.model.TIE).map((name) => name.toLowerCase());
    let tie = 0;
    return Array.from({ length: ends.length / 2 }, (_, line) => ({
      id: `${ids[ends[2 * line]]} ${ids[ends[2 * line + 1]]}`,
      ties: Array.from({ length: at(ties, line) }, () => {
        const number = tie;
        tie += 1;
        return names.map((name) => (fields[name] ? at(fields[name], number) : ""));
      }),
    }));
  }

  const place = (model, id) => model.places.get(id) || [0, 0];

  window.atlas = window.atlas || {};
  window.atlas.wire = { Told };
})();
