// How blocks that are more than text look while they are written: pictures with their words, cards, boxes.
import type { Node } from "prosemirror-model";
import { NodeSelection } from "prosemirror-state";
import type { EditorView, NodeView, NodeViewConstructor } from "prosemirror-view";
import { creditFields } from "./credit";
import { ask, given, make, type Picture, type Story, word } from "./page";
import { pickSeveral } from "./pick";
import { say } from "./status";

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

  constructor(node: Node, view: EditorView, position: Position) {
    super(node, view, position);
    this.dom = make("figure", { class: "block-picture", "data-drag-handle": "" }, this.#image);
    this.#image.onclick = () => this.#choose();
    void this.#fill();
  }

  /** In a gallery: buttons that move the picture and take it out. */
  #moves(): HTMLElement[] {
    const at = this.position();
    if (at === undefined || this.view.state.doc.resolve(at).parent.type.name !== "gallery" || !given.mayEdit) return [];
    const button = (name: string, press: () => void) => {
      const label = word(name);
      return make("button", { type: "button", class: "quiet", "data-move": name, onclick: press }, label);
    };
    const buttons = [button("earlier", () => this.#move(-1)), button("later", () => this.#move(1)), button("takeOut", () => this.#takeOut())];
    return [make("p", { class: "buttons", role: "group", "aria-label": word("pictureInGallery") }, ...buttons)];
  }

  #move(step: -1 | 1): void {
    const at = this.position();
    if (at === undefined) return;
    const place = this.view.state.doc.resolve(at);
    const [gallery, n] = [place.parent, place.index()];
    const other = gallery.maybeChild(n + step);
    if (!other) return say(word(step < 0 ? "isFirst" : "isLast"));
    const own = gallery.child(n);
    const first = step < 0 ? at - other.nodeSize : at;
    const pair = step < 0 ? [own, other] : [other, own];
    this.view.dispatch(this.view.state.tr.replaceWith(first, first + own.nodeSize + other.nodeSize, pair));
    say(word("movedTo", `${n + step + 1} / ${gallery.childCount}`));
    const moved = this.view.nodeDOM(step < 0 ? first : first + other.nodeSize) as HTMLElement | null;
    moved?.querySelector<HTMLElement>(`[data-move=${step < 0 ? "earlier" : "later"}]`)?.focus();
  }

  /** The last picture takes the gallery with it. */
  #takeOut(): void {
    const at = this.position();
    if (at === undefined) return;
    const place = this.view.state.doc.resolve(at);
    const isLast = place.parent.childCount === 1;
    const [from, to] = isLast ? [place.before(), place.after()] : [at, at + place.parent.child(place.index()).nodeSize];
    this.view.dispatch(this.view.state.tr.delete(from, to));
    say(word("takenOut"));
    const left = isLast ? null : (this.view.nodeDOM(place.before()) as HTMLElement | null);
    (left?.querySelector<HTMLElement>(".add") ?? this.view.dom).focus();
  }

  /** Another picture in its place has other words. */
  override update(node: Node): boolean {
    const { picture, waiting } = this.node.attrs;
    return node.attrs["picture"] === picture && node.attrs["waiting"] === waiting && super.update(node);
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
    this.dom.append(words, ...this.#moves());
    const known = picture ? await pictureOf(picture as string) : null;
    if (known) {
      this.#image.src = known.src;
      this.#image.alt = known.alt;
    } else this.#image.remove();
    if (known) words.after(creditFields(picture as string, known));
    else words.after(make("p", { class: "credit problem" }, waiting ? word("waiting", String(waiting)) : word("noPicture")));
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
  creator: string;
  may_describe: boolean;
  url: string;
  forms: { width: number; media_type: string; url: string }[];
}

/** Keeps what the bank says of a picture, for the blocks that show it. */
export function keep(found: Found): Picture {
  const form = found.forms.find(({ media_type, width }) => media_type === "image/jpeg" && width >= 480);
  // By its path: the desk may be open under another host than readers know.
  const { pathname } = new URL(form?.url ?? found.url);
  const words = { alt: found.alt ?? "", caption: found.caption ?? "", credit: found.credit, creator: found.creator, mayDescribe: found.may_describe };
  return (given.pictures[found.id] = { src: pathname, ...words });
}

class Gallery extends Block {
  dom: HTMLElement;
  override contentDOM = make("div", { class: "pictures" });

  constructor(node: Node, view: EditorView, position: Position) {
    super(node, view, position);
    const add = make("button", { type: "button", class: "quiet add", onclick: () => void this.#add() }, word("addPictures"));
    const buttons = make("p", { class: "buttons", contenteditable: "false" }, ...(given.mayEdit ? [add] : []));
    this.dom = make("div", { class: "block-gallery", role: "group", "aria-label": word("gallery") }, this.contentDOM, buttons);
  }

  async #add(): Promise<void> {
    const pictures = (await pickSeveral()).map((picture) => this.node.type.schema.nodes["picture"]!.create({ picture }));
    const at = this.position();
    if (at === undefined || !pictures.length) return;
    this.view.dispatch(this.view.state.tr.insert(at + this.node.nodeSize - 1, pictures));
  }
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

export const views = { picture: of(PictureBlock), gallery: of(Gallery), related: of(Card), embed: of(Card), factbox: of(Factbox) };
