// Places that are held for what is still coming: they move with what is written meanwhile, and show what comes there.
import { Fragment, type Node, Slice } from "prosemirror-model";
import { NodeSelection, Plugin, Selection } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { make } from "./page";
import { schema } from "./schema";

interface Place {
  from: number;
  to: number;
  says: string;
}

interface Places {
  next: number;
  at: Map<number, Place>;
}

/** Holds the place where the cursor is. What is put there takes the place of what was chosen. */
export function holdPlace(view: EditorView, says: string): { put: (nodes: Node[], isInline: boolean) => void } {
  view.dispatch(view.state.tr.setMeta(places, { says }));
  const number = places.getState(view.state)!.next - 1;
  return {
    put(nodes, isInline) {
      const range = places.getState(view.state)?.at.get(number);
      const change = view.state.tr.setMeta(places, { free: number });
      if (range && nodes.length) {
        const slice = isInline ? new Slice(nodes[0]!.content, 0, 0) : new Slice(Fragment.from(nodes), 0, 0);
        if (isInline) change.replace(range.from, range.to, slice);
        else change.replaceRange(range.from, range.to, slice);
        // Behind what came one goes on writing: what is pasted next must not take its place.
        if (change.doc.lastChild?.isAtom) change.insert(change.doc.content.size, schema.nodes["paragraph"]!.create());
        if (change.selection instanceof NodeSelection) change.setSelection(Selection.near(change.doc.resolve(change.selection.to), 1));
        change.scrollIntoView();
      }
      view.dispatch(change);
    },
  };
}

export const places: Plugin<Places> = new Plugin<Places>({
  state: {
    init: () => ({ next: 0, at: new Map() }),
    apply(change, before, _, state) {
      const at = new Map([...before.at].map(([number, { from, to, says }]) => {
        // What is written on meanwhile comes behind it.
        return [number, { from: change.mapping.map(from, from === to ? -1 : 1), to: change.mapping.map(to, -1), says }];
      }));
      const told = change.getMeta(places) as { says?: string; free?: number } | undefined;
      if (told?.free !== undefined) at.delete(told.free);
      if (told?.says === undefined) return { next: before.next, at };
      at.set(before.next, { from: state.selection.from, to: state.selection.to, says: told.says });
      return { next: before.next + 1, at };
    },
  },
  props: {
    decorations(state) {
      const held = [...(places.getState(state)?.at ?? [])];
      if (!held.length) return DecorationSet.empty;
      const shown = held.map(([number, { to, says }]) => {
        const sign = () => make("span", { class: "coming", contenteditable: "false" }, says);
        return Decoration.widget(to, sign, { key: `coming-${number}`, side: -1, ignoreSelection: true });
      });
      return DecorationSet.create(state.doc, shown);
    },
  },
});
