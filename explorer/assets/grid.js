"use strict";

/* How the cells of the grids are drawn: React writes them as text, and a link leads to an address of the web alone. */
(() => {
  const cells = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  const element = (...parts) => window.React.createElement(...parts);

  function safe(text) {
    try {
      const url = new URL(text);
      return ["http:", "https:"].includes(url.protocol) && url.hostname ? url : null;
    } catch {
      return null;
    }
  }

  function entity(id, text) {
    if (!id) return element("bdi", {}, text);
    const address = "?id=" + encodeURIComponent(id).replaceAll("%3A", ":").replaceAll("%2F", "/");
    return element("a", { href: address, className: "entity", "data-act": "show", "data-id": id }, element("bdi", {}, text));
  }

  cells.AtlasName = ({ data, value }) => entity(data.id, value);
  cells.AtlasEnd = ({ data, value, colDef }) => entity(data[`${colDef.field}_id`], value);
  cells.AtlasSource = ({ value }) => {
    const url = typeof value === "string" ? safe(value) : null;
    if (!url) return element("bdi", {}, value || "");
    const host = url.hostname.replace(/^www\./, "");
    return element("a", { href: url.href, title: url.href, target: "_blank", rel: "noopener noreferrer" }, host + " ↗");
  };
})();
