// The text as ProseMirror knows it, made from the same file by which the server checks it (desks/copy/schema.json).
import { type Attrs, type DOMOutputSpec, Fragment, type MarkSpec, Node, type NodeSpec, Schema } from "prosemirror-model";
import form from "../../desks/copy/schema.json";

/** A node as the API has it. */
export interface Json {
  type: string;
  attrs?: Record<string, unknown>;
  content?: Json[];
  text?: string;
  marks?: { type: string; attrs?: Record<string, unknown> }[];
}

interface Rule {
  content?: string;
  id?: boolean;
  inline?: boolean;
  no_marks?: boolean;
  attrs?: Record<string, { form: string; required?: boolean; least?: number }>;
}

/** How a node looks where it has no view of its own, and what of a page that was copied becomes it. */
interface Look {
  dom: (node: Node) => DOMOutputSpec;
  rules: { tag: string; attrs?: (element: HTMLElement) => Attrs }[];
  more?: NodeSpec;
}

const data = (element: HTMLElement, ...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, element.getAttribute(`data-${name}`) || null]));
const given = (node: Node, ...names: string[]) =>
  Object.fromEntries(names.filter((name) => node.attrs[name]).map((name) => [`data-${name}`, String(node.attrs[name])]));
const PICTURE = ["picture", "waiting", "alt", "caption", "credit"];
const atom = { atom: true, draggable: true, selectable: true };

const LOOKS: Record<string, Look> = {
  paragraph: { dom: () => ["p", 0], rules: [{ tag: "p" }] },
  heading: {
    dom: (node) => [`h${node.attrs["level"]}`, 0],
    rules: [2, 3, 4].map((level) => ({ tag: `h${level}`, attrs: () => ({ level }) })),
    more: { defining: true },
  },
  quote: {
    dom: (node) => ["blockquote", given(node, "cite"), 0],
    rules: [{ tag: "blockquote", attrs: (element) => data(element, "cite") }],
    more: { defining: true },
  },
  list: {
    dom: (node) => (node.attrs["ordered"] ? ["ol", { start: node.attrs["start"] ?? 1 }, 0] : ["ul", 0]),
    rules: [
      { tag: "ul", attrs: () => ({ ordered: false }) },
      { tag: "ol", attrs: (element) => ({ ordered: true, start: Number(element.getAttribute("start")) || null }) },
    ],
  },
  list_item: { dom: () => ["li", 0], rules: [{ tag: "li" }], more: { defining: true } },
  picture: {
    dom: (node) => ["figure", given(node, ...PICTURE)],
    rules: ["picture", "waiting"].map((name) => ({
      tag: `figure[data-${name}]`,
      attrs: (element) => data(element, ...PICTURE),
    })),
    more: atom,
  },
  gallery: { dom: () => ["div", { "data-gallery": "" }, 0], rules: [{ tag: "div[data-gallery]" }] },
  related: {
    dom: (node) => ["div", given(node, "story")],
    rules: [{ tag: "div[data-story]", attrs: (element) => data(element, "story") }],
    more: atom,
  },
  embed: {
    dom: (node) => ["div", given(node, "url", "provider")],
    rules: [{ tag: "div[data-url]", attrs: (element) => data(element, "url", "provider") }],
    more: atom,
  },
  factbox: {
    dom: (node) => ["aside", { "data-title": node.attrs["title"] }, 0],
    rules: [{ tag: "aside[data-title]", attrs: (element) => ({ title: element.dataset["title"] ?? "" }) }],
    more: { defining: true, isolating: true },
  },
  table: {
    dom: () => ["table", ["tbody", 0]],
    rules: [{ tag: "table" }],
    more: { tableRole: "table", isolating: true },
  },
  table_row: { dom: () => ["tr", 0], rules: [{ tag: "tr" }], more: { tableRole: "row" } },
  table_cell: {
    dom: (node) => [node.attrs["header"] ? "th" : "td", 0],
    rules: [
      { tag: "td", attrs: () => ({ header: false }) },
      { tag: "th", attrs: () => ({ header: true }) },
    ],
    // The library counts on these three; what is sent has none of them.
    more: {
      tableRole: "cell",
      isolating: true,
      attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } },
    },
  },
  code: {
    dom: (node) => ["pre", given(node, "language"), ["code", 0]],
    rules: [{ tag: "pre", attrs: (element) => data(element, "language") }],
    more: { code: true, defining: true },
  },
  rule: { dom: () => ["hr"], rules: [{ tag: "hr" }] },
  hard_break: { dom: () => ["br"], rules: [{ tag: "br" }], more: { selectable: false } },
};

const MARKS: Record<string, MarkSpec> = {
  link: {
    inclusive: false,
    attrs: { href: {} },
    toDOM: (mark) => ["a", { href: mark.attrs["href"], rel: "noopener" }, 0],
    parseDOM: [{ tag: "a[href]", getAttrs: (element) => ({ href: element.getAttribute("href") }) }],
  },
  strong: { toDOM: () => ["strong", 0], parseDOM: [{ tag: "strong" }, { tag: "b" }] },
  em: { toDOM: () => ["em", 0], parseDOM: [{ tag: "em" }, { tag: "i" }] },
  strike: { toDOM: () => ["s", 0], parseDOM: [{ tag: "s" }, { tag: "del" }] },
  sub: { toDOM: () => ["sub", 0], parseDOM: [{ tag: "sub" }] },
  sup: { toDOM: () => ["sup", 0], parseDOM: [{ tag: "sup" }] },
  code: { toDOM: () => ["code", 0], parseDOM: [{ tag: "code" }] },
};

/** ProseMirror has one name for a node or a mark; ours is both a block and a way to set words. */
const BLOCK_OF_CODE = "code_block";
const inside = (name: string) => (name === "code" ? BLOCK_OF_CODE : name);
const outside = (name: string) => (name === BLOCK_OF_CODE ? "code" : name);

const LEAST: Record<string, unknown> = { text: "", boolean: false };
const RULES = form.nodes as Record<string, Rule>;

function spec(name: string, rule: Rule): NodeSpec {
  // A text that is being written always has a place for the cursor.
  const content = name === "doc" ? "block+" : rule.content?.replace(/\bcode\b/, BLOCK_OF_CODE);
  const group = Object.entries(form.groups).find(([, names]) => names.includes(name))?.[0];
  const look = LOOKS[name];
  const attrs = Object.entries(rule.attrs ?? {}).map(([key, attr]) => {
    return [key, { default: attr.required ? (attr.least ?? LEAST[attr.form] ?? "") : null }];
  });
  return {
    ...(content && { content }),
    ...(group && { group }),
    ...(rule.inline && { inline: true }),
    ...(rule.no_marks && { marks: "" }),
    ...look?.more,
    attrs: { ...look?.more?.attrs, ...(rule.id && { id: { default: null } }), ...Object.fromEntries(attrs) },
    ...(look && {
      toDOM: look.dom,
      parseDOM: look.rules.map(({ tag, attrs }) => ({ tag, ...(attrs && { getAttrs: attrs }) })),
    }),
  };
}

const nodes = Object.fromEntries(Object.entries(RULES).map(([name, rule]) => [inside(name), spec(name, rule)]));
export const schema = new Schema({ nodes, marks: MARKS });

/** A block as ProseMirror knows it. */
export function blockOf(json: Json): Node {
  const named = (node: Json): Json => ({
    ...node,
    type: inside(node.type),
    ...(node.content && { content: node.content.map(named) }),
  });
  return Node.fromJSON(schema, named(json));
}

/** The text that a server's story has, or one empty paragraph. */
export function read(body: Json): Node {
  const blocks = (body.content ?? []).map(blockOf);
  const [paragraph] = [schema.nodes["paragraph"]!];
  return schema.nodes["doc"]!.create(null, Fragment.from(blocks.length ? blocks : [paragraph.create()]));
}

const isBlank = (block: Json) => block.type === "paragraph" && !block.content?.length;

/** The text as the API takes it; empty paragraphs at its ends are only the cursor's places. */
export function write(doc: Node): Json {
  const blocks = ((doc.toJSON() as Json).content ?? []).map((block) => tidy(block, true));
  while (blocks.length && isBlank(blocks[blocks.length - 1]!)) blocks.pop();
  return { type: "doc", content: blocks };
}

function tidy(node: Json, isTop: boolean): Json {
  const type = outside(node.type);
  const known = RULES[type]?.attrs ?? {};
  const kept = Object.entries(node.attrs ?? {}).filter(([key, value]) => {
    return value !== null && (key in known || (isTop && key === "id"));
  });
  return {
    type,
    ...(kept.length && { attrs: Object.fromEntries(kept) }),
    ...(node.content && { content: node.content.map((child) => tidy(child, false)) }),
    ...(node.text !== undefined && { text: node.text }),
    ...(node.marks?.length && { marks: node.marks }),
  };
}
