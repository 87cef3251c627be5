// What went wrong, in the page's own language: a problem's errors bear words that stay (`no-headline`), by which the
// page says what the API says in English. What has no such word is said by what it is about.
import { readable } from "./clock";
import { type Told, word } from "./page";

const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** A word of the checklist with what it is about; a time is by the edition's clock. */
export function said(what: string, about = ""): string {
  const shown = TIME.test(about) ? readable(about) : about;
  return word(`check-${what}`, shown).replace(/: $/, "");
}

const isKnown = (what?: string) => Boolean(what) && document.querySelector("#words")?.hasAttribute(`data-check-${what}`);

/** In English the rules word a refusal themselves; in another language the page does, by what it is about. */
function generally(told: Told): Told {
  if (document.documentElement.lang === "en") return told;
  const about = (name = "") => document.querySelector("#words")?.getAttribute(`data-problem-${name}`);
  const other = about("other") ?? "";
  const errors = told.errors?.map((error) => ({ ...error, detail: about(error.pointer.split("/")[1]) ?? other }));
  return { ...told, detail: about(told.type?.split(":").at(-1)) ?? other, ...(errors && { errors }) };
}

/** Returns the problem with the words of the page. */
export function worded(told: Told): Told {
  if (told.type?.endsWith(":stale") && !told.conflicts?.length) return { ...told, detail: word("savedMeanwhile") };
  const general = generally(told);
  if (!general.errors) return general;
  const errors = general.errors.map((error) => (isKnown(error.what) ? { ...error, detail: said(error.what!, error.about) } : error));
  return { ...general, errors, detail: errors.map(({ detail }) => detail).join(" · ") };
}

/** Returns what the clock says of a story that it gave back: when it was to go out, and what was in the way. */
export function missed(due: string, lacks: string[]): string {
  const why = lacks.filter(isKnown).map((what) => said(what)).join("; ");
  return `${word("missed")} ${readable(due)} — ${why}`;
}
