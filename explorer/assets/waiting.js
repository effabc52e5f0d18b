/* Asking the server, and hearing how far it is where that takes longer than a moment.

   const asking = new window.atlas.waiting.Asking("maker", say);
   asking.ask(what)     Resolves to the answer of the server to what store `maker-ask` holds.
   asking.answered(data), asking.far(data)     What Dash calls with what comes back.
   say(text)     Shows a reader how far it is.

   One ask after the other: Dash forgets an answer when another ask goes through the same store meanwhile. */
(() => {
  "use strict";
  const AFTER = 500, EVERY = 400;

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
      this.held = { seq: this.seq, tag, resolve, timer: setTimeout(() => this.watch(tag), AFTER) };
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
      if (!data?.what || this.held?.tag !== data.tag) return;
      this.held.told = true;
      this.say(data.what);
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
