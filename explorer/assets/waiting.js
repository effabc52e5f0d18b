/* Asking the server, and hearing how far it is where that takes longer than a moment.

   const asking = new window.atlas.waiting.Asking("maker", say);
   asking.ask(what)     Resolves to the answer of the server to what store `maker-ask` holds.
   asking.answered(data), asking.far(data)     What Dash calls with what comes back.
   say(text, button)     Shows a reader how far it is; after two seconds with a button that ends the wait.

   One ask after the other: Dash forgets an answer when another ask goes through the same store meanwhile. */
(() => {
  "use strict";
  const AFTER = 500, EVERY = 400, LONG = 2000;

  class Asking {
    constructor(page, say) {
      Object.assign(this, { page, say, seq: 0, queue: [], held: null });
    }

    ask(what) {
      if (what.do === "draw") this.drop("draw");
      return new Promise((resolve) => {
        this.queue.push({ what, resolve });
        this.next();
      });
    }

    /* What waits to be drawn and is not wanted any more. */
    drop(what) {
      for (const old of this.queue.filter((each) => each.what.do === what)) old.resolve({ ok: true, dropped: true });
      this.queue = this.queue.filter((each) => each.what.do !== what);
    }

    next() {
      if (this.held || !this.queue.length) return;
      const { what, resolve } = this.queue.shift(), tag = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
      this.seq += 1;
      this.held = { seq: this.seq, tag, resolve, since: Date.now(), timer: setTimeout(() => this.watch(tag), AFTER) };
      this.send("ask", { seq: this.seq, tag, ...what });
    }

    send(store, data) {
      window.dash_clientside.set_props(`${this.page}-${store}`, { data });
    }

    watch(tag) {
      if (this.held?.tag !== tag || !document.getElementById(this.page)) return;
      this.send("watch", { tag, at: Date.now() });
      this.held.timer = setTimeout(() => this.watch(tag), EVERY);
    }

    far(data) {
      const { held } = this;
      if (!data?.what || held?.tag !== data.tag || held.ending) return;
      held.told = true;
      const focused = document.activeElement === held.button;
      if (Date.now() - held.since < LONG) this.say(data.what);
      else {
        held.button ??= this.button(held);
        this.say(data.what, held.button);
        if (focused) held.button.focus();
      }
    }

    /* It ends with the scene that is being read. */
    button(held) {
      const made = Object.assign(document.createElement("button"), { type: "button", className: "act", textContent: "Cancel" });
      made.addEventListener("click", () => {
        if (this.held !== held) return;
        held.ending = true;
        clearTimeout(held.timer);
        this.send("watch", { tag: held.tag, cancel: true, at: Date.now() });
        this.say("Cancelling …");
      });
      return made;
    }

    answered(data) {
      const { held } = this;
      if (!held || data?.seq !== held.seq) return;
      clearTimeout(held.timer);
      this.held = null;
      if (held.told) this.say("");
      held.resolve(data);
      this.next();
    }
  }

  window.atlas = window.atlas || {};
  window.atlas.waiting = { Asking };
})();
