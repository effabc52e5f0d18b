/* A briefing as the maker holds it: what can be taken back and done again, and when it is drawn and kept.

   const model = new window.atlas.briefing.Model({ask, changed, drawn});
   ask(what)     Asks the server, resolves to its answer.
   changed()     Called after each change; drawn() after new slides came. */
(() => {
  "use strict";
  const STEPS = 200, DRAW = 250, KEEP = 900, TYPING = 1200;
  const copy = (value) => structuredClone(value);

  class Model {
    constructor(given) {
      Object.assign(this, given, { past: [], future: [], slides: [], wrong: {}, entities: {}, places: {}, at: 0, step: 0, state: "" });
      this.saving = Promise.resolve();
    }

    async open(name) {
      const answer = await this.ask({ do: "open", name });
      if (!answer.ok) return answer;
      Object.assign(this, { briefing: answer.briefing, digest: answer.digest, own: answer.own, past: [], future: [] });
      this.at = Math.min(Math.max(this.at, 0), this.scenes.length);
      this.take(answer);
      return answer;
    }

    get scenes() { return this.briefing.scenes; }
    /* The scene at hand; none where the title is. */
    get scene() { return this.scenes[this.at - 1]; }
    get slide() { return this.slides.find((each) => each.scene === this.at && each.step === this.step) || this.slides.find((each) => each.scene === this.at); }

    go(at, step = 0) {
      this.at = Math.max(0, Math.min(this.scenes.length, at));
      this.step = Math.max(0, Math.min(this.scene?.steps.length || 0, step));
      this.changed();
    }

    /* Change the briefing: `edit` gets a copy of it. What is typed into one field within a second is one step. */
    change(title, edit, field = "") {
      const next = copy(this.briefing), now = Date.now();
      edit(next, next.scenes[this.at - 1]);
      if (JSON.stringify(next) === JSON.stringify(this.briefing)) return;
      const last = this.past.at(-1);
      if (!(field && last?.field === field && now - last.when < TYPING)) this.past.push({ title, briefing: this.briefing, at: this.at, field, when: now });
      else last.when = now;
      if (this.past.length > STEPS) this.past.shift();
      this.future = [];
      this.set(next);
    }

    set(briefing) {
      this.briefing = briefing;
      this.go(this.at, this.step);
      this.later();
    }

    undo() { this.turn(this.past, this.future); }
    redo() { this.turn(this.future, this.past); }

    turn(from, to) {
      const step = from.pop();
      if (!step) return;
      to.push({ ...step, briefing: this.briefing, at: this.at, field: "" });
      this.at = Math.min(step.at, step.briefing.scenes.length);
      this.set(step.briefing);
    }

    later() {
      clearTimeout(this.drawing);
      clearTimeout(this.keeping);
      this.drawing = setTimeout(() => this.draw(), DRAW);
      if (!this.own || this.stopped) return;
      this.state = "Not saved yet";
      this.keeping = setTimeout(() => this.keep(), KEEP);
    }

    async draw() {
      this.wanted = (this.wanted || 0) + 1;
      const mine = this.wanted;
      const answer = await this.ask({ do: "draw", briefing: this.briefing });
      if (answer.dropped) return;
      if (answer.ok && mine === this.wanted) this.take(answer);
      else if (!answer.ok) this.say(answer.note);
    }

    take(answer) {
      for (const part of ["slides", "wrong", "entities", "places"]) this[part] = answer[part];
      this.old = answer.old;
      this.drawn();
    }

    /* Keep what is here; one after the other, since each save needs the digest of the one before. */
    keep() {
      clearTimeout(this.keeping);
      if (!this.own || this.stopped) return this.saving;
      this.saving = this.saving.then(async () => {
        const answer = await this.ask({ do: "save", briefing: this.briefing, digest: this.digest });
        if (answer.ok) {
          this.digest = answer.digest;
          this.state = "Saved";
        } else if (answer.changed) {
          this.stopped = true;
          this.state = "Not saved";
          this.elsewhere(answer.note);
        } else {
          this.state = "Not saved";
          this.say(answer.note);
        }
        this.changed();
      });
      return this.saving;
    }

    /* Scenes */
    add(scene, at = this.scenes.length) {
      this.change("Add a scene", (briefing) => briefing.scenes.splice(at, 0, scene));
      this.go(at + 1);
    }

    duplicate() {
      const twin = copy(this.scene);
      this.add({ ...twin, heading: twin.heading && `${twin.heading} (copy)`, frozen: false }, this.at);
    }

    remove() {
      this.change("Remove a scene", (briefing) => briefing.scenes.splice(this.at - 1, 1));
    }

    move(from, to) {
      if (to < 1 || to > this.scenes.length || from === to) return;
      this.change("Move a scene", (briefing) => briefing.scenes.splice(to - 1, 0, ...briefing.scenes.splice(from - 1, 1)));
      this.go(to);
    }

    /* Steps: who comes forward */
    addStep(ids) {
      this.change("Add a step", (_, scene) => scene.steps.push({ bring: ids, say: "" }));
      this.go(this.at, this.scene.steps.length);
    }

    toggle(id) {
      this.change("Change a step", (_, scene) => {
        const step = scene.steps[this.step - 1];
        step.bring = step.bring.includes(id) ? step.bring.filter((each) => each !== id) : [...step.bring, id];
        if (!step.bring.length) scene.steps.splice(this.step - 1, 1);
      });
    }
  }

  /* A scene of text, as a new one begins. */
  const blank = () => ({
    heading: "New scene", prose: "", notes: "", show: null, at: "", begin: "", to: "", layout: "", places: {}, captions: [], steps: [], frozen: false,
  });

  window.atlas = window.atlas || {};
  window.atlas.briefing = { ...window.atlas.briefing, Model, blank };
})();
