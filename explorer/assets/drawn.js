/* The text of an SVG that the server has drawn becomes an element of the page. */
(() => {
  "use strict";
  window.atlas = window.atlas || {};
  window.atlas.drawn = (text) => document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
})();
