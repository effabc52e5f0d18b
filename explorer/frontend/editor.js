/* The editor of Cypher: CodeMirror with highlighting, completion and places of errors. Bundled to assets/built/editor.js. */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { cypher } from "@codemirror/legacy-modes/mode/cypher";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import {
  drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers, placeholder,
} from "@codemirror/view";
import { classHighlighter, tags } from "@lezer/highlight";

/* What is newer than the mode: parameters, comments and strings over several lines, quoted names, and later keywords. */
const KEYWORDS = /^(?:exists|count|collect|filter|let|finish|next|offset|shortest|all\s+shortest|groups?|in\s+transactions|show|insert|is\s+typed|normalized|path|any)\b/i;
const FUNCTION = /^[A-Za-z_][\w.]*(?=\s*\()/;
const CLAUSE = /^(?:match|where|with|unwind|return|call|and|or|xor|not|in|case|when|then|exists|count|collect|as|any|all|none|single|filter|let|by|yield|on|using|if)$/i;

const inside = (end, name) => (stream, state) => {
  if (stream.skipTo(end)) {
    stream.match(end);
    state.inside = null;
  } else stream.skipToEnd();
  return name;
};

function string(quote) {
  return (stream, state) => {
    let character;
    while ((character = stream.next())) {
      if (character === "\\") stream.next();
      else if (character === quote) {
        state.inside = null;
        break;
      }
    }
    return "string";
  };
}

const language = StreamLanguage.define({
  ...cypher,
  startState: () => ({ ...cypher.startState(), inside: null }),
  token(stream, state) {
    if (state.inside) return state.inside(stream, state);
    const at = (begin, reader) => {
      if (!stream.match(begin)) return null;
      state.inside = reader;
      return reader(stream, state);
    };
    const several = at("/*", inside("*/", "comment")) || at("'", string("'")) || at('"', string('"'));
    if (several) return several;
    if (stream.match(/^\$(?:\w+|`[^`]*`)/)) return "special";
    if (stream.match(/^`(?:[^`]|``)*`?/)) return "variableName";
    if (stream.match(/^\d[\w]*(?:\.\d+)?/)) return "number";
    if (stream.match(/^(?<![\w])(?:true|false|null)\b/i)) return "bool";
    if (/[:|&!]\s*$/.test(stream.string.slice(0, stream.pos)) && stream.match(/^[A-Z]\w*/)) return "typeName";
    if (/\.\s*$/.test(stream.string.slice(0, stream.pos)) && stream.match(/^[a-z_]\w*(?!\s*\()/i)) return "propertyName";
    const called = stream.match(FUNCTION, false);
    if (called && !CLAUSE.test(called[0])) {
      stream.match(FUNCTION);
      return "function";
    }
    if (stream.match(KEYWORDS)) return "keyword";
    if (stream.match(/^[:|&!?]+/)) return "operator";
    if (stream.match(/^\w+(?=:)/)) return "variableName";
    const style = cypher.token(stream, state);
    return { builtin: "variableName", def: "keyword", variable: "variableName", atom: "variableName" }[style] ?? style;
  },
  languageData: { commentTokens: { line: "//", block: { open: "/*", close: "*/" } }, closeBrackets: { brackets: ["(", "[", "{", "'", '"', "`"] } },
  tokenTable: { function: tags.macroName, special: tags.special(tags.variableName), typeName: tags.typeName, propertyName: tags.propertyName, bool: tags.bool },
});

/* In which bracket a place stands: "[" for relations, "(" for entities, "{" for maps, "" for none. */
function bracketAt(text) {
  const open = [];
  for (const character of text.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\/\/[^\n]*/g, "")) {
    if ("([{".includes(character)) open.push(character);
    else if (")]}".includes(character)) open.pop();
  }
  return open.at(-1) || "";
}

/* `words` is {labels, types, properties, functions, keywords}, each a list of completions. */
const completer = (words) => (context) => {
  const before = context.state.sliceDoc(0, context.pos);
  const word = context.matchBefore(/[\w.]*/);
  const offer = (options, from) => ({ from, options, validFor: /^[\w.]*$/ });
  const parameter = context.matchBefore(/\$\w*/);
  if (parameter) {
    const used = new Set(context.state.doc.toString().match(/\$\w+/g));
    used.delete(parameter.text);
    return offer([...used].map((label) => ({ label: label.slice(1), type: "variable" })), parameter.from + 1);
  }
  const sign = /([:|&!])\s*(\w*)$/.exec(before);
  if (sign) {
    const bracket = bracketAt(before);
    if (bracket === "{") return null;
    return offer(bracket === "[" ? words.types : words.labels, context.pos - sign[2].length);
  }
  const property = /[\w`)\]]\.(\w*)$/.exec(before);
  if (property && !/\d\.\w*$/.test(before)) {
    const space = /(\w+)\.\w*$/.exec(before);
    const functions = space ? words.functions.filter(({ label }) => label.startsWith(`${space[1]}.`)).map((one) => ({ ...one, label: one.label.slice(space[1].length + 1) })) : [];
    return offer([...functions, ...words.properties], context.pos - property[1].length);
  }
  if (/\{\s*\w*$|\{[^{}]*,\s*\w*$/.test(before) && /[(\[]/.test(before) && bracketAt(before) === "{" && /\w\s*\{[^{}]*$/.test(before)) {
    return offer(words.properties, /(\w*)$/.exec(before)[1] ? word.from : context.pos);
  }
  if (!word?.text && !context.explicit) return null;
  const known = new Map();
  for (const found of context.state.doc.toString().matchAll(/[([]\s*([a-z_]\w*)\s*(?=[:)\]{])|\bAS\s+([a-z_]\w*)/gi)) {
    const label = found[1] || found[2];
    if (label !== word?.text) known.set(label, { label, type: "variable" });
  }
  return offer([...known.values(), ...words.keywords, ...words.functions], word ? word.from : context.pos);
};

/* An editor in `parent`. `changed(text)` is called after each change, `run()` at Ctrl-Enter. */
export function createEditor({ parent, text = "", words, changed, run, explain, readOnly = false }) {
  const writable = new Compartment();
  const locked = (on) => [EditorState.readOnly.of(on), EditorView.editable.of(!on), EditorView.contentAttributes.of(on ? { tabindex: "0" } : {})];
  const act = (deed) => () => {
    deed();
    return true;
  };
  const state = (doc, off) => EditorState.create({
    doc,
    extensions: [
      keymap.of([{ key: "Mod-Enter", run: act(run) }, { key: "Shift-Mod-Enter", run: act(explain) }]),
      lineNumbers(), highlightActiveLine(), highlightActiveLineGutter(), highlightSpecialChars(), history(), drawSelection(),
      bracketMatching(), closeBrackets(), language, syntaxHighlighting(classHighlighter),
      autocompletion({ override: [completer(words)], icons: false }),
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
      EditorView.lineWrapping, placeholder("MATCH (s:State)-[:SIGNED]->(a:Agreement) RETURN s.name, a.name LIMIT 10"),
      EditorView.contentAttributes.of({ "aria-label": "Cypher statement", "aria-describedby": "editor-keys", spellcheck: "false" }),
      EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
      writable.of(locked(off)),
    ],
  });
  const view = new EditorView({ parent, state: state(text, readOnly) });

  const between = (from, to) => {
    const end = view.state.doc.length;
    return [Math.max(0, Math.min(from, end)), Math.max(0, Math.min(to, end))];
  };
  return {
    text: () => view.state.doc.toString(),
    /* Another query: nothing of the last one can be undone into it. */
    open: (doc, off = readOnly) => view.setState(state(doc, off)),
    /* Another text for the same query: can be undone. */
    put: (doc) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: doc } }),
    focus: () => view.focus(),
    go(offset) {
      view.dispatch({ selection: { anchor: between(offset, offset)[0] }, scrollIntoView: true });
      view.focus();
    },
    /* `faults` are {from, to, message} with offsets in the text; the cursor goes to the first. */
    mark(faults) {
      const diagnostics = faults.map(({ from, to, message }) => {
        const [first, last] = between(from, to);
        return { from: first, to: last, severity: "error", message };
      });
      view.dispatch(setDiagnostics(view.state, diagnostics));
      if (diagnostics.length) view.dispatch({ selection: { anchor: diagnostics[0].from }, scrollIntoView: true });
    },
    destroy: () => view.destroy(),
  };
}
