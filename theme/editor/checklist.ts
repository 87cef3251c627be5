// What still blocks publishing, and what one should look at: each item leads to its place.
import { ask, find, make, word } from "./page";
import { choose, mark, shown, standing, type Stop, waitingAt } from "./stops";
import { said } from "./worded";

interface Item {
  /** Where: `/headline`, `/body/content/3`. */
  pointer: string;
  /** What, as a word of the page: `no-headline`. */
  what: string;
  /** What it is about: the words of a stop-list, the time of an embargo. */
  about: string;
  /** The words themselves, of the stop-list. */
  words?: string;
  blocks: boolean;
}

let asked = 0;
let story = "";

/** Asks what blocks the newest revision, and shows it. */
export async function show(id: string): Promise<void> {
  const place = find("#checklist");
  if (!place || !id) return;
  story = id;
  const round = ++asked;
  const told = await ask<{ items: Item[] }>("GET", `/api/v1/stories/${id}/checklist`).catch(() => undefined);
  if (round !== asked) return;
  // Who was not answered does not know that nothing is in the way.
  if (!told) {
    place.querySelector(".sum")!.textContent = word("notChecked");
    place.classList.remove("is-ready");
    return;
  }
  const { items } = told;
  const lines = items.map((item) => {
    const press = () => lead(item);
    const text = said(item.what, item.about);
    return make("li", { class: item.blocks ? "blocks" : "warns" }, make("button", { type: "button", onclick: press }, text));
  });
  place.querySelector("ul")?.replaceChildren(...lines);
  const blocking = items.filter(({ blocks }) => blocks).length;
  place.querySelector(".sum")!.textContent = blocking ? word("blocking", String(blocking)) : word("ready");
  place.classList.toggle("is-ready", blocking === 0);
  const stops = items.flatMap(({ words, about, blocks }): Stop[] => (words ? [{ words, about, blocks }] : []));
  mark(stops.filter(({ words }, n) => stops.findIndex((stop) => stop.words === words) === n));
}

/** Asks again: something that the list is about has changed besides the story. */
export const again = () => show(story);

/** The field of a picture that an item is about. */
const FIELDS: Record<string, string> = { "no-credit": "[name=credit]", "no-alt": "[name=alt], [name=lead-alt]" };

/** Leads to the place: the field, the words, or the block of the text. */
function lead({ pointer, what, about, words }: Item): void {
  const [, name, ...rest] = pointer.split("/");
  const path = rest.filter((part) => /^\d+$/.test(part)).map(Number);
  if (name === "body" && words && choose(words, path[0] ?? 0)) return;
  const field = find<HTMLInputElement>(`#details [name="${name}"], #paper [name="${name}"]`);
  const block = what.startsWith("picture-") ? waitingAt(about) : shown(path);
  const target = name === "body" ? (block ?? shown([])) : name === "lead_picture" ? find("#lead") : field;
  target?.scrollIntoView({ block: "center", behavior: "smooth" });
  const wanted = target?.querySelector<HTMLElement>(FIELDS[what] ?? "none");
  const inner = target?.matches("input, textarea, select, button") ? target : (wanted ?? target?.querySelector<HTMLElement>("input, .choose") ?? shown([]));
  inner?.focus({ preventScroll: true });
  const [first] = words && field ? standing(field.value, words) : [];
  if (first) field?.setSelectionRange(...first);
}
