// The buttons above the text, one stop for the tabulator, arrows between them; and the box for a link's address.
import type { Mark, MarkType } from "prosemirror-model";
import type { Command } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { find, linked, word } from "./page";
import { pick, pickSeveral } from "./pick";
import { schema } from "./schema";
import { say } from "./status";
import { commands, isInTable, put } from "./write";

/** What the buttons do that ask something first. */
const asking: Record<string, (view: EditorView) => Promise<void> | void> = {
  link: askLink,
  picture: async (view) => place(view, "picture", await pick("picture")),
  related: async (view) => place(view, "related", await pick("story")),
  gallery: async (view) => {
    const pictures: string[] = [];
    // One after the other, until the box is closed.
    pictures.push(...(await pickSeveral()));
    const nodes = pictures.map((picture) => schema.nodes["picture"]!.create({ picture }));
    if (nodes.length) run(view, put(schema.nodes["gallery"]!.create(null, nodes)));
  },
  embed: async (view) => {
    const url = await askAddress("");
    if (url) run(view, put(schema.nodes["embed"]!.create({ url })));
  },
};

function place(view: EditorView, kind: "picture" | "related", id: string | null): void {
  const name = kind === "picture" ? "picture" : "story";
  if (id) run(view, put(schema.nodes[kind]!.create({ [name]: id })));
}

function run(view: EditorView, command: Command): void {
  command(view.state, view.dispatch, view);
  view.focus();
}

/** Does what a button or a line of the palette names. */
export function act(view: EditorView, name: string): void {
  if (asking[name]) void asking[name](view);
  else if (commands[name]) run(view, commands[name]);
}

/** Wires the toolbar; returns what is to be called when the cursor moves. */
export function open(view: EditorView): () => void {
  const bar = find("#tools")!;
  const buttons = [...bar.querySelectorAll<HTMLButtonElement>("button[data-tool]")];
  const table = bar.querySelector<HTMLElement>(".for-tables")!;
  const shown = () => buttons.filter((button) => !button.closest("[hidden]"));
  for (const button of buttons) {
    button.tabIndex = button === buttons[0] ? 0 : -1;
    button.onmousedown = (event) => event.preventDefault();
    button.onclick = () => act(view, button.dataset["tool"]!);
  }
  bar.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const all = shown();
    const turn = document.dir === "rtl" ? -step : step;
    const next = all[(all.indexOf(document.activeElement as HTMLButtonElement) + turn + all.length) % all.length];
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next?.focus();
  };
  view.dom.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || !event.shiftKey) return;
    event.preventDefault();
    askLink(view);
  });
  return () => {
    table.hidden = !isInTable(view.state);
    for (const button of buttons) {
      const mark = schema.marks[button.dataset["tool"]!];
      if (mark) button.setAttribute("aria-pressed", String(isOn(view, mark)));
    }
  };
}

function isOn({ state }: EditorView, mark: MarkType): boolean {
  const { from, to, empty, $from } = state.selection;
  if (empty) return Boolean(mark.isInSet(state.storedMarks ?? $from.marks()));
  return state.doc.rangeHasMark(from, to, mark);
}

/** Asks for an address, in a line above the text; nothing if it is left. */
function askAddress(value: string): Promise<string | null> {
  const form = find<HTMLFormElement>("#address")!;
  const input = form.querySelector("input")!;
  form.hidden = false;
  input.value = value;
  input.focus();
  return new Promise((resolve) => {
    const end = (address: string | null) => {
      form.hidden = true;
      resolve(address);
    };
    form.onsubmit = (event) => {
      event.preventDefault();
      end(input.value.trim());
    };
    // A listener of this kind that returns false would keep every key from the field.
    form.onkeydown = (event) => {
      if (event.key === "Escape") end(null);
    };
    form.querySelector<HTMLElement>(".cancel")!.onclick = () => end(null);
  });
}

async function askLink(view: EditorView): Promise<void> {
  const type = schema.marks["link"]!;
  const { $from, from, to, empty } = view.state.selection;
  const old = type.isInSet($from.marks().concat($from.nodeAfter?.marks ?? [])) as Mark | undefined;
  if (empty && !old) return say(word("chooseWords"));
  const href = await askAddress(String(old?.attrs["href"] ?? ""));
  if (href === null) return view.focus();
  const change = view.state.tr;
  const [start, end] = empty && old ? around(view, old) : [from, to];
  change.removeMark(start, end, type);
  const own = linked(href);
  if (href) change.addMark(start, end, type.create({ href: /^([a-z]+:|\/)/i.test(own) ? own : `https://${own}` }));
  view.dispatch(change);
  view.focus();
}

/** The stretch of text around the cursor that bears this mark. */
function around({ state }: EditorView, mark: Mark): [number, number] {
  const { $from } = state.selection;
  let [start, end] = [$from.pos, $from.pos];
  $from.parent.forEach((node, offset) => {
    const from = $from.start() + offset;
    if (mark.isInSet(node.marks) && from <= $from.pos && from + node.nodeSize >= $from.pos) [start, end] = [from, from + node.nodeSize];
  });
  return [start, end];
}

