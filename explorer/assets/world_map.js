/* The map of components/world_map.py: outlines of this server, in the colours that the component tells. */
(() => {
  "use strict";
  const OUTLINES = "/assets/built/outlines.svg";
  const SVG = "http://www.w3.org/2000/svg";
  const NONE = 8;
  let fetched;

  /* The outlines are asked for once; where they cannot be had, the dots are drawn alone. */
  const outlines = () => (fetched ||= fetch(OUTLINES).then((answer) => answer.text()).catch(() => "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1000 450'/>"));

  function dress(made, colour, said, name) {
    made.setAttribute("class", `state c${colour}${made.classList.contains("chosen") ? " chosen" : ""}`);
    made.dataset.said = said ? `${name}\n${said}` : name;
  }

  async function drawn({ label, states }) {
    const root = window.atlas.drawings.parsed(await outlines());
    if (!root) return null;
    root.setAttribute("role", "img");
    root.setAttribute("aria-label", label);
    const dots = root.appendChild(document.createElementNS(SVG, "g"));
    dots.setAttribute("class", "dots");
    const outline = new Map([...root.querySelectorAll("[data-code]")].map((path) => [path.dataset.code, path]));
    for (const [id, code, name, x, y, colour, said] of states) {
      const path = outline.get(code);
      const marks = path ? [path] : [];
      const middle = path?.dataset.small?.split(" ") || (path ? null : [x, y]);
      if (middle && (x ?? middle[0]) !== null) {
        const dot = dots.appendChild(document.createElementNS(SVG, "circle"));
        dot.setAttribute("cx", x ?? middle[0]);
        dot.setAttribute("cy", y ?? middle[1]);
        marks.push(dot);
      }
      for (const made of marks) {
        Object.assign(made.dataset, { id, name });
        dress(made, colour, said, name);
      }
    }
    return root;
  }

  function repaint(identity, values) {
    for (const made of document.querySelectorAll(`#${CSS.escape(identity)} [data-id]`)) {
      const [colour, said] = values[made.dataset.id] || [NONE, ""];
      dress(made, colour ?? NONE, said, made.dataset.name);
    }
  }

  window.atlas = window.atlas || {};
  window.atlas.worldMap = { drawn, repaint };
})();
