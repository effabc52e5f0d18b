/* What outlives the page: the address, saved views, links, pictures, and the Cypher of a view. */
(() => {
  "use strict";

  class Keeping {
    constructor(page) {
      this.page = page;
    }

    async writeAddress() {
      const text = this.page.model.nodes.size ? `#v=${await window.atlas.model.encode(this.page.model.view())}` : "";
      this.written = text;
      history.replaceState(history.state, "", `${location.pathname}${text}`);
      document.title = this.page.model.nodes.size ? `${this.title()} – cyberatlas` : "cyberatlas";
    }

    async readAddress() {
      if (location.hash && location.hash === this.written) return;
      const wanted = new URLSearchParams(location.search).get("id");
      if (location.hash.startsWith("#v=")) {
        const view = await window.atlas.model.decode(location.hash.slice(3));
        if (view) await this.openView(view);
        else this.page.say("The link is broken: it holds no view. Ask for it again, or begin with a search.");
      } else if (wanted) await this.page.grow({ do: "start", id: wanted });
      if (!this.page.figures) this.page.redraw();
    }

    /* Open a view in place of what is shown. */
    async openView(view) {
      const { FILTERS, STYLE } = window.atlas.model;
      const answer = await this.page.request((seq) => ({ ...this.page.telling.nothing(seq), do: "open", ids: view.nodes, places: view.places || {} }));
      if (!answer?.ok) return;
      this.page.say(answer.note);
      const style = { ...STYLE, ...view.style };
      this.page.model.change("Open a view", {
        remove: [...this.page.model.nodes.keys()], add: answer, places: { ...answer.places, ...view.places },
        pins: Object.fromEntries((view.pinned || []).map((id) => [id, true])),
        set: { filters: { ...FILTERS, ...view.filters }, style: { ...style, colour: "kind" }, layout: view.layout || "force", axis: view.axis || [], title: view.title || "" },
      });
      if (style.size === "betweenness") await this.page.measure("betweenness");
      if (style.colour !== "kind") await this.page.recolour(style.colour);
      this.page.canvas.fit();
    }

    async openSaved(slug) {
      const answer = await this.page.request({ do: "open-view", slug });
      if (answer?.ok) await this.openView(answer.view);
    }

    async copyLink() {
      await this.writeAddress();
      try {
        await navigator.clipboard.writeText(location.href);
        this.page.say("The link is copied: it opens this picture in another browser.");
      } catch {
        this.page.panels.dialog("Link", window.atlas.panels.el("p", {}, "The browser did not let the page copy. Copy it from here:"), window.atlas.panels.el("textarea", { readonly: true, rows: "6", class: "code" }, location.href));
      }
    }

    async addToBriefing() {
      if (this.page.model.nodes.size) location.assign(`/briefings/add#v=${await window.atlas.model.encode({ ...this.page.model.view(), title: this.title() })}`);
      else this.page.say("There is nothing to put on a slide yet. Begin with a search.");
    }

    async cypher() {
      const answer = await this.page.request({ do: "cypher", view: this.page.model.view() });
      if (answer?.ok) this.page.panels.dialog("The Cypher of this view", window.atlas.panels.el("pre", { class: "code", tabindex: "0" }, answer.text));
    }

    title() {
      if (this.page.model.settings.title) return this.page.model.settings.title;
      const [first, ...others] = [...this.page.model.nodes.values()].sort((a, b) => b.ties - a.ties);
      return first ? `${first.label}${others.length ? ` and ${others.length.toLocaleString("en")} more` : ""}` : "cyberatlas";
    }

    /* The picture as a file: SVG by the server's own writer; PNG is that same SVG, drawn by the browser. */
    async picture(title, scale) {
      await this.page.identify();
      const { filters } = this.page.model.settings;
      const legend = this.page.entries.map(({ sort, label, colour, shape, dashed, stance, ids }) => ({ kind: sort, label, colour, shape: shape || "", dashed: Boolean(dashed), stance: stance || "", count: ids.length }));
      const ties = [...this.page.canvas.looks.lines.values()].flatMap((line) => (line.faded ? [] : line.ties.map((tie) => tie[window.atlas.model.TIE.ID])));
      const date = filters.as_of ? `As of ${inWords(filters.as_of)}` : filters.from || filters.to ? `${inWords(filters.from) || "…"} to ${inWords(filters.to) || "…"}` : "";
      const drawing = { title, date, theme: this.page.canvas.theme, ...this.page.canvas.drawing(), legend, ties };
      const answer = await this.page.request({ do: "picture", drawing });
      if (!answer?.ok) return;
      const svg = new Blob([answer.svg], { type: "image/svg+xml" });
      const name = title.normalize("NFKD").replace(/[^\w]+/g, "-").replace(/^-|-$/g, "").toLowerCase() || "cyberatlas";
      if (!scale) return keep(svg, `${name}.svg`);
      const image = new Image();
      image.src = URL.createObjectURL(svg);
      await image.decode();
      const paper = Object.assign(document.createElement("canvas"), { width: image.width * scale, height: image.height * scale });
      paper.getContext("2d").drawImage(image, 0, 0, paper.width, paper.height);
      URL.revokeObjectURL(image.src);
      return paper.toBlob((blob) => keep(blob, `${name}-${scale}x.png`), "image/png");
    }
  }

  /* `2018-11` -> `November 2018`: no more precise than it is. */
  function inWords(date) {
    const [year, month, day] = date.split("-");
    if (!month) return date;
    const options = { month: "long", year: "numeric", ...(day ? { day: "numeric" } : {}), timeZone: "UTC" };
    return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day || 1))).toLocaleDateString("en-GB", options);
  }

  const keep = (blob, name) => window.atlas.files.save(name, blob);

  window.atlas = window.atlas || {};
  window.atlas.keeping = { Keeping, keep };
})();
