"use strict";

/* The parts of the page that only the browser can do: the colour scheme, the title, following a
   tap on the canvas and marking there what the panel tells about. */
(() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const theme = () => (dark.matches ? "dark" : "light");
  const space = (window.dash_clientside = window.dash_clientside || {});

  space.page = {
    theme,
    title(text) {
      if (text) document.title = text;
    },
    mark(query) {
      const drawing = document.getElementById("canvas");
      if (!drawing || !drawing._cyreg) return;
      const cy = drawing._cyreg.cy;
      const told = (element) => element.data("href") === query && element.data("role") !== "centre";
      cy.batch(() => cy.elements().forEach((element) => (told(element) ? element.select() : element.unselect())));
    },
    follow(node, edge) {
      const triggered = space.callback_context.triggered[0];
      const tapped = triggered && triggered.prop_id.endsWith(".tapEdgeData") ? edge : node;
      return tapped && tapped.href ? tapped.href : space.no_update;
    },
  };

  dark.addEventListener("change", () => space.set_props("theme", { data: theme() }));
})();
