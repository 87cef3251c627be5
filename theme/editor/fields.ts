// The fields beside the text, as values of the API: what the form says, and the form for what a story says.
import { momentIn, showMoment } from "./clock";
import { find, make, type Story } from "./page";

export type Values = Record<string, unknown>;
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const control = (name: string) => find<Control>(`#details [name="${name}"], #paper [name="${name}"]`);
const TEXTS = ["edition", "kind", "section", "headline", "standfirst", "slugline"];
const OPTIONAL = ["slug", "language"];
const NAMES = ["bylines", "topics", "sources"];

/** Names in one field, a comma between them. */
export const names = (text: string) => [...new Set(text.split(",").map((name) => name.trim()).filter(Boolean))];

/** A value held by a part of the page that is more than a field: the lead picture, the related stories. */
export interface Part {
  get: () => unknown;
  set: (value: unknown) => void;
}

export const parts: Record<string, Part> = {};

/** Whether somebody was quicker than this script: what stands in a field is not what the page came with. */
export function isTouched(name: string): boolean {
  const field = control(name);
  if (field instanceof HTMLSelectElement) {
    const usual = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
    return Boolean(usual) && field.value !== usual?.value;
  }
  return Boolean(field) && field?.value !== field?.defaultValue;
}

/** What fields of names held when they were left: a name that is still being written is none yet. */
const left: Record<string, string> = {};

/** Takes fields of names as they stand, also the one that is being written in. */
export function leave(): void {
  for (const name of NAMES) left[name] = control(name)?.value ?? "";
}

/** What the form says; `asItStands` with the name that is still being written. */
export function read(asItStands = false): Values {
  const values: Values = {};
  for (const name of TEXTS) values[name] = control(name)?.value ?? "";
  for (const name of OPTIONAL) values[name] = control(name)?.value.trim() || null;
  for (const name of NAMES) {
    const field = control(name);
    const isLeft = asItStands || field !== document.activeElement;
    values[name] = names((isLeft ? field?.value : left[name]) ?? "");
  }
  const [place, source] = [control("place")?.value.trim() ?? "", control("source")?.value.trim() ?? ""];
  const at = control("place")?.dataset["at"];
  values["dateline"] = place || source ? { place, source: source || null, ...(at && { at }) } : null;
  const embargo = find<HTMLInputElement>("#embargo");
  // Seconds that the field does not show stay as they are while nobody touches it.
  const isTouched = embargo && standing(embargo) !== embargo.dataset["shown"];
  values["embargo_until"] = (isTouched ? momentIn(embargo) : embargo?.dataset["value"]) || null;
  for (const [name, part] of Object.entries(parts)) values[name] = part.get();
  return values;
}

/** What a story says, in the form in which `read` gives it. */
export function of(story: Story): Values {
  const values: Values = {};
  for (const name of TEXTS) values[name] = story[name] ?? "";
  for (const name of OPTIONAL) values[name] = story[name] ?? null;
  for (const name of NAMES) values[name] = story[name] ?? [];
  const dateline = story["dateline"] as { place: string; source: string | null; at?: string } | null;
  values["dateline"] = dateline && { place: dateline.place, source: dateline.source ?? null, ...(dateline.at && { at: dateline.at }) };
  values["embargo_until"] = story["embargo_until"] ?? null;
  // As it was chosen; what the bank says of the picture is not the story's.
  values["lead_picture"] = (story["lead_picture"] as { chosen: unknown } | null)?.chosen ?? null;
  values["related"] = story["related"] ?? [];
  values["translation_of"] = story["translation_of"] ?? null;
  return values;
}

/** Shows one value in the form. */
export function show(name: string, value: unknown): void {
  if (parts[name]) return parts[name].set(value);
  if (name === "dateline") {
    const { place = "", source = "", at = "" } = (value ?? {}) as Record<string, string>;
    put("place", place);
    put("source", source ?? "");
    const field = control("place");
    if (field && at) field.dataset["at"] = at;
    return;
  }
  if (name === "embargo_until") {
    const field = find<HTMLInputElement>("#embargo");
    if (!field) return;
    showMoment(field, value ? String(value) : null);
    Object.assign(field.dataset, { shown: standing(field), value: value ?? "" });
    return;
  }
  put(name, Array.isArray(value) ? value.join(", ") : String(value ?? ""));
  if (NAMES.includes(name)) left[name] = control(name)?.value ?? "";
}

/** What stands in a field of date and time, with which of two hours is meant. */
const standing = (field: HTMLInputElement) => field.value + (field.dataset["second"] ?? "");

function put(name: string, value: string): void {
  const field = control(name);
  if (field && field.value !== value) field.value = value;
}

const GROUPS: Record<string, string> = { lead_picture: "#lead", related: "#related", translation_of: "#translation" };

/** The part of the page in which a field is written. */
export const fieldOf = (name: string) => find(GROUPS[name] ?? "#none") ?? control(name === "dateline" ? "place" : name);

/** What the page calls a field. */
export function labelOf(name: string): string {
  const group = find(GROUPS[name] ?? "#none");
  const label = control(name === "dateline" ? "place" : name)?.labels?.[0];
  return group?.getAttribute("aria-label") ?? (label?.querySelector("span") ?? label)?.textContent ?? name;
}

/** What the page calls a value that is chosen from several. */
export function optionOf(name: string, value: string): string {
  const field = control(name);
  const options = field instanceof HTMLSelectElement ? [...field.options] : [];
  return options.find((option) => option.value === value)?.text ?? value;
}

/** Whether a value says anything: a new story is made of those that do. */
export const saysSomething = (value: unknown) => value !== null && !(Array.isArray(value) && !value.length);

export const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Marks the field that a problem points at, with what is wrong beside it; returns whether there is one. */
export function blame(pointer: string, detail: string): boolean {
  const [, name = ""] = pointer.split("/");
  const field = control({ dateline: "place", bylines: "bylines" }[name] ?? name) ?? find({ body: "#text [role=textbox]", translation_of: "#translation" }[name] ?? "#none");
  if (!field) return false;
  mark(field, make("p", { class: "field-problem", id: `problem-${name}` }, detail));
  return true;
}

/** Puts what is wrong with a field beside it, and not in its label, of which it would become the name. */
export function mark(field: Element, note: HTMLElement): void {
  const label = field.closest("label");
  if (label) label.after(note);
  else field.closest(".field, #text, #translation")?.append(note);
  // What explains the field goes on doing so.
  const hint = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== note.id);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [note.id, ...hint].join(" "));
}

/** Takes all such marks away, or that of one field. */
export function forgive(fields: Iterable<Element> = document.querySelectorAll("[aria-invalid]")): void {
  for (const field of fields) {
    const [problem = "none", ...hint] = (field.getAttribute("aria-describedby") ?? "").split(" ");
    // Several things may be wrong with one field.
    for (const note of document.querySelectorAll(`[id="${problem}"].field-problem`)) note.remove();
    field.removeAttribute("aria-invalid");
    if (hint.length) field.setAttribute("aria-describedby", hint.join(" "));
    else field.removeAttribute("aria-describedby");
  }
}
