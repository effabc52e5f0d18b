/* Notes when a page draws, computes and waits for its server. Runs before its scripts. `SHOWN` gives the elements that
   the canvas holds, as [nodes, edges]. */
(() => {
  "use strict";
  const watched = { first: 0, last: 0, answered: 0, pending: 0, frames: null };

  /* A message comes after the frame in which it was sent, and so after what that frame took to compute and to paint. */
  const { port1, port2 } = new MessageChannel();
  let drawing = false;
  port1.onmessage = () => {
    drawing = false;
    watched.last = performance.now();
    if (!watched.first && SHOWN()[0]) watched.first = watched.last;
  };
  const { clearRect } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    if (!drawing) port2.postMessage("");
    drawing = true;
    return clearRect.apply(this, box);
  };

  const computed = (entries) => {
    for (const { startTime, duration } of entries) watched.last = Math.max(watched.last, startTime + duration);
  };
  const observer = new PerformanceObserver((list) => computed(list.getEntries()));
  observer.observe({ type: "longtask", buffered: true });

  /* After the next frame: what was asked to be drawn is drawn then, and what was computed is told. */
  const afterFrame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

  const { fetch } = window;
  window.fetch = async (...given) => {
    watched.pending += 1;
    try {
      return await fetch(...given);
    } finally {
      watched.pending -= 1;
      watched.answered = performance.now();
    }
  };

  const frame = (time) => {
    if (!watched.frames) return;
    watched.frames.push(time);
    requestAnimationFrame(frame);
  };

  window.watched = {
    /* Milliseconds since the page was asked for, how long it has been quiet, and what the canvas holds. */
    async state() {
      await afterFrame();
      computed(observer.takeRecords());
      const { first, last, answered, pending } = watched;
      return { first, last, quiet: pending ? 0 : performance.now() - Math.max(last, answered), shown: SHOWN() };
    },
    begin() {
      watched.frames = [];
      requestAnimationFrame(frame);
    },
    /* The times of all frames since `begin`. */
    end() {
      const { frames } = watched;
      watched.frames = null;
      return frames;
    },
    /* The point of the middle part of the canvas, in fractions of it, that lies farthest from all nodes given. */
    free(nodes, { width, height }) {
      let best = [0.5, 0.5], most = 0;
      for (let x = 0.2; x <= 0.8; x += 0.02) {
        for (let y = 0.2; y <= 0.8; y += 0.02) {
          const apart = Math.min(...nodes.map((node) => Math.hypot(node.x - x * width, node.y - y * height)));
          if (apart > most) [best, most] = [[x, y], apart];
        }
      }
      return [...best, most];
    },
  };
})();
