/* The maker of briefings: scenes at the left, the slide in the middle, the form of what is chosen at the right. */
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const el = (...given) => window.atlas.picker.el(...given);
  let asking = null, model = null, told = { layouts: {}, markings: [] }, drawnFor = "", seen = "", listening = false;

  const ask = (what) => asking.ask(what);
  const say = (...parts) => $("maker-said").replaceChildren(...parts.flatMap((part, at) => (at ? [" ", part] : [part])));

  /* What Dash calls: it must not wait, since no answer reaches the page meanwhile. */
  function begin(given) {
    told = given;
    start();
    return window.dash_clientside.no_update;
  }

  async function start() {
    const asked = new URLSearchParams(location.search), name = asked.get("name") || "";
    asking = new window.atlas.waiting.Asking("maker", say);
    model = new window.atlas.briefing.Model({ ask, changed, drawn, say, elsewhere });
    model.freeze = freeze;
    model.at = Number(asked.get("scene")) || 0;
    $("maker-present").href = `/briefings/show?name=${encodeURIComponent(name)}`;
    say("Reading the scenes …");
    const answer = await model.open(name);
    if (!answer.ok) {
      say(answer.note, window.atlas.briefing.forms.act("Read the scenes again", () => location.reload()));
      return;
    }
    if (!model.own) say("This briefing is shipped.", window.atlas.briefing.forms.act("Make a copy that is yours to change", saveCopy));
    else say(answer.old ? "The database does not answer: pictures are those that were read last." : "");
    document.title = `${model.briefing.title} · cyberatlas`;
    model.go(model.at);
    if (!listening) listen();
    listening = true;
  }

  function listen() {
    document.addEventListener("keydown", (event) => {
      if (!$("maker") || !(event.ctrlKey || event.metaKey)) return;
      const typing = event.target.closest("input, textarea"), key = event.key.toLowerCase();
      if (key === "s") model.keep();
      else if (!typing && key === "z" && !event.shiftKey) model.undo();
      else if (!typing && (key === "y" || (key === "z" && event.shiftKey))) model.redo();
      else return;
      event.preventDefault();
    });
    document.addEventListener("click", leave, true);
    window.addEventListener("beforeunload", (event) => {
      if ($("maker") && model?.own && model.state === "Not saved yet") {
        model.keep();
        event.preventDefault();
      }
    });
  }

  /* Whoever follows a link leaves nothing behind that is not kept yet. */
  async function leave(event) {
    const link = event.target.closest?.("a[href]");
    if (!$("maker") || !link || link.target || event.ctrlKey || event.metaKey || event.shiftKey || !model?.own || model.state !== "Not saved yet") return;
    event.preventDefault();
    event.stopPropagation();
    await model.keep();
    if (model.state === "Saved") location.assign(link.href);
  }

  /* After a change: the list, the toolbar and the steps; the form only where another thing is at hand, so that what one
     types in stays under the cursor. */
  function changed() {
    if (!$("maker") || !model.briefing) return;
    acts();
    scenes();
    stepBar();
    const shape = JSON.stringify([model.at, model.step, model.own, (model.entities[model.at] || []).length, model.scene && [model.scene.steps.map((step) => step.bring), model.scene.captions.length, model.scene.frozen, model.scene.layout, model.scene.show?.form], model.past.length ? 0 : model.future.length]);
    if (shape !== drawnFor || !$("maker-form").contains(document.activeElement)) form();
    drawnFor = shape;
    window.atlas.briefing.slide.draw($("maker-slide"), model);
  }

  function drawn() {
    changed();
    $("maker-faults").replaceChildren(...(model.wrong[model.at] || []).map((text) => el("li", {}, text)));
  }

  function form() {
    const { forms } = window.atlas.briefing;
    const inside = document.activeElement && $("maker-form").contains(document.activeElement) ? [...$("maker-form").querySelectorAll("input, textarea, select, button")].indexOf(document.activeElement) : -1;
    if ($("maker-form").dataset.scene !== String(model.at)) $("maker-form").scrollTop = 0;
    $("maker-form").dataset.scene = String(model.at);
    const parts = model.scene ? forms.ofScene(model, told) : forms.ofTitle(model, told);
    $("maker-form").replaceChildren(...parts);
    for (const control of $("maker-form").querySelectorAll("input, textarea, select, button")) control.disabled = !model.own;
    if (inside >= 0) $("maker-form").querySelectorAll("input, textarea, select, button")[inside]?.focus();
  }

  function acts() {
    const { act } = window.atlas.briefing.forms, own = model.own;
    const last = model.past.at(-1)?.title, next = model.future.at(-1)?.title;
    $("maker-acts").replaceChildren(
      act("Undo", () => model.undo(), { disabled: !last, title: last ? `Take back: ${last} (Ctrl-Z)` : "Nothing to take back" }),
      act("Redo", () => model.redo(), { disabled: !next, title: next ? `Do again: ${next} (Ctrl-Y)` : "Nothing to do again" }),
      act("Refresh", refresh, { disabled: !own, title: "Read all that is alive anew, and see what changed" }),
      el("a", { class: "act", href: `/briefings/show?name=${encodeURIComponent(model.briefing.name)}#${1 + model.slides.findIndex((slide) => slide === model.slide)}` }, "Present"),
      el("span", { class: "quiet", role: "status" }, own ? model.state : "Shipped: it can be read and copied"),
    );
  }

  /* A slide as a small picture: with ids of its own, and nothing in it that can be reached. */
  function thumbnail(slide) {
    if (!slide) return "";
    const svg = window.atlas.drawn(slide.svg.replaceAll(/(id="|#|aria-describedby=")s(\d+)-/g, "$1t$2-"));
    for (const each of svg.querySelectorAll("[href], [tabindex]")) for (const name of ["href", "tabindex"]) each.removeAttribute(name);
    return svg;
  }

  function scenes() {
    const picture = (scene) => el("span", { class: "maker-thumb", "aria-hidden": "true" }, thumbnail(model.slides.find((each) => each.scene === scene)));
    const row = (number, title) => {
      const current = model.at === number;
      const item = el("li", { draggable: number && model.own ? "true" : null, "data-scene": String(number) },
        el("button", { type: "button", class: "maker-scene", "aria-current": current ? "true" : null, onclick: () => { model.go(number); drawn(); }, onkeydown: (event) => moved(event, number) },
          picture(number), el("span", {}, number ? `${number}. ` : "", el("bdi", {}, title || "Without a heading"), (model.wrong[number] || []).length ? el("span", { class: "maker-wrong", title: "See below the slide" }, " !") : null)));
      if (number) dragging(item, number);
      return item;
    };
    const focused = document.activeElement?.closest?.("#maker-scenes li")?.dataset.scene;
    $("maker-scenes").replaceChildren(row(0, model.briefing.title), ...model.scenes.map((scene, place) => row(place + 1, scene.heading)));
    if (focused !== undefined) $("maker-scenes").querySelector(`li[data-scene="${focused === "0" ? 0 : model.at}"] button`)?.focus();
    if (seen !== `${model.at} ${model.scenes.length}`) $("maker-scenes").querySelector('[aria-current="true"]')?.scrollIntoView({ block: "nearest" });
    seen = `${model.at} ${model.scenes.length}`;
    const { act } = window.atlas.briefing.forms;
    $("maker-new").replaceChildren(
      act("Add a scene of text", () => { model.add(window.atlas.briefing.blank()); }, { disabled: !model.own }),
      act("Duplicate", () => model.duplicate(), { disabled: !model.own || !model.scene }),
      act("Remove", () => model.remove(), { disabled: !model.own || !model.scene }),
      el("p", { class: "quiet" }, "More scenes: “Add to briefing” on ", el("a", { href: "/" }, "Explore"), " and the other pages. Alt with an arrow moves a scene."));
  }

  function moved(event, number) {
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!way) return;
    event.preventDefault();
    if (event.altKey && number && model.own) model.move(number, number + way);
    else if (!event.altKey) {
      model.go(number + way);
      drawn();
      $("maker-scenes").querySelector('[aria-current="true"]')?.focus();
    }
  }

  function dragging(item, number) {
    item.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/plain", String(number)));
    item.addEventListener("dragover", (event) => event.preventDefault());
    item.addEventListener("drop", (event) => {
      event.preventDefault();
      model.move(Number(event.dataTransfer.getData("text/plain")), number);
    });
  }

  function stepBar() {
    const { act } = window.atlas.briefing.forms, count = model.scene?.steps.length || 0;
    const one = (step, word) => act(word, () => model.go(model.at, step), { "aria-pressed": String(model.step === step) });
    $("maker-steps").replaceChildren(...(count ? [one(0, "All"), ...model.scene.steps.map((_, place) => one(place + 1, `Step ${place + 1}`))] : []));
  }

  async function freeze(frozen) {
    const answer = await ask({ do: "freeze", briefing: model.briefing, scene: model.at, frozen });
    if (answer.ok) model.change(frozen ? "Freeze a scene" : "Let a scene live", (_, scene) => (scene.frozen = frozen));
    else say(answer.note);
  }

  async function saveCopy() {
    const answer = await ask({ do: "save-copy", briefing: model.briefing });
    if (answer.ok) location.assign(`/briefings/edit?name=${encodeURIComponent(answer.name)}`);
    else say(answer.note);
  }

  /* Another tab kept another one. */
  function elsewhere(note) {
    const { act } = window.atlas.briefing.forms;
    say(note, act("Open it anew", () => location.reload()), act("Keep this one as a copy", saveCopy));
  }

  async function refresh() {
    say("Reading the scenes anew …");
    await model.keep();
    const answer = await ask({ do: "refresh", name: model.briefing.name });
    if (!answer.ok) {
      say(answer.note);
      return;
    }
    model.take(answer);
    const news = answer.told.filter((each) => each.changes.length || each.error);
    say(news.length ? `${news.length} of ${answer.told.length} scenes changed.` : "Nothing has changed since the scenes were read last.");
    if (news.length) changes(news);
  }

  function changes(news) {
    const box = $("maker-dialog");
    box.replaceChildren(
      el("header", {}, el("h2", {}, "What changed since the scenes were read last"), window.atlas.briefing.forms.act("Close", () => box.close())),
      ...news.flatMap((each) => [
        el("h3", {}, `${each.scene}. ${each.heading}`),
        el("ul", {}, ...(each.error ? [each.error] : each.changes).map((text) => el("li", {}, text))),
        ...(each.drawn ? [window.atlas.drawn(each.drawn)] : []),
      ]),
    );
    box.setAttribute("aria-label", "What changed");
    box.showModal();
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.maker = { begin, answered: (data) => asking?.answered(data), far: (data) => asking?.far(data) };
})();
