// What is pasted or dropped. HTML of other programs is read by the server, as an import is: one reader, which keeps
// structure and says what it drops. Files become pictures of the media bank.
import { Fragment, Node, Slice } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { idOf } from "./blocks";
import { ask, word } from "./page";
import { blockOf, type Json, schema } from "./schema";
import { say } from "./status";
import { upload } from "./pick";

interface Read {
  body: Json;
  dropped: { what: string }[];
}

/** Where something asynchronous will be put: the place moves with what is written meanwhile. */
function holdPlace(view: EditorView): { put: (nodes: Node[], isInline: boolean) => void } {
  const mark = view.state.tr.setMeta(places, { hold: true });
  view.dispatch(mark);
  const held = places.getState(view.state)!;
  const number = held.next - 1;
  return {
    put(nodes, isInline) {
      const range = places.getState(view.state)?.at.get(number);
      const change = view.state.tr.setMeta(places, { free: number });
      if (range) {
        const slice = isInline ? new Slice(nodes[0]!.content, 0, 0) : new Slice(Fragment.from(nodes), 0, 0);
        if (isInline) change.replace(range.from, range.to, slice);
        else change.replaceRange(range.from, range.to, slice);
      }
      view.dispatch(change.scrollIntoView());
    },
  };
}

interface Places {
  next: number;
  at: Map<number, { from: number; to: number }>;
}

const places = new Plugin<Places>({
  state: {
    init: () => ({ next: 0, at: new Map() }),
    apply(change, before, _, state) {
      const at = new Map([...before.at].map(([number, { from, to }]) => {
        // What is written on meanwhile comes behind it.
        return [number, { from: change.mapping.map(from, from === to ? -1 : 1), to: change.mapping.map(to, -1) }];
      }));
      const told = change.getMeta(places) as { hold?: boolean; free?: number } | undefined;
      if (told?.free !== undefined) at.delete(told.free);
      if (!told?.hold) return { next: before.next, at };
      at.set(before.next, { from: state.selection.from, to: state.selection.to });
      return { next: before.next + 1, at };
    },
  },
});

/** Has the server read foreign HTML, and puts what it is here. */
async function readThere(view: EditorView, html: string, plain: string): Promise<void> {
  const place = holdPlace(view);
  try {
    const { body, dropped } = await ask<Read>("POST", "/api/v1/text", { html });
    const blocks = (body.content ?? []).map((block) => blockOf({ ...block, attrs: { ...block.attrs, id: null } }));
    const isInline = blocks.length === 1 && blocks[0]!.type.name === "paragraph";
    if (blocks.length) place.put(blocks, isInline);
    if (dropped.length) say(word("dropped", [...new Set(dropped.map(({ what }) => what))].join(", ")));
  } catch {
    // Without the server the words come in without their structure.
    const paragraphs = plain.split(/\r?\n+/).filter((line) => line.trim());
    place.put(paragraphs.map((line) => schema.nodes["paragraph"]!.create(null, schema.text(line))), paragraphs.length === 1);
    say(word("pastedPlain"));
  }
}

async function takeFiles(view: EditorView, files: File[]): Promise<void> {
  for (const file of files) {
    const place = holdPlace(view);
    const id = await upload(file);
    if (id) place.put([schema.nodes["picture"]!.create({ picture: id })], false);
  }
}

function picturesOf(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"));
}

export const paste = [
  places,
  new Plugin({
    props: {
      handlePaste(view, event) {
        const data = event.clipboardData;
        const html = data?.getData("text/html") ?? "";
        const files = picturesOf(data);
        // A word processor puts a picture of the text beside the text: then the text is meant.
        if (files.length && !html) return void takeFiles(view, files), true;
        if (!html || html.includes("data-pm-slice") || view.state.selection.$from.parent.type.spec.code) return false;
        void readThere(view, html, data?.getData("text/plain") ?? "");
        return true;
      },
      handleDrop(view, event) {
        const files = picturesOf(event.dataTransfer);
        if (!files.length) return false;
        event.preventDefault();
        void takeFiles(view, files);
        return true;
      },
      /** A copy of a block that still stands here is another block. */
      transformPasted(slice, view) {
        const here = new Set<string>();
        view.state.doc.forEach((block) => void here.add(idOf(block)));
        const fresh = (node: Node) => (here.has(idOf(node)) ? node.type.create({ ...node.attrs, id: null }, node.content, node.marks) : node);
        const content: Node[] = [];
        slice.content.forEach((node) => void content.push(fresh(node)));
        return new Slice(Fragment.from(content), slice.openStart, slice.openEnd);
      },
    },
  }),
];
