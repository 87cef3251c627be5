// What went wrong, in the page's own language: a problem's errors bear words that stay (`no-headline`), by which the
// page says what the API says in English. What has no such word is said as it came.
import { toLocal } from "./fields";
import { given, type Told, word } from "./page";

const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** A word of the checklist with what it is about; a time is by the edition's clock. */
function said(what: string, about = ""): string {
  const shown = TIME.test(about) ? `${toLocal(about, given.zone).replace("T", " ")} (${given.zone})` : about;
  return word(`check-${what}`, shown).replace(/: $/, "");
}

const isKnown = (what?: string) => Boolean(what) && document.querySelector("#words")?.hasAttribute(`data-check-${what}`);

/** Returns the problem with the words of the page. */
export function worded(told: Told): Told {
  if (told.type?.endsWith(":stale") && !told.conflicts?.length) return { ...told, detail: word("savedMeanwhile") };
  if (!told.errors) return told;
  const errors = told.errors.map((error) => (isKnown(error.what) ? { ...error, detail: said(error.what!, error.about) } : error));
  return { ...told, errors, detail: errors.map(({ detail }) => detail).join(" · ") };
}

/** Returns what the clock says of a story that it gave back: when it was to go out, and what was in the way. */
export function missed(due: string, lacks: string[]): string {
  const why = lacks.filter(isKnown).map((what) => said(what)).join("; ");
  return `${word("missed")} ${toLocal(due, given.zone).replace("T", " ")} (${given.zone}) — ${why}`;
}
