// What keeps the blocks of a text whole: each top-level block has an id of its own, and another's changes come into
// an open text block by block, without moving what is being written.
import type { Node } from "prosemirror-model";
import { Plugin, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => LETTERS[byte % 36]).join("");
}

/** Gives an id to each block that has none, or that of one before it. */
export const ids = new Plugin({
  appendTransaction(transactions, _, state) {
    if (!transactions.some((transaction) => transaction.docChanged)) return null;
    const seen = new Set<string>();
    let change: Transaction | undefined;
    state.doc.forEach((block, position) => {
      const id = block.attrs["id"] as string | null;
      if (!id || seen.has(id)) (change ??= state.tr).setNodeAttribute(position, "id", newId());
      else seen.add(id);
    });
    return change;
  },
});

export const idOf = (block: Node | undefined) => (block?.attrs["id"] as string | null) ?? "";

/** The block that the cursor stands in. */
export function blockAt(view: EditorView): string {
  return idOf(view.state.selection.$from.node(1) ?? view.state.selection.$from.nodeAfter ?? undefined);
}

/** Makes the open text equal to another, touching only the blocks that differ; it cannot be undone. */
export function become(view: EditorView, wanted: Node): void {
  const change = view.state.tr.setMeta("addToHistory", false);
  const next: Node[] = [];
  wanted.forEach((block) => void next.push(block));
  const staying = new Set(next.map(idOf));
  const here: string[] = [];
  change.doc.forEach((block) => void here.push(idOf(block)));
  if (!here.some((id) => staying.has(id))) {
    view.dispatch(change.replaceWith(0, change.doc.content.size, next));
    return;
  }
  let position = 0;
  for (const block of next) {
    let old = change.doc.nodeAt(position);
    while (old && !staying.has(idOf(old))) {
      change.delete(position, position + old.nodeSize);
      old = change.doc.nodeAt(position);
    }
    if (old && idOf(old) === idOf(block)) {
      if (!old.eq(block)) change.replaceWith(position, position + old.nodeSize, block);
    } else {
      remove(change, idOf(block), position);
      change.insert(position, block);
    }
    position += block.nodeSize;
  }
  if (position < change.doc.content.size) change.delete(position, change.doc.content.size);
  if (change.docChanged) view.dispatch(change);
}

/** Takes a block that has moved from its old place, behind this one. */
function remove(change: Transaction, id: string, behind: number): void {
  change.doc.forEach((block, position) => {
    if (position >= behind && idOf(block) === id) change.delete(position, position + block.nodeSize);
  });
}

/** The blocks of which two versions wait to be chosen from: what is written in one of them meanwhile would be lost. */
const disputed = new Set<string>();

/** Lets blocks rest until `settle` is called. */
export function rest(blocks: string[]): { settle: () => void } {
  for (const id of blocks) disputed.add(id);
  return { settle: () => blocks.forEach((id) => disputed.delete(id)) };
}

/** Refuses changes of blocks that rest; `told` hears of it. */
export const resting = (told: () => void) =>
  new Plugin({
    filterTransaction(change, state) {
      if (!disputed.size || !change.docChanged) return true;
      const texts = (doc: Node) => {
        const found: string[] = [];
        doc.forEach((block) => void (disputed.has(idOf(block)) && found.push(JSON.stringify(block.toJSON()))));
        return found.join();
      };
      const isLeft = texts(change.doc) === texts(state.doc);
      if (!isLeft) told();
      return isLeft;
    },
  });
