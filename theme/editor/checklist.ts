// What still blocks publishing, and what one should look at: each item leads to its place.
import { ask, find, make, word } from "./page";

interface Item {
  /** Where: `/headline`, `/body/content/3`. */
  pointer: string;
  /** What, as a word of the page: `no-headline`. */
  what: string;
  /** What it is about: the words of a stop-list, the time of an embargo. */
  about: string;
  blocks: boolean;
}

let asked = 0;

/** Asks what blocks the newest revision, and shows it. */
export async function show(id: string): Promise<void> {
  const place = find("#checklist");
  if (!place || !id) return;
  const round = ++asked;
  const { items } = await ask<{ items: Item[] }>("GET", `/api/v1/stories/${id}/checklist`).catch(() => ({ items: [] as Item[] }));
  if (round !== asked) return;
  const lines = items.map((item) => {
    const press = () => lead(item.pointer);
    const text = word(`check-${item.what}`, item.about);
    return make("li", { class: item.blocks ? "blocks" : "warns" }, make("button", { type: "button", onclick: press }, text));
  });
  place.querySelector("ul")?.replaceChildren(...lines);
  const blocking = items.filter(({ blocks }) => blocks).length;
  place.querySelector(".sum")!.textContent = blocking ? word("blocking", String(blocking)) : word("ready");
  place.classList.toggle("is-ready", blocking === 0);
}

/** Leads to the place: the field, or the block of the text. */
function lead(pointer: string): void {
  const [, name, , block] = pointer.split("/");
  const field = find(`#details [name="${name}"], #paper [name="${name}"]`);
  const text = find("#text .ProseMirror");
  const target = name === "body" ? (text?.children[Number(block ?? 0)] ?? text) : name === "lead_picture" ? find("#lead .choose") : field;
  target?.scrollIntoView({ block: "center", behavior: "smooth" });
  const inner = target?.matches("input, textarea, select, button") ? target : (target?.querySelector("input") ?? text);
  (inner as HTMLElement | null)?.focus({ preventScroll: true });
}
