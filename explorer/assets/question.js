/* The pages that ask: the address is the question. Reads it, fills the form, asks, tells how far it is, cancels. */
(() => {
  "use strict";
  const PROGRESS_AFTER = 500, CANCEL_AFTER = 2000, WATCH_EVERY = 600, DOUBTED_AFTER = 6000, LOST_AFTER = 600000, AGAIN_AFTER = 4000;
  const VIEW = "view.", ASKED = "view.asked";
  const el = (...given) => window.atlas.picker.el(...given);
  const root = () => document.querySelector(".question[data-page]");
  const page = () => root()?.dataset.page;
  const part = (name) => document.getElementById(`question-${page()}-${name}`);
  const send = (name, data) => window.dash_clientside.set_props(`question-${page()}-${name}`, { data: { seq: (seq += 1), ...data } });
  const plain = (params) => params.toString().replaceAll("%3A", ":").replaceAll("%2F", "/");
  let seq = 0;
  let reading = 0; // number of the ask for the form
  let form = null;
  let running = null; // { tag, timers }
  let shown = null; // { tag, query } of the answer that is shown

  const tagOf = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  function begin() {
    requestAnimationFrame(() => root() && readAddress());
    return null;
  }

  /* The form follows the address, and where the address asks something, so does the page. */
  function readAddress() {
    stop();
    reading = seq + 1;
    send("read", { query: location.search });
    if (location.search.length > 1 || root().dataset.atOnce) ask();
  }

  function filled(data) {
    if (!root() || !data || data.seq !== reading) return;
    if (data.away) setTimeout(() => root() && !form && readAddress(), AGAIN_AFTER);
    if (!data.fields.length) {
      form = null;
      part("fields").replaceChildren(el("p", { class: "question-failed" }, data.note));
      return;
    }
    form = new window.atlas.questionFields.Form(data, {
      send: (field, text, asked) => send("pick", { seq: asked, field: field.name, text, kinds: field.kinds }),
      changed: () => part("page").classList.toggle("changed", query() !== asked()),
      submit,
    });
    part("fields").replaceChildren(form.node);
    saved(data.saved);
    if (shown?.messages) form.blameAll(shown.messages);
    part("page").classList.remove("changed");
  }

  /* What the form asks, and what the address asks, each without how the page is looked at. */
  const query = () => plain(new URLSearchParams(form.pairs()));
  const asked = () => plain(new URLSearchParams([...new URLSearchParams(location.search)].filter(([name]) => !name.startsWith(VIEW))));
  const views = () => [...new URLSearchParams(location.search)].filter(([name]) => name.startsWith(VIEW) && name !== ASKED);

  function submit() {
    const now = query();
    const looks = plain(new URLSearchParams(now ? views() : [[ASKED, "yes"], ...views()]));
    if (now !== asked() || !location.search) history.pushState(null, "", `/${page()}?${[now, looks].filter(Boolean).join("&")}`);
    ask();
  }

  function ask() {
    stop();
    const tag = tagOf();
    running = { tag, timers: [setTimeout(() => progress(false), PROGRESS_AFTER), setTimeout(() => progress(true), CANCEL_AFTER), setTimeout(lost, LOST_AFTER)] };
    running.timers.push(setTimeout(() => watch(tag), PROGRESS_AFTER), setTimeout(() => doubt(tag), DOUBTED_AFTER));
    form?.blameAll({});
    part("page").classList.remove("changed");
    part("answer").setAttribute("aria-busy", "true");
    send("ask", { tag, query: location.search });
  }

  /* How far it is ---------------------------------------------------------------------------------------------- */

  function progress(slow) {
    if (!part("progress").querySelector("progress")) part("progress").replaceChildren(el("progress", { "aria-label": "Working" }), el("span", {}, "Working …"));
    if (!slow) return;
    const cancel = () => {
      send("cancel", { tag: running?.tag });
      part("progress").replaceChildren("Cancelling …");
    };
    part("progress").append(el("button", { type: "button", class: "act question-cancel", onclick: cancel }, "Cancel"));
  }

  function watch(tag) {
    if (running?.tag !== tag) return;
    send("watch", { tag });
    running.timers.push(setTimeout(() => watch(tag), WATCH_EVERY));
  }

  function watched(data) {
    const bar = part("progress")?.querySelector("progress");
    if (!bar || !data || data.tag !== running?.tag) return;
    if (data.whole) Object.assign(bar, { max: data.whole, value: data.done });
    const far = data.whole ? `: ${Math.floor((100 * data.done) / data.whole)} %` : " …";
    bar.nextElementSibling.textContent = `${data.what || "Working"}${far}`;
  }

  function done() {
    running?.timers.forEach(clearTimeout);
    running = null;
    part("progress")?.replaceChildren();
    part("answer")?.removeAttribute("aria-busy");
  }

  function stop() {
    if (!running) return;
    send("cancel", { tag: running.tag });
    done();
  }

  /* An answer is long in coming: is there still someone to give it? */
  async function doubt(tag) {
    const there = await fetch("/healthz", { cache: "no-store" }).then(() => true, () => false);
    if (running?.tag !== tag) return;
    if (there) running.timers.push(setTimeout(() => doubt(tag), DOUBTED_AFTER));
    else lost();
  }

  function lost() {
    shown = { tag: running.tag, query: "" };
    done();
    say("The server does not answer. The page asks again when it is back.");
    again();
  }

  const say = (...said) => part("progress").replaceChildren(...said);

  /* The answer ------------------------------------------------------------------------------------------------- */

  function told(data) {
    if (!root() || !data || !running || data.tag !== running.tag) return;
    done();
    shown = { tag: data.tag, query: data.query || "", messages: data.messages };
    if (data.away) again();
    if (form) {
      Object.assign(form.names, data.names);
      if (Object.keys(data.messages || {}).length) form.blameAll(data.messages);
    }
    const title = data.title || root().querySelector("h1").textContent;
    document.title = `${title} – cyberatlas`;
    say(el("span", { class: "hidden-label" }, data.ok ? `Answered: ${data.title}` : "No answer"));
    root().querySelector(".question-middle").scrollTop = 0;
    requestAnimationFrame(() => {
      for (const later of root().querySelectorAll("details[data-later][open]")) open(later);
      root().dispatchEvent(new CustomEvent("answered", { detail: data }));
    });
  }

  /* The database is away: once the server says that it is back, the same is asked again. */
  async function again() {
    const tag = shown.tag;
    const health = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
    if (!root() || running || shown?.tag !== tag) return;
    if (health?.ok) readAddress();
    else setTimeout(again, AGAIN_AFTER);
  }

  function open(later) {
    if (later.dataset.tag === shown?.tag) return;
    later.dataset.tag = shown.tag;
    send(`ask-${later.dataset.later}`, { query: location.search });
  }

  /* What can be done with it ------------------------------------------------------------------------------------- */

  function filed(data) {
    if (data) window.atlas.questionKeeping.save(data, say);
  }

  function saved(list) {
    if (root()) window.atlas.questionKeeping.list(part("saved"), list, page(), (data) => send("keep", data));
  }

  function kept(data) {
    if (!root() || !data) return;
    say(data.note);
    saved(data.saved);
    if (data.taken) window.atlas.questionKeeping.replace(part("dialog"), data, () => send("keep", { do: "save", name: data.name, replace: true, query: location.search }));
  }

  const acts = {
    cypher: () => root().querySelector(".question-cypher").showModal(),
    close: (button) => button.closest("dialog").close(),
    copy: (button) => window.atlas.questionKeeping.copy(button.closest("section").querySelector("pre").textContent, "The Cypher is copied.", (...said) => button.replaceChildren(...(said.length > 1 ? ["Copy failed"] : ["Copied"]))),
    json: () => send("file", { query: location.search, format: "json" }),
    csv: () => send("file", { query: location.search, format: "csv" }),
    link: () => window.atlas.questionKeeping.copy(location.href, "The link is copied: it asks this question again.", say),
    save: () => window.atlas.questionKeeping.ask(part("dialog"), "Save this question", root().querySelector(".question-title")?.textContent || "", (name) => send("keep", { do: "save", name, query: location.search })),
  };

  document.addEventListener("click", (event) => {
    if (!root()?.contains(event.target)) return;
    const button = event.target.closest("[data-question-act]");
    if (button) return void acts[button.dataset.questionAct]?.(button);
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const href = link.getAttribute("href");
    if (href !== `/${page()}` && !href?.startsWith(`/${page()}?`)) return;
    event.preventDefault();
    history.pushState(null, "", href);
    readAddress();
  });
  document.addEventListener("toggle", (event) => event.target.matches?.("details[data-later][open]") && shown && open(event.target), true);
  window.addEventListener("popstate", () => root() && readAddress());

  /* How the page is looked at, for its own script: kept in the address, and no part of the question. */
  window.atlas = window.atlas || {};
  window.atlas.question = {
    view: (name) => new URLSearchParams(location.search).get(VIEW + name) || "",
    look(name, value) {
      const params = new URLSearchParams(location.search);
      if (value) params.set(VIEW + name, value);
      else params.delete(VIEW + name);
      history.replaceState(history.state, "", `${location.pathname}?${plain(params)}`);
    },
  };
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.question = { begin, form: filled, told, watched, picked: (data) => form?.pickers.picked(data), filed, kept };
})();
