// Headline and standfirst are one line each, however many the screen needs: Enter goes on to what comes next, and
// what is pasted with line breaks has spaces instead.
import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { find } from "./page";

const BREAKS = /\s*[\n\r\v\u0085\u2028\u2029]+\s*/g;

export function open(view: EditorView): void {
  const [headline, standfirst] = ["headline", "standfirst"].map((name) => find<HTMLTextAreaElement>(`#paper [name=${name}]`));
  const toText = () => {
    view.focus();
    view.dispatch(view.state.tr.setSelection(TextSelection.atStart(view.state.doc)).scrollIntoView());
  };
  oneLine(headline, () => standfirst?.focus());
  oneLine(standfirst, toText);
}

function oneLine(field: HTMLTextAreaElement | null | undefined, onward: () => void): void {
  field?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onward();
  });
  field?.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (field.readOnly || !/[\n\r\v\u0085\u2028\u2029]/.test(text)) return;
    event.preventDefault();
    // So that it can be undone.
    document.execCommand("insertText", false, text.trim().replace(BREAKS, " "));
  });
  // What came in by another way: dropped, dictated.
  field?.addEventListener("input", () => {
    if (!field.value.match(BREAKS)) return;
    const before = field.value.slice(0, field.selectionStart).replace(BREAKS, " ").length;
    field.value = field.value.replace(BREAKS, " ");
    field.setSelectionRange(before, before);
  });
}
