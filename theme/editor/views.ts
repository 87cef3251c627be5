// How blocks that are more than text look while they are written: pictures with their words, cards, boxes.
import type { Node } from "prosemirror-model";
import { NodeSelection } from "prosemirror-state";
import type { EditorView, NodeView, NodeViewConstructor } from "prosemirror-view";
import { ask, given, make, type Picture, type Story, word } from "./page";

type Position = () => number | undefined;

/** A block with fields of its own, which the text around them does not see. */
abstract class Block implements NodeView {
  abstract dom: HTMLElement;

  constructor(
    protected node: Node,
    protected readonly view: EditorView,
    protected readonly position: Position,
  ) {}

  /** Changes an attribute of the node. */
  protected set(name: string, value: string | null): void {
    const at = this.position();
    if (at !== undefined) this.view.dispatch(this.view.state.tr.setNodeAttribute(at, name, value));
  }

  /** A field for an attribute, with its label. */
  protected field(name: string, label: string, hint = ""): HTMLElement {
    const value = String(this.node.attrs[name] ?? "");
    const input = make("input", { name, value, placeholder: hint, autocomplete: "off" });
    input.oninput = () => this.set(name, input.value || null);
    return make("label", {}, make("span", {}, label), input);
  }

  /** Takes the node's values into fields that nobody writes in. */
  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    for (const input of this.dom.querySelectorAll<HTMLInputElement>(":scope > .words input, :scope > header input")) {
      if (input !== document.activeElement) input.value = String(node.attrs[input.name] ?? "");
    }
    return true;
  }

  stopEvent(event: Event): boolean {
    return (event.target as Element).closest("input, button, a") !== null;
  }

  ignoreMutation(mutation: { target: globalThis.Node; type: string }): boolean {
    return mutation.type !== "selection" && !this.contentDOM?.contains(mutation.target);
  }

  contentDOM?: HTMLElement;

  selectNode(): void {
    this.dom.classList.add("is-chosen");
  }

  deselectNode(): void {
    this.dom.classList.remove("is-chosen");
  }
}

class PictureBlock extends Block {
  dom: HTMLElement;
  #image = make("img", { alt: "" });
  #credit = make("p", { class: "credit" });

  constructor(node: Node, view: EditorView, position: Position) {
    super(node, view, position);
    this.dom = make("figure", { class: "block-picture", "data-drag-handle": "" }, this.#image);
    this.#image.onclick = () => this.#choose();
    void this.#fill();
  }

  /** A press on the picture chooses the block, so that keys move or delete it. */
  #choose(): void {
    const at = this.position();
    if (at === undefined) return;
    this.view.dispatch(this.view.state.tr.setSelection(NodeSelection.create(this.view.state.doc, at)));
    this.view.focus();
  }

  async #fill(): Promise<void> {
    const { picture, waiting } = this.node.attrs;
    const words = make("div", { class: "words" });
    this.dom.append(words, this.#credit);
    const known = picture ? await pictureOf(picture as string) : null;
    if (known) {
      this.#image.src = known.src;
      this.#image.alt = known.alt;
    } else this.#image.remove();
    this.#credit.textContent = known?.credit || (waiting ? word("waiting", String(waiting)) : word("noCredit"));
    this.#credit.classList.toggle("problem", !known?.credit);
    words.append(this.field("alt", word("alt"), known?.alt), this.field("caption", word("caption"), known?.caption));
  }
}

/** What the bank says of a picture. */
export async function pictureOf(id: string): Promise<Picture | null> {
  const known = given.pictures[id];
  if (known) return known;
  const found = await ask<Found>("GET", `/api/v1/pictures/${id}`).catch(() => null);
  return found && keep(found);
}

/** A picture as the API has it. */
export interface Found {
  id: string;
  alt: string | null;
  caption: string | null;
  credit: string;
  url: string;
  forms: { width: number; media_type: string; url: string }[];
}

/** Keeps what the bank says of a picture, for the blocks that show it. */
export function keep(found: Found): Picture {
  const form = found.forms.find(({ media_type, width }) => media_type === "image/jpeg" && width >= 480);
  // By its path: the desk may be open under another host than readers know.
  const { pathname } = new URL(form?.url ?? found.url);
  const words = { alt: found.alt ?? "", caption: found.caption ?? "", credit: found.credit };
  return (given.pictures[found.id] = { src: pathname, ...words });
}

class Card extends Block {
  dom: HTMLElement;

  constructor(node: Node, view: EditorView, position: Position) {
    super(node, view, position);
    const text = make("p", {});
    const kind = node.type.name;
    this.dom = make("div", { class: "block-card", "data-drag-handle": "" }, make("p", { class: "kicker" }, word(kind)), text);
    if (kind === "embed") this.#say(text, String(node.attrs["url"]));
    else void headlineOf(String(node.attrs["story"])).then((headline) => (text.textContent = headline));
  }

  /** Says what is embedded, and whether readers may be shown it. */
  #say(place: HTMLElement, url: string): void {
    place.textContent = url;
    const note = make("p", { class: "meta", role: "status" });
    this.dom.append(note);
    void ask<Shown>("GET", `/api/v1/embeds?url=${encodeURIComponent(url)}`)
      .then(({ provider, host, allowed }) => {
        if (provider) place.replaceChildren(make("b", {}, make("bdi", {}, provider)), " ", make("bdi", {}, url));
        note.textContent = host ? word(allowed ? "embedAllowed" : "embedRefused", host) : word("embedNoFrame");
        note.classList.toggle("problem", !allowed);
      })
      .catch(() => undefined);
  }
}

interface Shown {
  provider: string | null;
  host: string | null;
  allowed: boolean;
}

export async function headlineOf(id: string): Promise<string> {
  const known = given.stories[id];
  if (known) return known;
  const story = await ask<Story>("GET", `/api/v1/stories/${id}`).catch(() => null);
  return (given.stories[id] = story?.headline || word("noStory"));
}

class Factbox extends Block {
  dom: HTMLElement;
  override contentDOM = make("div");

  constructor(node: Node, view: EditorView, position: Position) {
    super(node, view, position);
    const header = make("header", { contenteditable: "false" }, this.field("title", word("title")));
    this.dom = make("aside", { class: "block-factbox" }, header, this.contentDOM);
  }
}

const of =
  (View: new (node: Node, view: EditorView, position: Position) => NodeView): NodeViewConstructor =>
  (node, view, position) =>
    new View(node, view, position);

export const views = { picture: of(PictureBlock), related: of(Card), embed: of(Card), factbox: of(Factbox) };
