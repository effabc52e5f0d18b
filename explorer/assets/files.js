/* What the page made, saved as a file on the reader's machine. */
(() => {
  "use strict";

  /* `content` is text, a Blob or bytes. */
  function save(name, content, type = "text/plain;charset=utf-8") {
    const blob = content instanceof Blob ? content : new Blob([content], { type });
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  /* The bytes of a text in base64. */
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  window.atlas = window.atlas || {};
  window.atlas.files = { save, bytes };
})();
