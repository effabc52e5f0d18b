/* The room: slides shown by the player; a speaker's window, joined by a channel, has notes, the next slide and a clock.

   All slides are fetched at once, so nothing more is asked while one speaks. Each window tells the other which slide it
   shows; whoever comes later asks for it. */
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  let asking = null, player = null, notes = [], slides = [], channel = null, speaker = false, from = 0, ticking = null;

  function begin() {
    const asked = new URLSearchParams(window.location.search);
    const name = asked.get("name") || "";
    speaker = asked.has("notes");
    player = null;
    $("room").classList.toggle("speaker", speaker);
    channel?.close();
    channel = new BroadcastChannel(`cyberatlas ${name}`);
    channel.onmessage = ({ data }) => heard(data);
    clearInterval(ticking);
    present(name);
    return window.dash_clientside.no_update;
  }

  /* What Dash calls must not wait, since no answer reaches the page meanwhile. */
  async function present(name) {
    asking = new window.atlas.waiting.Asking("room", say);
    say("Reading the scenes …");
    const answer = await asking.ask({ do: "present", name });
    if (answer.ok || !$("room")) show(answer);
    else say(answer.note, again(name));
  }

  const say = (text, button = null) => {
    $("room-said").replaceChildren(text, ...(button ? [" ", button] : []));
    $("room-said").hidden = !text;
  };

  function again(name) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "act", textContent: "Read the scenes again" });
    button.addEventListener("click", () => present(name));
    return button;
  }

  function show(data) {
    if (!$("room")) return;
    ({ slides, notes } = data);
    document.title = `${data.title} · cyberatlas`;
    const name = new URLSearchParams(window.location.search).get("name");
    $("room-change").href = `/briefings/edit?name=${encodeURIComponent(name)}`;
    $("room-change").hidden = !data.own;
    say(spoken(data));
    if (speaker) {
      speak();
      return;
    }
    const at = Number(window.location.hash.slice(1)) - 1;
    player = window.atlasPlayer.start($("room-slides"), { slides, notes, at: at > 0 ? at : 0, onSlide: shown });
    $("room-window").addEventListener("click", (event) => {
      event.preventDefault();
      window.open(`/briefings/show?name=${encodeURIComponent(name)}&notes=1`, "cyberatlas-speaker", "width=1100,height=720");
    });
  }

  function spoken(data) {
    const scenes = Object.entries(data.told);
    if (data.old) return "The database does not answer. You see what was read last; presenting goes on as before.";
    return scenes.map(([scene, why]) => `Scene ${scene}: ${why}`).join(" ");
  }

  function shown(index) {
    history.replaceState(history.state, "", `${window.location.pathname}${window.location.search}#${index + 1}`);
    channel.postMessage({ at: index });
  }

  function heard({ at, go, where, black }) {
    if (speaker && at !== undefined) tell(at);
    if (speaker || !player) return;
    if (where) channel.postMessage({ at: player.index });
    if (go !== undefined) player.go(go);
    if (black) player.black();
  }

  /* The speaker's window */
  let at = 0;

  function speak() {
    $("room-speaker").hidden = false;
    document.body.classList.add("room-speaks");
    const keys = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Home: -Infinity, End: Infinity };
    const go = (by) => {
      const wanted = Math.max(0, Math.min(slides.length - 1, by === Infinity ? slides.length - 1 : by === -Infinity ? 0 : at + by));
      tell(wanted);
      channel.postMessage({ go: wanted });
    };
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || (event.key === " " && event.target.closest("button"))) return;
      if (event.key.toLowerCase() === "b") channel.postMessage({ black: true });
      if (!(event.key in keys)) return;
      event.preventDefault();
      go(keys[event.key]);
    });
    $("room-back").addEventListener("click", () => go(-1));
    $("room-forward").addEventListener("click", () => go(1));
    $("room-zero").addEventListener("click", () => (from = Date.now()));
    from = Date.now();
    ticking = setInterval(tick, 500);
    tick();
    tell(0);
    channel.postMessage({ where: true });
  }

  function tell(index) {
    at = index;
    const picture = (text) => (text ? [window.atlas.drawn(text)] : ["The end."]);
    $("room-now").replaceChildren(...picture(slides[index]));
    $("room-next").replaceChildren(...picture(slides[index + 1]));
    const said = (notes[index] || "").split("\n").filter((line) => line.trim());
    $("room-notes").replaceChildren(...(said.length ? said : ["No notes for this slide."]).map((line) => Object.assign(document.createElement("p"), { textContent: line })));
    $("room-place").textContent = `${index + 1} of ${slides.length}`;
  }

  function tick() {
    const two = (number) => String(number).padStart(2, "0");
    const gone = Math.floor((Date.now() - from) / 1000), now = new Date();
    $("room-clock").textContent = `${two(Math.floor(gone / 60))}:${two(gone % 60)} · ${two(now.getHours())}:${two(now.getMinutes())}`;
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.room = { begin, answered: (data) => asking?.answered(data), far: (data) => asking?.far(data) };
})();
