"use strict";

/* The search box as a combobox: arrow keys move along the suggestions, Enter follows one, Escape closes the list. */
(() => {
  const field = () => document.getElementById("search");
  const list = () => document.getElementById("suggestions");
  const options = () => [...list().querySelectorAll('[role="option"]')];
  let active = -1;

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

  function prepare() {
    field().setAttribute("role", "combobox");
    field().setAttribute("aria-autocomplete", "list");
    field().setAttribute("aria-controls", "suggestions");
    new MutationObserver(() => {
      active = -1;
      setOpen(document.activeElement === field());
      options().forEach((option) => option.setAttribute("aria-selected", "false"));
      options().forEach((option) => option.querySelector("a").setAttribute("tabindex", "-1"));
    }).observe(list(), { childList: true });
    setOpen(false);
  }

  function onKey(event) {
    const all = options();
    if (event.target !== field() || event.isComposing || !all.length) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      mark(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
    } else if (event.key === "Enter" && !list().hidden) {
      event.preventDefault();
      all[Math.max(active, 0)].querySelector("a").click();
    } else if (event.key === "Escape") {
      setOpen(false);
    }
  }

  new MutationObserver((_changes, observer) => {
    if (!field() || !list()) return;
    observer.disconnect();
    prepare();
  }).observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("focusin", (event) => {
    if (field() && !list().contains(event.target)) setOpen(event.target === field());
  });
  document.addEventListener("click", (event) => {
    if (!field() || event.target === field()) return;
    setOpen(false);
  });
})();
