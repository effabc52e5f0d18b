/* Drawings that a component describes (components/world_map.py, components/hull_graph.py): draws them where they appear,
   tells what lies under the mouse, and which mark is clicked. A page binds them to its other views: the click is the event
   "atlas-choose" with {id, more} in `detail`, and `mark(ids)` marks what is chosen in all drawings of the page. */
(() => {
  "use strict";
  const SHEETS = ".sheet[data-svg], .sheet[data-states]";
  let chosen = [];

  function parsed(text) {
    const found = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    return found.localName === "svg" ? document.importNode(found, true) : null;
  }

  /* Draw a sheet, unless it shows what it says already. */
  async function draw(sheet) {
    const told = sheet.dataset.svg || sheet.dataset.states;
    if (sheet.drawn === told) return;
    sheet.drawn = told;
    const made = sheet.dataset.svg ? parsed(sheet.dataset.svg) : await window.atlas.worldMap.drawn(JSON.parse(told));
    if (!made || sheet.drawn !== told) return;
    sheet.replaceChildren(made);
    mark(chosen, [sheet]);
  }

  const figures = () => document.querySelectorAll(SHEETS);

  function mark(ids, sheets = figures()) {
    chosen = [...ids];
    const wanted = new Set(chosen);
    for (const sheet of sheets) {
      let any = false;
      for (const made of sheet.querySelectorAll("[data-id]")) {
        const on = wanted.has(made.dataset.id);
        made.classList.toggle("chosen", on);
        if (!on) continue;
        any = true;
        made.parentNode.append(made);  // what is drawn last lies above the others
      }
      for (const line of sheet.querySelectorAll("[data-ends]")) line.classList.toggle("chosen", line.dataset.ends.split(" ").some((end) => wanted.has(end)));
      sheet.classList.toggle("choosing", any);
    }
  }

  /* Show or hide who belongs to a body. Each that is shown has the last colour that no other wears. */
  function turn(chip) {
    const figure = chip.closest(".drawing");
    const on = chip.getAttribute("aria-pressed") !== "true";
    const taken = new Set([...figure.querySelectorAll(".chip[aria-pressed=true]")].map((other) => other.dataset.colour));
    const colour = [7, 6, 5, 4, 3, 2].find((number) => !taken.has(String(number))) ?? 7;
    chip.setAttribute("aria-pressed", String(on));
    chip.dataset.colour = on ? String(colour) : "";
    chip.querySelector(".swatch").className = `swatch ${on ? `c${colour}` : ""}`;
    const circle = [...figure.querySelectorAll("g.circle")].find((group) => group.dataset.circle === chip.dataset.circle);
    if (!circle) return;
    circle.setAttribute("class", `circle c${colour}`);
    circle.toggleAttribute("hidden", !on);
  }

  /* Show a part of a drawing; the dots of a map stay as large as they are. */
  function look(chip) {
    for (const other of chip.parentNode.children) other.setAttribute("aria-pressed", String(other === chip));
    const root = chip.closest(".drawing").querySelector(".sheet svg");
    if (!root) return;
    const whole = chip.parentNode.firstElementChild.dataset.view;
    root.setAttribute("viewBox", chip.dataset.view);
    root.style.setProperty("--unit", String(Number(chip.dataset.view.split(" ")[2]) / Number(whole.split(" ")[2])));
  }

  /* What lies under the mouse, beside it. */
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;

  function tell(event) {
    const told = event.target.closest?.(".sheet [data-said]");
    tip.hidden = !told;
    if (!told) return;
    if (!tip.isConnected) document.body.append(tip);
    tip.textContent = told.dataset.said;
    const { width, height } = tip.getBoundingClientRect();
    tip.style.left = `${Math.max(4, Math.min(event.clientX + 12, innerWidth - width - 4))}px`;
    tip.style.top = `${event.clientY + 16 + height > innerHeight ? event.clientY - height - 8 : event.clientY + 16}px`;
  }

  function clicked(event) {
    const chip = event.target.closest?.(".drawing .chip[data-circle]");
    if (chip) return turn(chip);
    const view = event.target.closest?.(".drawing .chip[data-view]");
    if (view) return look(view);
    const made = event.target.closest?.(".sheet [data-id]");
    if (made) made.dispatchEvent(new CustomEvent("atlas-choose", { bubbles: true, detail: { id: made.dataset.id, more: event.shiftKey || event.ctrlKey || event.metaKey } }));
    return undefined;
  }

  document.addEventListener("pointermove", tell);
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", () => (tip.hidden = true));
  document.addEventListener("scroll", () => (tip.hidden = true), true);
  document.addEventListener("DOMContentLoaded", () => {
    const all = () => figures().forEach(draw);
    new MutationObserver(all).observe(document.body, { childList: true, subtree: true, attributeFilter: ["data-svg", "data-states"] });
    all();
  });

  window.atlas = window.atlas || {};
  window.atlas.drawings = { mark, parsed };
})();
