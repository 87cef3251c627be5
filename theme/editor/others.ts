// Who else is in the story, and where: their names above, a mark at the block that each stands in.
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { idOf } from "./blocks";
import { find, make } from "./page";

export interface Other {
  name: string;
  block: string | null;
}

export const others: Plugin<Other[]> = new Plugin<Other[]>({
  state: {
    init: () => [],
    apply: (change, before) => (change.getMeta(others) as Other[] | undefined) ?? before,
  },
  props: {
    decorations(state) {
      const people = others.getState(state) ?? [];
      const marks: Decoration[] = [];
      if (!people.length) return DecorationSet.empty;
      state.doc.forEach((block, position) => {
        const names = people.filter((other) => other.block === idOf(block)).map(({ name }) => name);
        if (!names.length) return;
        marks.push(Decoration.node(position, position + block.nodeSize, { class: "is-anothers", "data-who": names.join(", ") }));
      });
      return DecorationSet.create(state.doc, marks);
    },
  },
});

let shown = "[]";

/** Shows who is here besides this window. */
export function show(view: EditorView, people: Other[]): void {
  const told = JSON.stringify(people);
  if (told === shown) return;
  shown = told;
  find("#others")?.replaceChildren(...people.map(({ name }) => make("li", {}, make("bdi", {}, name))));
  view.dispatch(view.state.tr.setMeta(others, people));
}
