// The editor of a story: brings its parts together. It is loaded on the story's page of the desk alone.
import * as checklist from "./checklist";
import { watchEmbargo } from "./clock";
import { forgive, isTouched, of, show as showField } from "./fields";
import * as lead from "./lead";
import { show as showOthers } from "./others";
import { find, given, word } from "./page";
import * as notes from "./notes";
import { Saving } from "./saving";
import { read } from "./schema";
import * as suggest from "./suggest";
import * as toolbar from "./toolbar";
import * as verbs from "./verbs";
import { open } from "./write";

let moved = (): void => undefined;
let changed = (): void => undefined;
const view = open(find("#text")!, read(given.story.body), given.mayEdit, () => changed(), () => moved());
const saving = new Saving(view, given.story);

lead.open(() => changed());
const values = Object.entries(of(given.story));
const isWritten = values.some(([name]) => isTouched(name));
for (const [name, value] of values) if (!isTouched(name)) showField(name, value);
changed = () => {
  saving.changed();
  countSoon();
};
if (given.mayEdit) moved = toolbar.open(view);
for (const field of document.querySelectorAll("#details, #paper")) {
  field.addEventListener("input", (event) => {
    const target = event.target as HTMLElement;
    if (target.closest("#text, dialog, form[data-verb]")) return;
    grow(target);
    if (target.hasAttribute("aria-invalid")) forgive([target]);
    saving.changed();
  });
}
for (const field of document.querySelectorAll<HTMLElement>("#paper textarea")) grow(field);
for (const input of document.querySelectorAll<HTMLInputElement>("[data-suggest]")) {
  suggest.open(input, () => saving.base.edition || find<HTMLSelectElement>("[name=edition]")?.value || "");
}
const embargo = find<HTMLInputElement>("#embargo");
if (embargo && given.mayEdit) watchEmbargo(embargo);
const called = new Intl.DisplayNames(document.documentElement.lang, { type: "language" });
for (const option of document.querySelectorAll<HTMLOptionElement>("[name=language] option[value]:not([value=''])")) {
  option.text = `${called.of(option.value) ?? option.value} (${option.value})`;
}
// Each edition has its own sections.
find<HTMLSelectElement>("[name=edition]")?.addEventListener("change", (event) => {
  const options = given.sections[(event.target as HTMLSelectElement).value] ?? [];
  find("[name=section]")?.replaceChildren(...options.map(([slug, name]) => new Option(name, slug)));
});
verbs.open(saving);
notes.open(saving);
saving.onStory = (story) => {
  // Reporters change their own drafts; what they have submitted they read, as the page that comes then shows it.
  const isRead = given.mayEdit && story.state !== "draft" && !verbs.isOffered("publish");
  if (isRead && !Object.keys(saving.changes()).length) return location.reload();
  verbs.show(story);
  void checklist.show(story.id);
  void notes.show(story.id);
};
// What is in the way may have come meanwhile: a section that is gone.
saving.onRefused = () => void checklist.show(saving.base.id);
saving.onOthers = (people) => showOthers(view, people);
void checklist.show(given.story.id);
count();

if (isWritten) saving.changed();
// What other windows of this person left unsaved goes on here.
saving.goOn(given.copy);

/** A field of several lines is as high as its text. */
function grow(field: Element): void {
  if (!(field instanceof HTMLTextAreaElement)) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

let counting: number | undefined;
function countSoon(): void {
  clearTimeout(counting);
  counting = window.setTimeout(count, 400);
}

/** Says how many words the text has, and how long one reads it (230 words a minute). */
function count(): void {
  const place = find("#count");
  if (!place) return;
  const text = view.state.doc.textBetween(0, view.state.doc.content.size, " ", " ");
  const segments = new Intl.Segmenter(document.documentElement.lang, { granularity: "word" }).segment(text);
  let words = 0;
  for (const { isWordLike } of segments) if (isWordLike) words++;
  place.textContent = `${word("words", words.toLocaleString(document.documentElement.lang))} · ${word("minutes", String(Math.max(1, Math.round(words / 230))))}`;
}
