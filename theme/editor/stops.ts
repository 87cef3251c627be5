// Words of the stop-list: marked in the text, and found again where the checklist leads to them. They are compared as
// the server does it: whole words, without case and accents.
import type { Node } from "prosemirror-model";
import { Plugin, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";

export interface Stop {
  words: string;
  /** Why, and what to write instead. */
  about: string;
  blocks: boolean;
}

type Range = [from: number, to: number];

/** A text as it is compared, with where each of its characters stands in the text. */
function folded(text: string): { text: string; at: number[] } {
  let [plain, offset] = [" ", 0];
  const at = [0];
  for (const letter of text) {
    const bare = letter.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    // An accent that stands for itself is part of the letter before it.
    if (bare || !/\p{M}/u.test(letter)) {
      for (const sign of bare || " ") {
        const isLetter = /[\p{L}\p{N}\p{Alphabetic}]/u.test(sign);
        if (isLetter || !plain.endsWith(" ")) {
          plain += isLetter ? sign : " ";
          for (let n = 0; n < (isLetter ? sign.length : 1); n++) at.push(offset);
        }
      }
    }
    offset += letter.length;
  }
  at.push(offset);
  return { text: plain.endsWith(" ") ? plain : `${plain} `, at };
}

/** Where the words stand in a text. */
export function standing(text: string, words: string): Range[] {
  const [here, wanted] = [folded(text), folded(words).text];
  if (!wanted.trim()) return [];
  const found: Range[] = [];
  for (let n = here.text.indexOf(wanted); n >= 0; n = here.text.indexOf(wanted, n + 1)) {
    // To the end of the last letter, with the accents that follow it.
    const end = here.at[n + wanted.length - 1] ?? text.length;
    const last = text.slice(here.at[n + 1], end).trimEnd();
    found.push([here.at[n + 1]!, here.at[n + 1]! + last.length]);
  }
  return found;
}

/** A block's text, each character at its own place. */
const textOf = (block: Node) => block.textBetween(0, block.content.size, "\n", "\n");

let known = new WeakMap<Node, { stop: Stop; range: Range }[]>();
let view: EditorView | undefined;

function within(block: Node, stops: Stop[]): { stop: Stop; range: Range }[] {
  let found = known.get(block);
  if (!found) {
    const text = textOf(block);
    found = stops.flatMap((stop) => standing(text, stop.words).map((range) => ({ stop, range })));
    known.set(block, found);
  }
  return found;
}

export const stops: Plugin<Stop[]> = new Plugin<Stop[]>({
  state: {
    init: () => [],
    apply: (change, before) => (change.getMeta(stops) as Stop[] | undefined) ?? before,
  },
  view(own) {
    view = own;
    return {};
  },
  props: {
    decorations(state) {
      const list = stops.getState(state) ?? [];
      if (!list.length) return DecorationSet.empty;
      const marks: Decoration[] = [];
      state.doc.descendants((block, position) => {
        if (!block.isTextblock) return true;
        for (const { stop, range: [from, to] } of within(block, list)) {
          const look = { class: stop.blocks ? "is-stopped" : "is-careful", title: stop.about };
          marks.push(Decoration.inline(position + 1 + from, position + 1 + to, look));
        }
        return false;
      });
      return DecorationSet.create(state.doc, marks);
    },
  },
});

/** Marks these words in the text, and no others any more. */
export function mark(list: Stop[]): void {
  if (!view || JSON.stringify(stops.getState(view.state)) === JSON.stringify(list)) return;
  known = new WeakMap();
  view.dispatch(view.state.tr.setMeta(stops, list));
}

/** Chooses the first of the words in a block of the text; tells whether they stand there. */
export function choose(words: string, block: number): boolean {
  if (!view) return false;
  const top = view.state.doc.maybeChild(block);
  let start = 0;
  for (let n = 0; n < block; n++) start += view.state.doc.maybeChild(n)?.nodeSize ?? 0;
  let range: Range | undefined;
  const look = (node: Node, position: number) => {
    const [first] = node.isTextblock && !range ? standing(textOf(node), words) : [];
    if (first) range = [position + 1 + first[0], position + 1 + first[1]];
  };
  if (top) look(top, start);
  top?.descendants((node, offset) => look(node, start + 1 + offset));
  if (!range) return false;
  view.focus();
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, ...range)).scrollIntoView());
  return true;
}

/** What the page shows of the part of the text at this path: `3`, `3/content/1`. */
export function shown(path: number[]): HTMLElement | null {
  if (!view) return null;
  let [node, position]: [Node, number] = [view.state.doc, -1];
  for (const n of path) {
    const child = node.maybeChild(n);
    if (!child) break;
    position++;
    for (let before = 0; before < n; before++) position += node.child(before).nodeSize;
    node = child;
  }
  const dom = position < 0 ? view.dom : view.nodeDOM(position);
  return dom instanceof HTMLElement ? dom : null;
}

/** The picture that waits at a foreign address, as the page shows it. */
export function waitingAt(address: string): HTMLElement | null {
  let place: HTMLElement | null = null;
  view?.state.doc.descendants((node, position) => {
    if (node.attrs["waiting"] === address) place = view!.nodeDOM(position) as HTMLElement | null;
  });
  return place;
}
