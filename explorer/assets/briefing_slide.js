/* The slide in the maker: a click on an entity takes it into the step at hand, a drag or an arrow key places it. */
(() => {
  "use strict";
  const STILL = 4, STRIDE = 8;
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  /* Draw the slide of the model into a box and listen to it. */
  function draw(box, model) {
    const slide = model.slide;
    if (!slide) {
      box.replaceChildren("Nothing to draw yet.");
      return;
    }
    const svg = window.atlas.drawn(slide.svg);
    const focused = box.contains(document.activeElement) ? document.activeElement.dataset.id : "";
    box.replaceChildren(svg);
    for (const node of svg.querySelectorAll(".node")) {
      const { id } = node.dataset;
      node.setAttribute("tabindex", "0");
      node.setAttribute("role", "button");
      node.setAttribute("aria-label", name(model, id));
      node.addEventListener("pointerdown", (event) => hold(event, svg, node, model));
      node.addEventListener("keydown", (event) => {
        const way = WAYS[event.key];
        if (!way && event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        if (way) place(model, svg, id, way[0] * STRIDE, way[1] * STRIDE);
        else chosen(model, id);
      });
    }
    if (focused) svg.querySelector(`.node[data-id="${CSS.escape(focused)}"]`)?.focus();
  }

  const name = (model, id) => (model.entities[model.at] || []).find(([each]) => each === id)?.[1] || id;

  function chosen(model, id) {
    if (model.step) model.toggle(id);
    else model.addStep([id]);
  }

  function hold(event, svg, node, model) {
    if (event.button) return;
    event.preventDefault();
    const matrix = svg.getScreenCTM().inverse();
    const point = (moved) => new DOMPoint(moved.clientX, moved.clientY).matrixTransform(matrix);
    const from = point(event);
    let moved = false;
    node.setPointerCapture(event.pointerId);
    const move = (next) => {
      const to = point(next);
      moved = moved || Math.hypot(next.clientX - event.clientX, next.clientY - event.clientY) > STILL;
      if (moved) node.setAttribute("transform", `translate(${to.x - from.x} ${to.y - from.y})`);
    };
    const release = (last) => {
      node.removeEventListener("pointermove", move);
      if (!moved) return chosen(model, node.dataset.id);
      const to = point(last);
      return place(model, svg, node.dataset.id, to.x - from.x, to.y - from.y);
    };
    node.addEventListener("pointermove", move);
    node.addEventListener("pointerup", release, { once: true });
  }

  /* Where entities lie on the slide, in points: the middles of their shapes. */
  function middles(svg) {
    const found = new Map();
    for (const node of svg.querySelectorAll(".node")) {
      const box = node.getBBox();
      found.set(node.dataset.id, [box.x + box.width / 2, box.y + box.height / 2]);
    }
    return found;
  }

  /* Canvas units in a point of the slide: from the two entities farthest apart. */
  function scale(places, on) {
    const ids = Object.keys(places).filter((id) => on.has(id));
    const spread = (of) => ids.reduce((most, id) => Math.max(most, Math.hypot(of(id)[0] - of(ids[0])[0], of(id)[1] - of(ids[0])[1])), 0);
    const [canvas, slide] = [spread((id) => places[id]), spread((id) => on.get(id))];
    return canvas && slide ? canvas / slide : 1;
  }

  function place(model, svg, id, across, down) {
    const places = model.places[model.at] || {};
    const factor = scale(places, middles(svg));
    const [x, y] = places[id] || [0, 0];
    const round = (number) => Math.round(number * 10) / 10;
    const all = Object.fromEntries(Object.entries(places).map(([each, [left, top]]) => [each, [round(left), round(top)]]));
    model.change("Move an entity", (_, scene) => (scene.places = { ...all, [id]: [round(x + across * factor), round(y + down * factor)] }));
  }

  window.atlas = window.atlas || {};
  window.atlas.briefing = { ...window.atlas.briefing, slide: { draw, name } };
})();
