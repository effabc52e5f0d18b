/* What the pages of the analyses can be asked about a selection: as links, in the menu and in the box of questions. */
(() => {
  "use strict";
  /* Each: the title, how many may be selected, the page, and the name in its address under which they stand. */
  const ANALYSES = {
    compare: { title: "Compare these", least: 2, most: 6, page: "compare", names: ["actors"] },
    paths: { title: "Paths between these two", least: 2, most: 2, page: "paths", names: ["from", "to"] },
    change: { title: "What changed for these", least: 1, most: 50, page: "change", names: ["actors"] },
    divides: { title: "Where these stand (divides)", least: 1, most: 50, page: "divides", names: ["actor"] },
  };

  function address(name, ids) {
    const { page, names } = ANALYSES[name];
    const query = new URLSearchParams(ids.map((id, place) => [names[Math.min(place, names.length - 1)], id]));
    return `/${page}?${query.toString().replaceAll("%3A", ":").replaceAll("%2F", "/")}`;
  }

  /* Title and address of each that can be asked about so many. */
  const offered = (ids) =>
    Object.entries(ANALYSES).filter(([, { least, most }]) => least <= ids.length && ids.length <= most).map(([name, { title }]) => ({ title, address: address(name, ids) }));

  window.atlas = window.atlas || {};
  window.atlas.analyses = { ANALYSES, address, offered };
})();
