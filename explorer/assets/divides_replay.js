/* The replay and the small pictures of components/divides_replay.py: moves the discs from year to year, plays, steps. */
(() => {
  "use strict";
  const EVERY = 1400;
  const SVG = "http://www.w3.org/2000/svg";
  const el = (...given) => window.atlas.picker.el(...given);
  const WAITING = ".replay[data-replayed]:not([data-begun])";
  let shown = null;

  class Replay {
    constructor(figure) {
      Object.assign(this, JSON.parse(figure.dataset.replayed), { figure, at: 0, timer: 0 });
      figure.dataset.begun = "yes";
      this.slider = el("input", { type: "range", min: "0", max: String(this.frames.length - 1), step: "1", "aria-label": "Year" });
      figure.querySelector(".replay-slider").replaceChildren(this.slider);
      this.slider.addEventListener("input", () => this.stop() || this.show(Number(this.slider.value)));
      figure.addEventListener("click", (event) => this.click(event.target.closest("[data-replay]")?.dataset.replay));
      figure.addEventListener("keydown", (event) => this.key(event));
      const asked = this.frames.findIndex((frame) => frame.title === window.atlas.question.view("year"));
      this.show(asked < 0 ? this.frames.length - 1 : asked, false);
    }

    show(at, kept = true) {
      this.at = Math.max(0, Math.min(this.frames.length - 1, at));
      const frame = this.frames[this.at];
      this.slider.value = String(this.at);
      this.slider.setAttribute("aria-valuetext", frame.title);
      this.figure.querySelector(".replay-year").textContent = frame.title;
      this.figure.querySelector(".replay-said").textContent = frame.said;
      this.ids.forEach((id, number) => this.move(id, number));
      const now = this.figure.querySelector(".course .now");
      if (now) now.style.transform = `translateX(${Number(now.dataset.left) + this.at * Number(now.dataset.step)}px)`;
      if (kept && !this.timer) window.atlas.question.look("year", frame.title);
    }

    /* Who has no place in this year stays, faded, where it stood last, or else where it stands first. */
    move(id, number) {
      const disc = this.figure.querySelector(`.stage [data-id="${CSS.escape(id)}"]`);
      if (!disc) return;
      const earlier = this.frames.slice(0, this.at + 1).reverse();
      const place = [...earlier, ...this.frames.slice(this.at + 1)].map((frame) => frame.places[number]).find(Boolean);
      disc.classList.toggle("away", !this.frames[this.at].places[number]);
      disc.classList.toggle("nowhere", !place);
      if (place) disc.style.transform = `translate(${place[0]}px, ${place[1]}px)`;
    }

    play() {
      if (this.at === this.frames.length - 1) this.show(0);
      this.timer = setInterval(() => {
        if (!this.figure.isConnected || this.at === this.frames.length - 1) this.stop();
        else this.show(this.at + 1);
      }, EVERY);
      this.label();
    }

    stop() {
      clearInterval(this.timer);
      this.timer = 0;
      this.label();
    }

    label() {
      this.figure.querySelector("[data-replay=play]").textContent = this.timer ? "❚❚ Pause" : "▶ Play";
    }

    click(act) {
      if (act === "play") return this.timer ? this.stop() : this.play();
      if (act) {
        this.stop();
        this.show(this.at + (act === "on" ? 1 : -1));
      }
      return undefined;
    }

    key(event) {
      if (event.target !== this.figure) return;
      const act = { ArrowRight: "on", ArrowLeft: "back", " ": "play" }[event.key];
      if (!act) return;
      event.preventDefault();
      this.click(act);
    }
  }

  /* Rings in the small pictures for those who are chosen. */
  function markSeats(ids) {
    for (const sheet of document.querySelectorAll(".sheet[data-seats]")) {
      const group = sheet.querySelector("g.marks");
      if (!group) continue;
      const seats = JSON.parse(sheet.dataset.seats);
      group.replaceChildren(...ids.filter((id) => seats[id]).map((id) => {
        const ring = document.createElementNS(SVG, "circle");
        ring.setAttribute("cx", seats[id][0]);
        ring.setAttribute("cy", seats[id][1]);
        ring.setAttribute("r", "24");
        return ring;
      }));
    }
  }

  /* The part is opened later than the rest, and its drawings appear a moment after it. */
  function look() {
    const figure = document.querySelector(WAITING);
    if (!figure?.querySelector(".stage svg") || !figure.querySelector(".course svg")) return;
    shown = new Replay(figure);
    markSeats(window.atlas.divides.chosen());
    window.atlas.drawings.mark(window.atlas.divides.chosen());
  }
  document.addEventListener("DOMContentLoaded", () => new MutationObserver(look).observe(document.body, { childList: true, subtree: true }));

  window.atlas = window.atlas || {};
  window.atlas.divides = { ...window.atlas.divides, markSeats, replay: () => shown };
})();
