/* The time bar: one year, or a first and a last one; and play. Built once, so that a drag of a handle goes on. */
(() => {
  "use strict";
  const YEAR_MILLISECONDS = 900;
  const year = (date) => Number(date.slice(0, 4));

  class TimeBar {
    constructor(page) {
      const { el, button, choice } = window.atlas.panels;
      this.page = page;
      this.timer = 0;
      this.run = 1;
      this.period = false;
      const handle = (id, label, act) => el("input", { id, type: "range", step: "1", "aria-label": label, oninput: (event) => act(event.target.value), onchange: () => (this.run += 1) });
      this.parts = {
        play: button("", () => this.play(), "small"),
        mode: el("select", { "aria-label": "What the bar chooses", onchange: (event) => this.turn(event.target.value === "period") },
          el("option", { value: "year" }, "As of a year"), el("option", { value: "period" }, "From … to")),
        first: el("span", { class: "quiet" }),
        from: handle("from-year", "From the year", (value) => this.put("from", Math.min(value, this.parts.until.value))),
        until: handle("as-of", "As of the year", (value) => (this.period ? this.put("to", Math.max(value, this.parts.from.value)) : this.put("as_of", value))),
        last: el("span", { class: "quiet" }),
        said: el("output", { id: "as-of-said" }),
        undated: choice("undated too", true, (on) => page.settle("Filter undated ties", "filters", { undated: on })),
        all: button("All dates", () => page.date("as_of", ""), "small"),
      };
      const { play, mode, first, from, until, last, said, undated, all } = this.parts;
      undated.title = "Show ties whose date is not known";
      this.track = el("div", { class: "track" }, from, until);
      document.getElementById("time").append(play, mode, first, this.track, last, said, undated, all);
    }

    put(key, value) {
      this.page.date(key, String(value), this.run);
    }

    turn(period) {
      this.period = period;
      const { from, to, as_of } = this.page.model.settings.filters;
      if (!period && (from || to)) this.page.date("as_of", to.slice(0, 4) || from.slice(0, 4));
      else if (period && as_of) this.page.date("to", as_of.slice(0, 4));
      else this.show(...this.page.model.years());
    }

    show(first, last) {
      const { filters } = this.page.model.settings;
      const { parts } = this;
      if (filters.as_of) this.period = false;
      else if (filters.from || filters.to) this.period = true;
      document.getElementById("time").hidden = !(first && last);
      this.track.classList.toggle("two", this.period);
      const chosen = this.period ? filters.to : filters.as_of;
      Object.assign(parts.from, { min: first, max: last, value: filters.from ? year(filters.from) : first, hidden: !this.period });
      Object.assign(parts.until, { min: first, max: last, value: chosen ? year(chosen) : last });
      parts.until.setAttribute("aria-label", this.period ? "To the year" : "As of the year");
      parts.mode.value = this.period ? "period" : "year";
      parts.first.textContent = first;
      parts.last.textContent = last;
      const dated = Boolean(filters.as_of || filters.from || filters.to);
      parts.said.textContent = said(filters);
      // They keep their room, since the bar must not shrink while its handle is dragged.
      for (const part of [parts.all, parts.undated]) part.style.visibility = dated ? "visible" : "hidden";
      parts.undated.firstChild.checked = filters.undated;
      parts.play.setAttribute("aria-label", this.timer ? "Pause" : "Play the years");
      parts.play.replaceChildren(window.atlas.panels.icon(this.timer ? "pause" : "play"));
    }

    /* From year to year until the last; all of it is one step for undo. */
    play() {
      this.run += 1;
      if (this.timer) {
        clearInterval(this.timer);
        this.timer = 0;
        this.show(...this.page.model.years());
        return;
      }
      const [first, last] = this.page.model.years();
      const { as_of, from } = this.page.model.settings.filters;
      const begun = as_of || from;
      let now = begun && year(begun) < last ? year(begun) : first - 1;
      const forward = () => {
        now += 1;
        this.put("as_of", now);
        if (now >= last) this.play();
      };
      this.timer = setInterval(forward, YEAR_MILLISECONDS);
      forward();
    }
  }

  function said({ as_of, from, to }) {
    if (as_of) return `As of ${as_of}`;
    if (from && to) return `${from} to ${to}`;
    return from ? `From ${from}` : to ? `Until ${to}` : "All dates";
  }

  window.atlas = window.atlas || {};
  window.atlas.time = { TimeBar };
})();
