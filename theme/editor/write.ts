// The text: what ProseMirror needs to write it, and the commands that toolbar, keys and palette share.
import { baseKeymap, chainCommands, exitCode, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history, redo, undo } from "prosemirror-history";
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import type { Node } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { type Command, EditorState, Selection, TextSelection } from "prosemirror-state";
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, goToNextCell, isInTable, tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { ids, resting } from "./blocks";
import { open as openHeads } from "./heads";
import { others } from "./others";
import { word } from "./page";
import { paste } from "./paste";
import { schema } from "./schema";
import { say } from "./status";
import { stops } from "./stops";
import { views } from "./views";

const { nodes, marks } = schema;
const type = (name: string) => nodes[name]!;
const mark = (name: string) => marks[name]!;

/** Puts a block behind the one that the cursor stands in, or in its place if that is an empty paragraph. */
export function put(block: Node): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    const top = $from.node(1) as Node | undefined;
    const isEmpty = top?.type.name === "paragraph" && top.childCount === 0;
    const from = top ? (isEmpty ? $from.before(1) : $from.after(1)) : $from.pos;
    const change = state.tr.replaceWith(from, isEmpty ? $from.after(1) : from, block);
    const behind = from + block.nodeSize;
    // Behind the block one goes on writing.
    if (behind === change.doc.content.size && block.isAtom) change.insert(behind, type("paragraph").create());
    change.setSelection(Selection.near(change.doc.resolve(block.isAtom ? behind : from), 1));
    dispatch?.(change.scrollIntoView());
    return true;
  };
}

function table(): Node {
  const cell = (header: boolean) => type("table_cell").create({ header });
  const row = (header: boolean) => type("table_row").create(null, [cell(header), cell(header), cell(header)]);
  return type("table").create(null, [row(true), row(false), row(false)]);
}

const factbox = () => type("factbox").create({ title: "" }, type("paragraph").create());

/** Makes the cells of the cursor's row heads, or plain again. */
const toggleHead: Command = (state, dispatch) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    const row = $from.node(depth);
    if (row.type !== type("table_row")) continue;
    const change = state.tr;
    const header = !row.firstChild?.attrs["header"];
    row.forEach((_, offset) => void change.setNodeAttribute($from.start(depth) + offset, "header", header));
    dispatch?.(change);
    return true;
  }
  return false;
};

/** Moves the blocks in which the cursor stands, or those that are chosen, before or behind the next one. They stay
 * as they are, and what they go past is moved: so the selection stays with them. */
function moveBlocks(step: -1 | 1): Command {
  return (state, dispatch) => {
    const { $from, $to } = state.selection;
    const [first, end] = [$from.index(0), $to.indexAfter(0)];
    if (first === end) return false;
    const [start, behind] = [$from.posAtIndex(first, 0), $from.posAtIndex(end, 0)];
    const passed = state.doc.maybeChild(step < 0 ? first - 1 : end);
    if (!passed) return say(word(step < 0 ? "firstBlock" : "lastBlock")), true;
    const [from, to] = step < 0 ? [start - passed.nodeSize, behind - passed.nodeSize] : [behind, start];
    if (dispatch) {
      dispatch(state.tr.delete(from, from + passed.nodeSize).insert(to, passed).scrollIntoView());
      say(word("blockMoved", `${first + step + 1} / ${state.doc.childCount}`));
    }
    return true;
  };
}

/** Enter in the empty last paragraph of a box goes on behind the box; out of a quotation it leads by itself. */
const leaveBox: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const box = $from.depth > 1 && $from.node(-1);
  if (!box || box.type !== type("factbox") || !empty || $from.parent.type !== type("paragraph") || $from.parent.content.size) return false;
  if ($from.index(-1) !== box.childCount - 1) return false;
  const change = state.tr;
  if (box.childCount > 1) change.delete($from.before(), $from.after());
  const behind = change.mapping.map($from.after(-1));
  change.insert(behind, type("paragraph").create());
  dispatch?.(change.setSelection(TextSelection.create(change.doc, behind + 1)).scrollIntoView());
  return true;
};

/** What can be done with the text, by the name that its button has. */
export const commands: Record<string, Command> = {
  undo,
  redo,
  strong: toggleMark(mark("strong")),
  em: toggleMark(mark("em")),
  strike: toggleMark(mark("strike")),
  sub: toggleMark(mark("sub")),
  sup: toggleMark(mark("sup")),
  paragraph: setBlockType(type("paragraph")),
  "heading-2": setBlockType(type("heading"), { level: 2 }),
  "heading-3": setBlockType(type("heading"), { level: 3 }),
  "heading-4": setBlockType(type("heading"), { level: 4 }),
  quote: wrapIn(type("quote")),
  bullets: wrapInList(type("list"), { ordered: false }),
  numbers: wrapInList(type("list"), { ordered: true }),
  code: setBlockType(type("code_block")),
  "move-up": moveBlocks(-1),
  "move-down": moveBlocks(1),
  rule: put(type("rule").create()),
  factbox: (state, dispatch) => put(factbox())(state, dispatch),
  table: (state, dispatch) => put(table())(state, dispatch),
  "row-add": addRowAfter,
  "row-delete": deleteRow,
  "column-add": addColumnAfter,
  "column-delete": deleteColumn,
  "row-head": toggleHead,
  "table-delete": deleteTable,
};

export { isInTable };

const lineBreak: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(type("hard_break").create()).scrollIntoView());
  return true;
};
const item = type("list_item");
const keys = keymap({
  "Mod-z": undo,
  "Mod-y": redo,
  "Shift-Mod-z": redo,
  "Mod-b": commands["strong"]!,
  "Mod-i": commands["em"]!,
  "Mod-Alt-0": commands["paragraph"]!,
  "Mod-Alt-2": commands["heading-2"]!,
  "Mod-Alt-3": commands["heading-3"]!,
  "Mod-Alt-4": commands["heading-4"]!,
  "Mod-Shift-7": commands["numbers"]!,
  "Mod-Shift-8": commands["bullets"]!,
  "Mod-Shift-9": commands["quote"]!,
  "Alt-ArrowUp": commands["move-up"]!,
  "Alt-ArrowDown": commands["move-down"]!,
  Enter: chainCommands(splitListItem(item), leaveBox),
  "Shift-Enter": chainCommands(exitCode, lineBreak),
  Tab: chainCommands(goToNextCell(1), sinkListItem(item)),
  "Shift-Tab": chainCommands(goToNextCell(-1), liftListItem(item)),
});

/** What is written at the beginning of a line, as in many editors: `## ` a heading, `> ` a quote, `- ` a list. */
const rules = inputRules({
  rules: [
    textblockTypeInputRule(/^(#{2,4})\s$/, type("heading"), (match) => ({ level: match[1]!.length })),
    wrappingInputRule(/^\s*>\s$/, type("quote")),
    wrappingInputRule(/^\s*[-*•]\s$/, type("list"), { ordered: false }),
    wrappingInputRule(/^(\d+)\.\s$/, type("list"), (match) => ({ ordered: true, start: Number(match[1]) === 1 ? null : Number(match[1]) })),
    textblockTypeInputRule(/^```$/, type("code_block")),
    new InputRule(/^---$/, (state, _, start, end) => {
      return state.tr.replaceRangeWith(start - 1, end + 1, type("rule").create()).insert(start, type("paragraph").create());
    }),
  ],
});

/** Opens a text for writing; `changed` hears of every change, `moved` of every step of the cursor. */
export function open(place: HTMLElement, doc: Node, mayEdit: boolean, changed: () => void, moved: () => void): EditorView {
  const plugins = [keys, rules, keymap(baseKeymap), history(), ids, resting(() => say(word("chooseFirst"), true)), dropCursor(), gapCursor(), tableEditing(), others, stops, ...paste];
  const view: EditorView = new EditorView(place, {
    state: EditorState.create({ doc, plugins, selection: TextSelection.atStart(doc) }),
    nodeViews: views,
    editable: () => mayEdit,
    attributes: {
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": word("text"),
      spellcheck: "true",
      ...(mayEdit ? {} : { "aria-readonly": "true" }),
    },
    dispatchTransaction(change) {
      view.updateState(view.state.apply(change));
      if (change.docChanged) changed();
      moved();
    },
  });
  openHeads(view);
  return view;
}
