// Both versions of what two people changed, side by side: where it stands, whose the other one is and since when, and
// in which words the two differ.
import { readable } from "./clock";
import { rest } from "./blocks";
import { fieldOf, labelOf, optionOf, saysSomething } from "./fields";
import { type Conflict, find, make, word } from "./page";
import type { Json } from "./schema";
import { headlineOf, pictureOf } from "./views";

export type Choice = "yours" | "theirs" | "both";
type Side = "yours" | "theirs";

/** Shows the versions, and waits until one is chosen of each. */
export function decide(conflicts: Conflict[]): Promise<Choice[]> {
  const place = find("#conflicts");
  return new Promise((resolve) => {
    if (!place) return;
    // What is disputed rests until it is chosen what stands.
    const { settle } = rest(conflicts.filter(({ kind }) => kind).map(({ block }) => block));
    const fields = conflicts.filter(({ kind }) => !kind).map(({ block }) => fieldOf(block));
    for (const field of fields) if (field) field.inert = true;
    const choices: (Choice | undefined)[] = conflicts.map(() => undefined);
    const choose = (n: number, choice: Choice, row: HTMLElement) => {
      choices[n] = choice;
      row.remove();
      if (choices.includes(undefined)) return place.querySelector<HTMLElement>(".conflict button")?.focus();
      place.hidden = true;
      settle();
      for (const field of fields) if (field) field.inert = false;
      find("#text [role=textbox]")?.focus({ preventScroll: true });
      resolve(choices as Choice[]);
    };
    const rows = conflicts.map((conflict, n) => {
      const label = conflict.kind ? word(`kind-${conflict.kind}`) : labelOf(conflict.block);
      const row: HTMLElement = make("div", { class: "conflict", role: "group", "aria-label": label }, make("h3", {}, label));
      const button = (choice: Choice) =>
        make("button", { type: "button", class: "quiet", onclick: () => choose(n, choice, row) }, word(`keep-${choice === "theirs" && conflict.own ? "elsewhere" : choice}`));
      const side = (name: Side, head: HTMLElement) => make("div", {}, head, version(conflict, name), button(name));
      row.append(side("yours", make("h4", {}, word("yours"))), side("theirs", whose(conflict)));
      // There is one headline; of a block both can stand.
      if (conflict.kind && conflict.yours && conflict.theirs) row.append(button("both"));
      return row;
    });
    place.querySelector(".rows")?.replaceChildren(...rows);
    place.hidden = false;
    // Who is writing goes on, and is told above that there is something to choose.
    if (!document.activeElement?.closest("#paper, #details")) place.focus();
  });
}

function whose({ by, at, own }: Conflict): HTMLElement {
  if (!by || !at) return make("h4", {}, word("theirs"));
  return make("h4", {}, own ? word("elsewhere") : make("bdi", {}, by), ", ", make("time", { datetime: at }, readable(at)));
}

/** What a version says, with the words marked that the other one has not. */
function version({ block, kind, pieces, ...versions }: Conflict, side: Side): HTMLElement {
  const value = versions[side];
  const text = make("p", { dir: "auto", lang: find("#paper")?.lang ?? "" });
  if (!saysSomething(value) || value === "") {
    text.append(word("deleted"));
    return text;
  }
  if (kind === null && !pieces.length) text.append(chosen(block, value));
  if (pieces.length && pieces.every(({ op }) => op === "same")) text.append(make("span", { class: "what" }, word("otherForm")), " ");
  for (const { op, text: words } of pieces) {
    if (op === "same") text.append(words);
    else if ((op === "added") === (side === "yours")) {
      text.append(make("mark", {}, make("span", { class: "visually-hidden" }, word("differs"), " "), words));
    }
  }
  for (const id of block === "lead_picture" ? [(value as Lead).id] : idsIn(value, "picture")) void showPicture(text, id);
  for (const id of isOfStories(block) ? [value].flat().map(String) : idsIn(value, "story")) void showStory(text, id);
  return text;
}

interface Lead {
  id: string;
  caption?: string;
  alt?: string;
}

const isOfStories = (field: string) => field === "related" || field === "translation_of";

/** The value of a field that is chosen and not written, as one reads it; pictures and stories are shown below it. */
function chosen(field: string, value: unknown): string {
  if (field === "embargo_until") return readable(String(value));
  if (field === "lead_picture") return [(value as Lead).caption, (value as Lead).alt].filter(Boolean).join(" · ");
  return isOfStories(field) ? "" : optionOf(field, String(value));
}

/** The ids that a block names, also in what stands within it. */
function idsIn(value: unknown, name: "picture" | "story"): string[] {
  const { attrs, content = [] } = (value ?? {}) as Partial<Json>;
  const own = attrs?.[name];
  return [...(typeof own === "string" ? [own] : []), ...content.flatMap((child) => idsIn(child, name))];
}

async function showPicture(place: HTMLElement, id: string): Promise<void> {
  const known = await pictureOf(id);
  if (known) place.append(make("img", { src: known.src, alt: known.alt }));
}

async function showStory(place: HTMLElement, id: string): Promise<void> {
  place.append(make("span", { class: "story" }, await headlineOf(id)));
}
