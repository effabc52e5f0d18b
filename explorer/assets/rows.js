/* Long lists are built when they are unfolded: texts as text, elements by their tag and attributes. */
(() => {
  "use strict";
  const TAGS = new Set(["a", "bdi", "button", "div", "li", "span", "strong", "code"]);

  function built(part) {
    if (typeof part === "string") return document.createTextNode(part);
    const [tag, attributes, children] = part;
    const made = document.createElement(TAGS.has(tag) ? tag : "span");
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "style") for (const [rule, said] of Object.entries(value)) setRule(made, rule, said);
      else if (!name.startsWith("on") && !(name === "href" && !/^(https?:|\?)/.test(value))) made.setAttribute(name, value);
    }
    made.append(...children.map(built));
    return made;
  }

  function setRule(made, rule, said) {
    if (rule.startsWith("--")) made.style.setProperty(rule, said);
    else made.style[rule] = said;
  }

  document.addEventListener("toggle", (event) => {
    for (const list of event.target.querySelectorAll(":scope > [data-rows]")) {
      if (!event.target.open || list.childElementCount) continue;
      list.append(...JSON.parse(list.dataset.rows).map(built));
    }
  }, true);
})();
