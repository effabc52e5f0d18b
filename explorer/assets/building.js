/* Elements that the scripts build: text is only ever set as text. */
(() => {
  "use strict";

  /* An element with properties and children. */
  function el(tag, properties = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (name in made && typeof value !== "string") made[name] = value;
      else made.setAttribute(name, value);
    }
    made.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return made;
  }

  /* Put new content into a box; what had the focus in it has it again, told by its place among what can have it. */
  function renew(box, ...children) {
    const stops = () => [...box.querySelectorAll("button, input, select, textarea")];
    const at = stops().indexOf(document.activeElement);
    box.replaceChildren(...children.filter(Boolean));
    if (at >= 0) stops()[at]?.focus();
  }

  function icon(name) {
    const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    picture.setAttribute("class", "icon");
    picture.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `/assets/built/icons.svg#icon-${name}`);
    picture.append(use);
    return picture;
  }

  const choice = (label, checked, act, more = []) =>
    el("label", { class: "choice" }, el("input", { type: "checkbox", checked, onchange: (event) => act(event.target.checked) }), el("span", { dir: "auto" }, label), ...more);
  const select = (label, options, value, act) =>
    el("label", { class: "field" }, el("span", {}, label),
      el("select", { onchange: (event) => act(event.target.value) }, ...options.map(([key, title]) => el("option", { value: key, selected: key === value }, title))));
  const button = (label, act, kind = "plain") => el("button", { type: "button", class: kind, onclick: act }, label);

  window.atlas = window.atlas || {};
  window.atlas.building = { el, renew, icon, choice, select, button };
})();
