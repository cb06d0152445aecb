// What the editor uses of @codemirror/lint. The rest of CodeMirror comes from NiceGUI: two copies in one page do not work together.
export { forEachDiagnostic, lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics } from "@codemirror/lint";
