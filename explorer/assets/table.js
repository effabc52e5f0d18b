/* The table beside the canvas: its rows, what is selected in it, and its files. */
(() => {
  "use strict";

  class Table {
    constructor(page) {
      this.page = page;
      this.sources = new Map();
    }

    rows() {
      const { model, declaration } = this.page;
      const { looks } = this.page.canvas;
      const { RELATION, FORWARD, VERIFIED, START, END, DATASET, VALUE, ID } = window.atlas.model.TIE;
      const name = (id) => model.nodes.get(id)?.name || id;
      const ties = [...looks.lines].flatMap(([id, line]) => line.ties.map((tie, number) => {
        const { source, target } = model.lines.get(id);
        const [from, to] = tie[FORWARD] ? [source, target] : [target, source];
        return { id: `${id} ${number}`, key: tie[ID], line: id, from: name(from), to_id: to, from_id: from, source: this.sources.get(tie[ID]) || "", tie: declaration.relations[tie[RELATION]]?.title || tie[RELATION], to: name(to), value: tie[VALUE], start: tie[START], end: tie[END], verified: tie[VERIFIED] ? "yes" : "no", dataset: declaration.datasets[tie[DATASET]] || tie[DATASET] };
      }));
      const nodes = [...looks.nodes].map(([id, seen]) => {
        const node = model.nodes.get(id);
        return { id, name: node.name, kind: declaration.kinds[node.kind]?.title || node.kind, ties: node.ties, shown: seen.lines, verified: node.verified ? "yes" : "no" };
      });
      return { nodes, ties };
    }

    fillGrid() {
      if (!document.body.dataset.shape || document.body.dataset.shape === "graph") return;
      const { nodes, ties } = this.rows();
      window.dash_clientside.set_props("grid-nodes", { rowData: nodes });
      window.dash_clientside.set_props("grid-ties", { rowData: ties });
      this.findSources();
    }

    /* The sources of ties are read when the table is looked at. */
    async findSources() {
      await this.page.identify();
      const ids = this.rows().ties.map((tie) => tie.key).filter((key) => key && !this.sources.has(key));
      if (!ids.length) return;
      for (const id of ids) this.sources.set(id, "");
      const answer = await this.page.request({ do: "sources", ties: ids });
      for (const [id, source] of Object.entries(answer?.sources || {})) this.sources.set(id, source);
      this.fillGrid();
    }

    selectInGrid(ids) {
      if (this.fromGrid) return;
      window.dash_clientside.set_props("grid-nodes", { selectedRows: { ids } });
    }

    /* Rows selected in the table are selected on the canvas. */
    gridChose(nodes, ties) {
      const rows = (chosen) => (Array.isArray(chosen) ? chosen : []);
      const ids = [...rows(nodes).map((row) => row.id), ...rows(ties).map((row) => row.line)];
      const now = this.page.canvas.selected();
      if (!ids.length || String([...ids].sort()) === String([...now.nodes, ...now.lines].sort())) return;
      this.fromGrid = true;
      this.page.canvas.select(ids);
      setTimeout(() => (this.fromGrid = false), 200);
    }

    async download(which) {
      const rows = this.rows()[which];
      const columns = which === "nodes" ? ["id", "name", "kind", "ties", "shown", "verified"] : ["id", "from", "tie", "to", "value", "start", "end", "verified", "dataset", "source"];
      const answer = await this.page.request({ do: "csv", header: columns, rows: rows.map((row) => columns.map((column) => String(row[column] ?? ""))) });
      if (answer?.ok) window.atlas.keeping.keep(new Blob(["\ufeff", answer.text], { type: "text/csv;charset=utf-8" }), `${which}.csv`);
    }
  }

  window.atlas = window.atlas || {};
  window.atlas.table = { Table };
})();
