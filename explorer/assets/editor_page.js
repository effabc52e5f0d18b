/* The page of the editor: opens, runs, explains, saves; what is not saved yet is kept in this browser. */
(() => {
  "use strict";
  const MODULE = "/assets/built/editor.js";
  const KEPT = "cyberatlas.editor", MOST_HISTORY = 30, DRAFT_AFTER = 300;
  const EMPTY = { name: "", own: false, title: "New query", cypher: "", parameters: [], category: "", description: "", shows: "table", chart: {}, faults: [] };
  const at = (id) => document.getElementById(id);
  const put = (id, data) => window.dash_clientside.set_props(id, { data });
  const first = (text) => text.split("\n").find((line) => line.trim() && !line.trim().startsWith("//")) || text;

  /* What this browser keeps; a browser that keeps nothing does without. */
  const kept = {
    read(key, other) {
      try {
        return JSON.parse(localStorage.getItem(`${KEPT}.${key}`)) ?? other;
      } catch {
        return other;
      }
    },
    write(key, value) {
      try {
        if (value === null) localStorage.removeItem(`${KEPT}.${key}`);
        else localStorage.setItem(`${KEPT}.${key}`, JSON.stringify(value));
      } catch {
        /* full, or switched off */
      }
    },
  };

  class EditorPage {
    constructor(root) {
      const { Asking } = window.atlas.asking;
      this.root = root;
      this.query = EMPTY;
      this.tag = "";
      this.asking = new Asking({
        send: (ask) => put("editor-ask", ask),
        told: (state) => (at("editor-working").textContent = state ? "Working …" : ""),
        away: () => (at("editor-working").textContent = "The database does not answer; the page tries again …"),
        back: () => (at("editor-working").textContent = ""),
      });
      this.parameters = new window.atlas.editorForms.Parameters(at("editor-parameters"), () => this.keep());
      this.forms = new window.atlas.editorForms.Dialogs(at("editor-dialog"));
      root.addEventListener("click", (event) => {
        const act = event.target.closest("[data-act]")?.dataset.act;
        if (act && this[act]) this[act]();
      });
    }

    async begin() {
      const asked = new URLSearchParams(location.search);
      const [name, copied] = [asked.get("name") || "", asked.get("copy") || ""];
      this.key = name ? `draft.name.${name}` : copied ? `draft.copy.${copied}` : "draft.new";
      const loaded = import(MODULE).catch(() => null);
      const answer = await this.asking.ask({ do: "begin", name, copied });
      const module = await loaded;
      if (!module) return this.note("The editor could not be loaded from this server. Reload the page; if that does not help, install cyberatlas anew.");
      if (!answer?.ok) return this.note(answer?.note || "The page could not be opened. Reload it.");
      this.adhoc = answer.adhoc;
      this.categories = answer.categories;
      at("editor-text").replaceChildren();
      this.editor = module.createEditor({
        parent: at("editor-text"), words: answer.words, readOnly: !answer.adhoc,
        changed: () => this.changed(), run: () => this.run(), explain: () => this.explain(),
      });
      this.note(answer.note);
      this.open(answer.query || EMPTY);
      this.restore();
      this.showHistory();
      this.root.dataset.ready = "true";
    }

    /* Show a query; `text` where the editor holds it already. */
    open(query, text = null) {
      this.query = query;
      this.parameters.declare(query.parameters);
      if (text === null) this.editor.open(query.cypher);
      at("editor-title").textContent = query.title;
      document.title = `${query.title} · cyberatlas`;
      this.changed(false);
      if (query.faults.length) this.tell(query.faults.map((message) => ({ message })));
    }

    restore() {
      const draft = kept.read(this.key, null);
      if (!draft || !this.adhoc || draft.cypher === this.query.cypher) return;
      this.parameters.declare(draft.parameters || []);
      this.editor.put(draft.cypher);
      if (this.query === EMPTY) return;
      const { el, button } = window.atlas.panels;
      const discard = button("Discard it", () => {
        kept.write(this.key, null);
        this.open(this.query);
        this.note("");
      }, "small");
      this.note(el("span", {}, "What you had not saved is back. ", discard));
    }

    changed(keep = true) {
      this.parameters.show(this.editor.text());
      if (keep) this.keep();
      const { query } = this;
      const differs = this.editor.text().trim() !== query.cypher.trim();
      const whose = query.copied ? "A copy, not saved yet" : query.own ? `Your query ${query.name}` : "Not saved yet";
      at("editor-state").textContent = query.own && !query.copied && differs ? `${whose} · changes not saved, kept in this browser` : whose;
      this.offer();
    }

    /* Which buttons can be used. */
    offer() {
      const has = Boolean(this.editor.text().trim());
      const own = this.query.own && !this.query.copied;
      const can = { run: has, explain: has, save: has, "save-as": has && own, rename: own, delete: own };
      for (const [act, on] of Object.entries(can)) this.button(act).disabled = !on || !this.adhoc || Boolean(this.tag);
      for (const act of ["save-as", "rename", "delete"]) this.button(act).hidden = !own;
      this.button("cancel").hidden = !this.tag;
    }

    button(act) {
      return this.root.querySelector(`[data-act="${act}"]`);
    }

    keep() {
      clearTimeout(this.keeping);
      this.keeping = setTimeout(() => {
        const cypher = this.editor.text();
        kept.write(this.key, cypher.trim() && cypher !== this.query.cypher ? { cypher, parameters: this.parameters.entries() } : null);
      }, DRAFT_AFTER);
    }

    note(said) {
      at("editor-note").hidden = !said;
      at("editor-note").replaceChildren(said || "");
    }

    say(text) {
      at("editor-said").textContent = text;
    }

    /* What is asked of the statement as it stands. */
    asked(deed, more = {}) {
      return { do: deed, cypher: this.editor.text(), basis: this.query.name, parameters: this.parameters.entries(), ...more };
    }

    async work(deed) {
      if (this.tag || !this.adhoc || !this.editor.text().trim()) return null;
      this.tag = `editor-${[...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
      this.offer();
      this.tell([]);
      const answer = await this.asking.ask(this.asked(deed, { tag: this.tag }));
      this.tag = "";
      this.offer();
      if (answer?.ok) return answer;
      at("editor-result").replaceChildren();
      this.wrong(answer);
      return null;
    }

    async run() {
      const text = this.editor.text();
      const answer = await this.work("run");
      if (text.trim()) this.remember(text);
      if (answer) this.say(window.atlas.editorForms.showRows(at("editor-result"), answer));
    }

    async explain() {
      const answer = await this.work("explain");
      if (answer) this.say(window.atlas.editorForms.showPlan(at("editor-result"), answer.steps));
    }

    cancel() {
      if (this.tag) put("editor-cancel", this.tag);
    }

    /* What is wrong, at its place: under the statement, in the text, and at the parameters. */
    wrong(answer) {
      if (!answer) return;
      this.parameters.wrong(answer.fields || {});
      this.tell(answer.faults?.length ? answer.faults : [{ message: answer.note }]);
    }

    tell(faults) {
      const { el, button } = window.atlas.panels;
      const placed = faults.filter((fault) => Number.isInteger(fault.start));
      if (!faults.length) this.parameters.wrong({});
      this.editor.mark(placed.map(({ start, end, message }) => ({ from: start, to: end, message })));
      at("editor-faults").replaceChildren(...faults.map((fault) => el("p", {},
        placed.includes(fault) ? button(`Line ${fault.line}, column ${fault.column}`, () => this.editor.go(fault.start), "small") : null,
        el("span", { dir: "auto" }, fault.message))));
    }

    async save(asNew = false) {
      const prepared = await this.asking.ask(this.asked("prepare"));
      if (!prepared?.ok) return this.wrong(prepared);
      const { query, categories } = this;
      const title = query === EMPTY ? "" : asNew ? `${query.title} (copy)` : query.title;
      this.forms.save({ ...query, ...prepared, title, categories }, async (form) => {
        const answer = await this.asking.ask(this.asked("save", { form, as_new: asNew }));
        if (!answer?.ok) {
          this.wrong(answer);
          return [answer?.note, ...Object.values(answer?.fields || {}), ...(answer?.faults || []).map(({ line, message }) => (line ? `Line ${line}: ${message}` : message))];
        }
        this.settle(answer);
        return [];
      });
    }

    "save-as"() {
      return this.save(true);
    }

    rename() {
      this.forms.rename(this.query, async (name) => {
        const answer = await this.asking.ask({ do: "rename", basis: this.query.name, name });
        if (!answer?.ok) return [answer?.note];
        this.settle(answer, false);
        return [];
      });
    }

    delete() {
      this.forms.delete(this.query, async () => {
        const answer = await this.asking.ask({ do: "delete", basis: this.query.name });
        if (!answer?.ok) return [answer?.note];
        this.settle({ ...answer, query: { ...EMPTY, parameters: this.parameters.entries() } }, false);
        this.keep();
        return [];
      });
    }

    /* The query is kept otherwise than before: the address and the drafts follow. */
    settle({ query, note }, saved = true) {
      clearTimeout(this.keeping);
      kept.write(this.key, null);
      this.key = query.name ? `draft.name.${query.name}` : "draft.new";
      history.replaceState(history.state, "", query.name ? `${location.pathname}?name=${encodeURIComponent(query.name)}` : location.pathname);
      this.open(query, saved ? null : this.editor.text());
      if (!saved) this.keep();
      this.tell([]);
      this.note(note);
      this.say(note);
    }

    remember(text) {
      const before = kept.read("history", []).filter((entry) => entry.cypher !== text);
      kept.write("history", [{ cypher: text, parameters: this.parameters.entries(), at: new Date().toISOString() }, ...before].slice(0, MOST_HISTORY));
      this.showHistory();
    }

    showHistory() {
      const { el } = window.atlas.panels;
      const item = (entry) => el("li", {}, el("button", { type: "button", class: "editor-past", title: entry.cypher, disabled: !this.adhoc, onclick: () => this.again(entry) },
        el("code", {}, first(entry.cypher).trim().slice(0, 120)), el("span", { class: "quiet" }, new Date(entry.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" }))));
      at("editor-history").replaceChildren(...kept.read("history", []).map(item));
    }

    again(entry) {
      this.parameters.declare(entry.parameters || []);
      this.editor.put(entry.cypher);
      this.editor.focus();
      this.say("The statement is back in the editor; undo brings back what stood there.");
    }
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.editor = {
    begin() {
      const root = at("query-editor");
      if (!root || root.dataset.begun) return "";
      root.dataset.begun = "true";
      window.atlas.editor = new EditorPage(root);
      window.atlas.editor.begin();
      return "";
    },
    answered: (answer) => window.atlas.editor?.asking.answered(answer),
  };
})();
