/* Pictures that the server has drawn become elements of the page. Nothing in them may run. */
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const TAGS = new Set(["svg", "g", "a", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "text", "tspan", "title", "desc", "defs", "marker", "clipPath"]);

  function harmless(root) {
    for (const element of [root, ...root.querySelectorAll("*")]) {
      if (element.namespaceURI !== SVG || !TAGS.has(element.localName)) {
        element.remove();
        continue;
      }
      for (const { name, value } of [...element.attributes]) {
        const link = name === "href" && element.localName === "a" && /^[/?](?!\/)/.test(value);
        if (name.startsWith("on") || (name.endsWith("href") && !link)) element.removeAttribute(name);
      }
    }
    return root;
  }

  function draw(place) {
    const text = place.dataset.svg;
    if (place.drawn === text) return;
    place.drawn = text;
    const parsed = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    place.replaceChildren(harmless(document.importNode(parsed, true)));
  }

  const drawAll = (root) => {
    if (root.matches?.("[data-svg]")) draw(root);
    for (const place of root.querySelectorAll?.("[data-svg]") || []) draw(place);
  };
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") draw(target);
      else addedNodes.forEach(drawAll);
    }
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-svg"] });
})();
