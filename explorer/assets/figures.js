/* Parts of an answer of which one is seen at a time (components/sketch.py), and charts in the colours of the paper.
   Which part is seen stands in the address, so that a link shows the same. */
(() => {
  "use strict";
  const CHOSEN = "part";
  const theme = () => (document.documentElement.dataset.theme === "dark" ? "dark" : "light");

  function show(box, name) {
    const panels = [...box.querySelectorAll(":scope > [data-panel]")];
    if (!panels.some((panel) => panel.dataset.panel === name)) return false;
    for (const panel of panels) panel.hidden = panel.dataset.panel !== name;
    for (const button of box.querySelectorAll(":scope > .chips [data-choose]")) button.setAttribute("aria-pressed", String(button.dataset.choose === name));
    return true;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".choices > .chips [data-choose]");
    if (button && show(button.closest(".choices"), button.dataset.choose)) window.atlas.question?.look(CHOSEN, button.dataset.choose);
  });

  /* A chart is drawn once its place is there, and anew when the paper changes. */
  function paint(place) {
    const wanted = `${theme()} ${place.dataset.chart}`;
    if (place.drawn === wanted) return;
    place.drawn = wanted;
    const told = JSON.parse(place.dataset.chart);
    const template = told.templates[theme()];
    template.layout.font.family = getComputedStyle(document.body).fontFamily;
    window.dash_clientside.set_props(told.id, { figure: { data: told.figure.data, layout: { ...told.figure.layout, template } } });
  }

  function look() {
    document.querySelectorAll("[data-chart]").forEach(paint);
    for (const box of document.querySelectorAll(".choices:not([data-met])")) {
      box.dataset.met = "yes";
      const name = window.atlas.question?.view(CHOSEN);
      if (name) show(box, name);
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributeFilter: ["data-chart"] });
    new MutationObserver(look).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  });
})();
