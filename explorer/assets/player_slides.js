/* Slides for the player: made of the text of an SVG, and made ready for a pointer and the keyboard. */
(() => {
  "use strict";

  function give(element, attributes) {
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  function made(name, attributes, ...children) {
    const element = give(document.createElement(name), attributes);
    element.append(...children);
    return element;
  }

  /* How dark a colour `#rrggbb` is to the eye, about, 0 to 1. */
  function darkness(colour) {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
    return 1 - (0.3 * red + 0.59 * green + 0.11 * blue);
  }

  /* A slide of an SVG's text. */
  function slideOf(text, notes) {
    const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    const slide = made("section", { class: "slide" }, document.importNode(svg, true));
    if (notes) slide.append(made("aside", { class: "notes" }, notes));
    return slide;
  }

  /* What stands in the SVG for other programs, made ready for a pointer and the keyboard. */
  function prepare(slide) {
    const svg = slide.querySelector("svg");
    for (const part of svg.querySelectorAll(".node, .line")) {
      const title = part.querySelector("title");
      part.dataset.told = title ? title.textContent : "";
      if (title) title.remove();
      if (part.matches(".node")) {
        give(part, { tabindex: "0", role: "img", "aria-label": part.dataset.told });
        continue;
      }
      const wide = part.querySelector("path").cloneNode();
      wide.setAttribute("class", "reach");
      part.append(wide);
    }
    svg.querySelector(":scope > title")?.remove();
    const { scene, step } = svg.dataset, paper = svg.querySelector(".paper")?.getAttribute("fill") || "#ffffff";
    return { scene: Number(scene), step: Number(step), title: svg.getAttribute("aria-label") || "", dark: darkness(paper) > 0.5 };
  }

  /* What picks a slide where all of them are shown. */
  function pick(slide, number, { title, step }) {
    if (slide.querySelector(":scope > .pick")) return;
    const name = `Slide ${number + 1}: ${title}${step ? `, step ${step}` : ""}`;
    slide.append(made("button", { type: "button", class: "pick", "aria-label": name }));
  }

  /* The addresses of sources by their numbers, as the slides list them: number, then link. */
  function sources(stage) {
    const found = {};
    for (const link of stage.querySelectorAll("svg .notes a")) {
      const number = link.previousElementSibling?.textContent.match(/(\d+)\s*$/)?.[1];
      if (number && !(number in found)) found[number] = link.getAttribute("href");
    }
    return found;
  }

  /* The sentences of a line, each with its sources: those that it names by number, or its own address. */
  function sentences(line, addresses) {
    const urls = (line.dataset.urls || "").split(" ");
    return line.dataset.told.split("\n").filter(Boolean).map((text, at) => {
      const [, numbers = ""] = text.match(/\[([\d, ]+)\]\s*$/) || [];
      const named = numbers.split(",").map((number) => [`source ${number.trim()}`, addresses[number.trim()]]);
      const links = [...named, ...(urls[at] && !numbers ? [["source", urls[at]]] : [])].filter(([, url]) => /^https?:\/\//.test(url || ""));
      const shown = links.map(([word, href]) => made("a", { href, target: "_blank", rel: "noopener noreferrer" }, word));
      return made("li", { dir: "auto" }, numbers && shown.length ? text.replace(/\s*\[[\d, ]+\]\s*$/, "") : text, ...shown.flatMap((link) => [" ", link]));
    });
  }

  window.atlasSlides = { give, made, pick, prepare, sentences, slideOf, sources };
})();
