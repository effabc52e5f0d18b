/* The script of the grids is larger than all others together: it is fetched when a grid is first seen, not with the page
   (components/grid.py has Dash leave it out). Until then this stands for what it brings. */
(() => {
  "use strict";
  const SCRIPT = "/_dash-component-suites/dash_ag_grid/dash_ag_grid.min.js";
  const { createElement, useEffect, useRef, useState } = window.React;
  let real = null, coming = null, arrive;
  const arrived = new Promise((resolve) => (arrive = resolve));

  function fetched() {
    coming ||= new Promise((resolve) => {
      const script = Object.assign(document.createElement("script"), { src: SCRIPT, onload: resolve, onerror: () => (coming = null) });
      document.head.append(script);
    }).then(() => {
      real = window.dash_ag_grid;
      for (const [name, value] of Object.entries(real.AgGrid)) Grid[name] ??= value;
      window.dash_ag_grid = standing;
      arrive();
    });
    return coming;
  }

  function Grid(properties) {
    const room = useRef(null);
    const [there, come] = useState(Boolean(real));
    useEffect(() => {
      if (there) return undefined;
      const watch = new IntersectionObserver((seen) => {
        if (!seen.some((each) => each.isIntersecting)) return;
        watch.disconnect();
        fetched().then(() => come(true));
      });
      watch.observe(room.current);
      return () => watch.disconnect();
    }, [there]);
    return there ? createElement(real.AgGrid, properties) : createElement("div", { ref: room, style: { minHeight: 32, ...properties.style } });
  }

  const standing = {
    AgGrid: Grid,
    getApi: (...given) => real?.getApi(...given),
    getApiAsync: (...given) => arrived.then(() => real.getApiAsync(...given)),
  };
  window.dash_ag_grid = standing;
})();
