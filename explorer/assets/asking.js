/* Asks of the page to the server, one after the other: progress after half a second, a way to give up after two. */
(() => {
  "use strict";
  const TOLD_AFTER = 500, GIVEN_UP_AFTER = 2000, DOUBTED_AFTER = 6000, AGAIN_AFTER = 4000;

  class Asking {
    /* `send(ask)` hands an ask over; `told(state)` shows "", "working" or "slow"; `away(note)` tells that the database is away. */
    constructor({ send, told, away, back }) {
      Object.assign(this, { send, told, away, back });
      this.number = 0;
      this.queue = [];
      this.current = null;
    }

    /* Resolves to the answer, or to null where the reader gave up. A body may be a function of the number of the ask. */
    ask(body) {
      return new Promise((resolve) => {
        this.queue.push({ body, resolve });
        this.next();
      });
    }

    next() {
      if (this.current || !this.queue.length) return;
      this.current = this.queue.shift();
      this.post();
    }

    post() {
      this.current.seq = this.number += 1;
      this.timers = [
        setTimeout(() => this.told("working"), TOLD_AFTER), setTimeout(() => this.told("slow"), GIVEN_UP_AFTER),
        setTimeout(() => this.doubt(), DOUBTED_AFTER),
      ];
      const { body, seq } = this.current;
      this.send({ ...(typeof body === "function" ? body(seq) : body), seq });
    }

    answered(answer) {
      if (!this.current || !answer || answer.seq !== this.current.seq) return;
      this.rest();
      if (answer.away) {
        this.away(answer.note);
        this.timers = [setTimeout(() => this.heal(), AGAIN_AFTER)];
        return;
      }
      this.finish(answer);
    }

    /* An answer is long in coming: is there still someone to give it? */
    async doubt() {
      const health = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
      if (!this.current || health?.ok) return;
      this.rest();
      this.away("");
      this.timers = [setTimeout(() => this.heal(), AGAIN_AFTER)];
    }

    /* Wait until the server says that the database answers, then ask again. */
    async heal() {
      const health = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
      if (!this.current) return;
      if (!health?.ok) {
        this.timers = [setTimeout(() => this.heal(), AGAIN_AFTER)];
        return;
      }
      this.back();
      this.post();
    }

    cancel() {
      if (!this.current) return;
      this.rest();
      this.back();
      this.finish(null);
    }

    rest() {
      for (const timer of this.timers) clearTimeout(timer);
      this.told("");
    }

    finish(answer) {
      const { resolve } = this.current;
      this.current = null;
      resolve(answer);
      this.next();
    }
  }

  window.atlas = window.atlas || {};
  window.atlas.asking = { Asking };
})();
