// The scheme editor: NiceGUI's CodeMirror with our language, findings with quick fixes, completion and hover help.
import * as CM from "nicegui-codemirror";
import Stock from "codemirror";
import {
  forEachDiagnostic,
  lintGutter,
  nextDiagnostic,
  previousDiagnostic,
  setDiagnostics,
} from "scheme-lint";

const ANSWER_WITHIN_MS = 3000;
const WORD = /[\p{L}_][\p{L}\p{N}_]*/u;
const WORD_HERE = /^[\p{L}_][\p{L}\p{N}_]*/u;
const DATE = /^\d{4}-\d{2}-\d{2}/;
const NUMBER = /^\d+(,\d{3})*(\.\d+)?(\/\d+)?%?/;
const CURRENCY = /^[A-Z]{3}(?=\s+\d)/;

// The longest phrase of the list that the line goes on with, ending at a word boundary.
function phraseHere(stream, phrases) {
  const rest = stream.string.slice(stream.pos);
  return phrases.find((phrase) => rest.startsWith(phrase) && !/^[\p{L}\p{N}_]/u.test(rest.slice(phrase.length)));
}

function schemeLanguage(words) {
  const { statements, clauses, inline, types } = words; // longest first
  const plain = new Set(words.words);
  const values = new Set(words.values);

  function token(stream, state) {
    if (stream.sol()) {
      state.first = true;
      state.policy = false;
      state.afterColon = false;
    }
    if (stream.eatSpace()) return null;
    const first = state.first;
    state.first = false;
    if (stream.eat("#")) {
      stream.skipToEnd();
      return "comment";
    }
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return "string";
    if (stream.match(/^\[[^\]|]*\]/)) return "meta";
    if (stream.match(DATE) || stream.match(CURRENCY) || stream.match(NUMBER)) return "number";
    if (stream.eat("|")) {
      state.first = false;
      return "punctuation";
    }
    if (first) {
      const head = stream.column() === 0 ? phraseHere(stream, statements) : undefined;
      const clause = head ? undefined : phraseHere(stream, clauses);
      if (head ?? clause) {
        stream.match(head ?? clause);
        state.naming = Boolean(head);
        if (head) state.fact = /^(field|inputs?)$/.test(head);
        state.policy = clause === "missing";
        return head ? "keyword" : "modifier";
      }
    }
    const more = state.fact && !first && !state.policy ? phraseHere(stream, inline) : undefined;
    if (more) {
      stream.match(more);
      state.policy = more === "missing"; // what follows is what then holds: missing ask
      return "modifier";
    }
    if (state.afterColon) {
      const type = phraseHere(stream, types);
      if (type) {
        stream.match(type);
        return "typeName";
      }
    }
    const word = stream.match(WORD_HERE);
    if (word) {
      if (state.naming) {
        state.naming = false;
        return "labelName";
      }
      if (values.has(word[0])) return "bool";
      return plain.has(word[0]) ? "operatorKeyword" : "variableName";
    }
    if (stream.eat(":")) {
      state.afterColon = true;
      return "punctuation";
    }
    stream.next();
    return "operator";
  }

  return CM.StreamLanguage.define({
    name: "scheme",
    startState: () => ({ first: true, naming: false, fact: false, policy: false, afterColon: false }),
    copyState: (state) => ({ ...state }),
    token,
    languageData: { commentTokens: { line: "#" }, closeBrackets: { brackets: ["(", "[", '"'] } },
  });
}

// Colours live in the style sheet, so that they follow the page's contrast: one class per kind of word.
const colours = {
  style: (tags) => (tags.length ? `sb-${String(tags[0].name ?? tags[0]).replace(/[^A-Za-z]/g, "")}` : null),
};

// A statement folds down to its first line.
const foldStatements = CM.foldService.of((state, from, to) => {
  if (!/^\S/.test(state.doc.lineAt(from).text) || /^#/.test(state.doc.lineAt(from).text)) return null;
  let end = to;
  for (let n = state.doc.lineAt(from).number + 1; n <= state.doc.lines; n++) {
    const line = state.doc.line(n);
    if (/^\S/.test(line.text)) break;
    if (line.text.trim()) end = line.to;
  }
  return end > to ? { from: to, to: end } : null;
});

function hoverCard(answer) {
  const dom = document.createElement("div");
  dom.className = "sb-hover";
  for (const [kind, text] of answer.lines) {
    const line = dom.appendChild(document.createElement("div"));
    line.className = `sb-hover-${kind}`;
    line.textContent = text;
  }
  return { dom };
}

export default {
  extends: Stock,
  props: { ariaLabel: String, phrases: Object, words: Object },
  created() {
    this._waiting = new Map();
    this._asked = 0;
  },
  methods: {
    setLanguage() {}, // ours is always on
    setTheme() {}, // colours come from the style sheet
    ask(kind, facts) {
      return new Promise((resolve) => {
        const id = ++this._asked;
        this._waiting.set(id, resolve);
        setTimeout(() => this.answer(id, null), ANSWER_WITHIN_MS);
        this.$emit("ask", { id, kind, ...facts });
      });
    },
    answer(id, answer) {
      this._waiting.get(id)?.(answer);
      this._waiting.delete(id);
    },
    async showFindings(findings, length) {
      const view = this.editor ?? (await this.editorPromise);
      if (view.state.doc.length !== length) return; // the text has moved on; its findings follow
      const diagnostics = findings.map(({ fixes, ...finding }) => ({
        ...finding,
        actions: fixes.map((fix) => ({ name: fix.title, apply: () => this.applyFix(fix) })),
      }));
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    applyFix({ from, to, insert }) {
      this.editor.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, scrollIntoView: true });
      this.editor.focus();
    },
    fixAtCursor() {
      const at = this.editor.state.selection.main.head;
      let action = null;
      forEachDiagnostic(this.editor.state, (diagnostic, from, to) => {
        if (!action && from <= at && at <= to) action = diagnostic.actions?.[0] ?? null;
      });
      action?.apply();
      return Boolean(action);
    },
    async goTo(from, to) {
      const view = this.editor ?? (await this.editorPromise);
      const end = view.state.doc.length;
      const range = CM.EditorSelection.range(Math.min(from, end), Math.min(to, end));
      view.dispatch({ selection: range, effects: CM.EditorView.scrollIntoView(range, { y: "center" }) });
      view.focus();
    },
    async completions(context) {
      // after a space only what the server thinks worth showing unasked: days, values
      const asked = context.explicit || Boolean(context.matchBefore(WORD));
      if (!asked && !context.matchBefore(/[\d-]$|\S $/)) return null;
      const answer = await this.ask("complete", { position: context.pos, asked });
      if (!answer?.options.length || context.aborted) return null;
      return { from: answer.from, options: answer.options, validFor: /^[\p{L}\p{N}_-]*$/u };
    },
    async hover(position) {
      const answer = await this.ask("describe", { position });
      return answer && { pos: answer.from, end: answer.to, above: true, create: () => hoverCard(answer) };
    },
    setupExtensions() {
      const completing = [{ autocomplete: (context) => this.completions(context) }]; // one and the same at every look-up
      return [
        CM.EditorState.phrases.of(this.phrases ?? {}),
        ...Stock.methods.setupExtensions.call(this),
        schemeLanguage(this.words),
        CM.syntaxHighlighting(colours),
        foldStatements,
        CM.EditorState.languageData.of(() => completing),
        CM.hoverTooltip((_view, position) => this.hover(position)),
        lintGutter(),
        CM.Prec.high(
          CM.keymap.of([
            { key: "F8", run: nextDiagnostic },
            { key: "Shift-F8", run: previousDiagnostic },
            { key: "Mod-.", run: () => this.fixAtCursor() },
          ]),
        ),
        CM.EditorView.contentAttributes.of({ "aria-label": this.ariaLabel, dir: "ltr", spellcheck: "false" }),
      ];
    },
  },
};
