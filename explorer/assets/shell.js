/* The frame of all pages: the title of the window, and light or dark until a page says otherwise. */
(() => {
  "use strict";
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  root.dataset.theme = dark.matches ? "dark" : "light";
  dark.addEventListener("change", () => (root.dataset.theme = dark.matches ? "dark" : "light"));

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.shell = {
    title() {
      const here = document.querySelector("#places [aria-current]");
      document.title = here ? `${here.textContent} · cyberatlas` : "cyberatlas";
    },
  };
})();
