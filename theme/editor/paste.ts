// What is pasted or dropped. HTML of other programs is read by the server, as an import is: one reader, which keeps
// structure and says what it drops; nothing of it is parsed in this page. Files become pictures of the media bank.
import { Fragment, Node, Slice } from "prosemirror-model";
import { Plugin, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { idOf } from "./blocks";
import { ask, linked, word } from "./page";
import { during, upload } from "./pick";
import { holdPlace, places } from "./places";
import { blockOf, type Json, schema } from "./schema";
import { say } from "./status";

interface Read {
  body: Json;
  dropped: { what: string; text: string }[];
}

/** Where a picture stands, for the server's reader, that is written into the markup itself: at no address. */
const NOWHERE = "https://pasted.invalid/";
const KNOWN = ["comment", "footnote", "deleted"];

/** The markup with the pictures that are written into it taken out, and those as files. */
function partPictures(html: string): { html: string; files: File[] } {
  const files: File[] = [];
  const parted = html.replace(/\bsrc\s*=\s*(["'])data:(image\/[a-z0-9.+-]+);base64,([^"']*)\1/gi, (whole, _, type: string, data: string) => {
    try {
      const bytes = Uint8Array.from(atob(data.replace(/\s/g, "")), (letter) => letter.charCodeAt(0));
      const ending = type.split("/")[1]!.split("+")[0];
      files.push(new File([bytes], `${word("pastedName")}-${files.length + 1}.${ending}`, { type }));
      return `src="${NOWHERE}${files.length - 1}"`;
    } catch {
      return whole;
    }
  });
  return { html: parted, files };
}

/** Whether the markup is one picture and nothing else: so a browser copies a picture, beside its file. */
function isPicture(html: string): boolean {
  const bare = html.replace(/<!--[\s\S]*?-->/g, "");
  if (bare.length > 20_000 || bare.match(/<img\b/gi)?.length !== 1) return false;
  return !bare.replace(/<(?:"[^"]*"|'[^']*'|[^>"'])*>|&nbsp;|\s/g, "");
}

/** Brings the files into the bank, and puts their pictures where they stand in what was read. */
async function bring(nodes: Json[], files: File[], lost: (name: string) => void): Promise<Json[]> {
  const brought: Json[] = [];
  for (const node of nodes) {
    const waiting = node.type === "picture" ? String(node.attrs?.["waiting"] ?? "") : "";
    const file = waiting.startsWith(NOWHERE) ? files[Number(waiting.slice(NOWHERE.length))] : undefined;
    const content = node.content && (await bring(node.content, files, lost));
    if (file) {
      const id = await upload(file);
      if (id) brought.push({ ...node, attrs: { ...node.attrs, waiting: null, picture: id } });
      else lost(file.name);
    } else if (!node.content?.length || content?.length) brought.push({ ...node, ...(content && { content }) });
  }
  return brought;
}

/** Has the server read foreign HTML, and puts what it is here. */
async function readThere(view: EditorView, foreign: string, plain: string): Promise<void> {
  const place = holdPlace(view, word("pasting"));
  const { html, files } = partPictures(foreign);
  const read = await ask<Read>("POST", "/api/v1/text", { html }).catch(() => null);
  if (!read) {
    // Without the server the words come in without their structure.
    const paragraphs = plain.split(/\r?\n+/).filter((line) => line.trim());
    place.put(paragraphs.map((line) => schema.nodes["paragraph"]!.create(null, schema.text(line))), paragraphs.length === 1);
    return say(word("pastedPlain"));
  }
  const dropped = read.dropped.map(({ what, text }) => {
    if (KNOWN.includes(what)) return word(`dropped-${what}`);
    return what === "img" && text ? `img (${text})` : what;
  });
  const content = await bring(read.body.content ?? [], files, (name) => void dropped.push(name));
  const blocks = content.map((block) => blockOf({ ...block, attrs: { ...block.attrs, id: null } }));
  place.put(blocks, blocks.length === 1 && blocks[0]!.type.name === "paragraph");
  if (dropped.length) say(word("dropped", [...new Set(dropped)].join(", ")));
}

async function takeFiles(view: EditorView, files: File[]): Promise<void> {
  const place = holdPlace(view, word("uploading", files.map(({ name }) => name).join(", ")));
  const pictures: Node[] = [];
  for (const file of files) {
    const picture = await upload(file);
    if (picture) pictures.push(schema.nodes["picture"]!.create({ picture }));
  }
  place.put(pictures, false);
}

/** An address pasted over words links them; it tells whether it did. */
function link(view: EditorView, plain: string): boolean {
  const { from, to, empty, $from, $to } = view.state.selection;
  const address = plain.trim();
  if (empty || !$from.sameParent($to) || !$from.parent.inlineContent || !/^(https?:\/\/|mailto:)[^\s<>"]+$/i.test(address)) return false;
  const type = schema.marks["link"]!;
  if (!$from.parent.type.allowsMarkType(type)) return false;
  const change = view.state.tr.removeMark(from, to, type).addMark(from, to, type.create({ href: linked(address) }));
  view.dispatch(change.setSelection(TextSelection.create(change.doc, to)));
  return true;
}

/** Takes what another program gives; tells whether there was anything that the editor does not take by itself. */
function take(view: EditorView, data: DataTransfer | null): boolean {
  if (!data || view.state.selection.$from.parent.type.spec.code) return false;
  const [html, plain] = [data.getData("text/html"), data.getData("text/plain")];
  if (html.includes("data-pm-slice")) return false;
  const files = [...data.files].filter((file) => file.type.startsWith("image/"));
  // A word processor puts a picture of the text beside the text: then the text is meant.
  if (files.length && (!html || isPicture(html))) return void during(takeFiles(view, files)), true;
  if (html) return void during(readThere(view, html, plain)), true;
  return false;
}

export const paste = [
  places,
  new Plugin({
    props: {
      handleDOMEvents: {
        // Before the editor's own reader, which would parse the markup with all its styles here.
        paste(view, event) {
          if (!view.editable || !(link(view, event.clipboardData?.getData("text/plain") ?? "") || take(view, event.clipboardData))) return false;
          event.preventDefault();
          return true;
        },
        drop(view, event) {
          if (!view.editable || view.dragging) return false;
          const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
          const { selection } = view.state;
          if (at) view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at.pos))));
          if (take(view, event.dataTransfer)) {
            event.preventDefault();
            return true;
          }
          view.dispatch(view.state.tr.setSelection(selection));
          return false;
        },
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
