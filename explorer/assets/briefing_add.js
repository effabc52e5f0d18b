/* Add to briefing: the scene is looked at, named, and put into a briefing. */
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const el = (...given) => window.atlas.picker.el(...given);
  const LAST = "cyberatlas-briefing";
  let asking = null, scene = null, choice = null, looks = 0;

  const say = (text, button = null) => $("add-said").replaceChildren(text, ...(button ? [" ", button] : []));

  /* What is to be shown: a view of Explore behind the #, or what the address names. */
  async function asked() {
    if (location.hash.startsWith("#v=")) return { view: await window.atlas.model.decode(location.hash.slice(3)) };
    return { address: location.search };
  }

  /* What Dash calls: it must not wait, since no answer reaches the page meanwhile. */
  function begin(own) {
    if (own && $("add")) start(own);
  }

  async function start(own) {
    asking = new window.atlas.waiting.Asking("add", say);
    scene = await asked();
    const last = localStorage.getItem(LAST);
    choice = el("select", { "aria-label": "In which briefing", onchange: fresh }, el("option", { value: "" }, "A new one"), ...own.map(([name, title]) => el("option", { value: name }, title)));
    choice.value = own.some(([name]) => name === last) ? last : "";
    $("add-choice").replaceChildren(choice);
    $("add-heading").value = new URLSearchParams(location.search).get("heading") || scene.view?.title || "";
    $("add-form").onsubmit = (event) => {
      event.preventDefault();
      add();
    };
    $("add-heading").onchange = look;
    fresh();
    look();
  }

  const fresh = () => ($("add-new").hidden = choice.value !== "");

  /* The slide as it would be; of several looks the last. */
  async function look() {
    looks += 1;
    const mine = looks;
    say("Reading what it shows …");
    const answer = await asking.ask({ do: "preview", heading: $("add-heading").value, ...scene });
    if (mine !== looks || !$("add")) return;
    say(answer.ok ? (answer.wrong[1] || []).join(" ") : answer.note);
    const slide = answer.slides?.find((each) => each.scene === 1);
    $("add-preview").replaceChildren(...(slide ? [window.atlas.drawn(slide.svg)] : []));
  }

  async function add() {
    const answer = await asking.ask({ do: "add", to: choice.value, title: $("add-title").value, heading: $("add-heading").value, ...scene });
    if (!answer.ok) return void say(answer.note);
    localStorage.setItem(LAST, answer.name);
    location.assign(`/briefings/edit?name=${encodeURIComponent(answer.name)}&scene=${answer.scene}`);
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.adding = { begin, answered: (data) => asking?.answered(data), far: (data) => asking?.far(data) };
})();
