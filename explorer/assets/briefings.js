/* The list of briefings: new ones, copies, files for other programs, and what was deleted back again. */
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  let asking = null;

  function say(text, act = null) {
    const said = $("briefing-said");
    said.replaceChildren(text);
    if (act) said.append(" ", act);
  }

  function begin() {
    asking = new window.atlas.waiting.Asking("briefings", say);
    $("briefing-new").addEventListener("submit", (event) => {
      event.preventDefault();
      act({ do: "create", title: $("briefing-title").value });
    });
    $("briefings").addEventListener("click", (event) => {
      const button = event.target.closest("[data-briefing-act]");
      if (!button) return;
      const { briefingAct: what, name, format } = button.dataset;
      if (what === "export") say(`Writing ${name}.${format} …`);
      act({ do: what, name, ...(format ? { format } : {}) });
      button.closest("details")?.removeAttribute("open");
    });
    return window.dash_clientside.no_update;
  }

  function restored(name) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "act", textContent: "Bring it back" });
    Object.assign(button.dataset, { briefingAct: "restore", name });
    return button;
  }

  async function act(what) {
    const data = await asking.ask(what);
    if (data.do === "create" && data.ok) window.location.assign(`/briefings/edit?name=${encodeURIComponent(data.name)}`);
    else if (data.do === "export" && data.ok) {
      window.atlas.files.save(data.file, window.atlas.files.bytes(data.content), data.type);
      say(`${data.file} is saved.`);
    } else say(data.note, data.restore ? restored(data.restore) : null);
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.briefings = { begin, answered: (data) => asking?.answered(data), far: (data) => asking?.far(data) };
})();
