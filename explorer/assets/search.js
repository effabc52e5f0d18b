"use strict";

/* The search box as a combobox: arrow keys move along the suggestions, Enter chooses one, Escape closes the list.
   What an option does is told by its data attributes, as with every button: a click on it is seen by the page. */
(() => {
  const SETTLED = 400;
  const field = () => document.getElementById("search");
  const list = () => document.getElementById("suggestions");
  const options = () => [...list().querySelectorAll('[role="option"]')];
  let active = -1;
  let waiting = false;

  /* Whether the list answers what is in the field now; an answer may still be on its way. */
  const answered = () => list().firstElementChild?.dataset.for === field().value;

  function mark(index) {
    const all = options();
    active = all.length ? (index + all.length) % all.length : -1;
    all.forEach((option, position) => option.setAttribute("aria-selected", String(position === active)));
    if (active < 0) {
      field().removeAttribute("aria-activedescendant");
      return;
    }
    field().setAttribute("aria-activedescendant", all[active].id);
    all[active].scrollIntoView({ block: "nearest" });
  }

  function setOpen(open) {
    const shown = open && list().childElementCount > 0;
    list().hidden = !shown;
    field().setAttribute("aria-expanded", String(shown));
    if (!shown) {
      active = -1;
      field().removeAttribute("aria-activedescendant");
    }
  }

  function leave() {
    waiting = false;
    setOpen(false);
    const typed = field().value;
    const empty = () => window.dash_clientside.set_props("search", { value: "" });
    empty();
    setTimeout(() => field().value === typed && empty(), SETTLED); // the field may still hand in its last letters
  }

  function choose(option) {
    if (option) option.click();
  }

  function renewed() {
    options().forEach((option) => option.setAttribute("aria-selected", "false"));
    active = -1;
    field().removeAttribute("aria-activedescendant");
    setOpen(document.activeElement === field());
    if (waiting && answered()) {
      waiting = false;
      choose(options()[0]);
    }
  }

  function prepare() {
    field().setAttribute("role", "combobox");
    field().setAttribute("aria-autocomplete", "list");
    field().setAttribute("aria-controls", "suggestions");
    field().setAttribute("aria-expanded", "false");
    new MutationObserver(renewed).observe(list(), {
      childList: true, subtree: true, attributes: true, attributeFilter: ["data-for"],
    });
    setOpen(false);
  }

  function onKey(event) {
    if (event.target !== field() || event.isComposing) return;
    const all = options();
    if (event.key === "Enter" && field().value.trim()) {
      event.preventDefault();
      if (active >= 0) choose(all[active]);
      else if (answered()) choose(all[0]);
      else waiting = true;
    } else if (event.key === "Escape") {
      waiting = false;
      setOpen(false);
    } else if (all.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      setOpen(true);
      mark(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
    }
  }

  new MutationObserver((_changes, observer) => {
    if (!field() || !list()) return;
    observer.disconnect();
    prepare();
  }).observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("input", (event) => {
    if (event.target === field()) waiting = false;
  });
  document.addEventListener("focusin", (event) => {
    if (field() && !list().contains(event.target)) setOpen(event.target === field());
  });
  document.addEventListener("click", (event) => {
    if (!field() || event.target === field()) return;
    if (event.target.closest('#suggestions [role="option"]')) leave();
    else setOpen(false);
  });
})();
