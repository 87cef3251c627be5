// Moments by the clock of the edition: as one reads them, and in fields of date and time. Where the clocks go forward an
// hour is left out; where they go back one comes twice, and it is asked which is meant.
import { given, make, word } from "./page";

const DAY = 86_400_000;

/** A moment as a clock in the zone shows it, for a field of date and time. */
export function toLocal(time: string | number, zone: string): string {
  const form = { timeZone: zone, hourCycle: "h23", dateStyle: "short", timeStyle: "short" } as const;
  return new Intl.DateTimeFormat("sv-SE", form).format(new Date(time)).replace(" ", "T");
}

/** A moment as the desk's pages write it, by the edition's clock: “24 Nov 2026 14:02 (CET)”. */
export function readable(time: string | number): string {
  const lang = document.documentElement.lang;
  const parts = (form: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { timeZone: given.zone, ...form }).formatToParts(new Date(time));
  const text = (form: Intl.DateTimeFormatOptions) => parts(form).map(({ value }) => value).join("");
  const zone = parts({ timeZoneName: "short" }).find(({ type }) => type === "timeZoneName")?.value ?? given.zone;
  return `${text({ dateStyle: "medium" })} ${text({ timeStyle: "short", hourCycle: "h23" })} (${zone})`;
}

/** How far the clocks of the zone are ahead at a moment. */
const ahead = (time: number, zone: string) => Date.parse(`${toLocal(time, zone)}:00Z`) - Math.floor(time / 60_000) * 60_000;

/** The moments that a text could mean by the clocks of the zone before and after they were set, the first one first. */
function meant(local: string, zone: string): number[] {
  const shown = /^\d{4,}-\d\d-\d\dT\d\d:\d\d/.test(local) ? Date.parse(`${local.slice(0, 16)}:00Z`) : NaN;
  if (Number.isNaN(shown)) return [];
  return [...new Set([shown - DAY, shown + DAY].map((near) => shown - ahead(near, zone)))].sort((a, b) => a - b);
}

/** The moments at which a clock in the zone shows this. */
export const momentsOf = (local: string, zone: string) => meant(local, zone).filter((time) => toLocal(time, zone) === local);

/** Whether a clock of the edition ever shows what stands in the field. */
export const isOnClock = (field: HTMLInputElement) => momentsOf(field.value, given.zone).length > 0;

/** The moment that a field says: of an hour that comes twice the one that was chosen, of one that is left out the later
 * that could be meant, so that nothing goes out too early. */
export function momentIn(field: HTMLInputElement): string | null {
  const moments = momentsOf(field.value, given.zone);
  const time = moments[field.dataset["second"] ? 1 : 0] ?? moments[0] ?? meant(field.value, given.zone).at(-1);
  return time === undefined ? null : new Date(time).toISOString();
}

/** Shows a moment in a field. */
export function showMoment(field: HTMLInputElement, time: string | number | null): void {
  field.value = time ? toLocal(time, given.zone) : "";
  const second = momentsOf(field.value, given.zone)[1];
  if (time && second && second <= new Date(time).getTime()) field.dataset["second"] = "true";
  else delete field.dataset["second"];
  askWhich(field);
}

/** Has a field ask which hour is meant where it comes twice. */
export function watch(field: HTMLInputElement): void {
  field.addEventListener("input", () => {
    delete field.dataset["second"];
    beside(field, "clock-note");
    askWhich(field);
  });
}

/** The same for an embargo: of an hour that is left out the later that could be meant is taken, and it is told; so is one
 * that has passed. What is told stays until something else is written. */
export function watchEmbargo(field: HTMLInputElement): void {
  watch(field);
  field.addEventListener("change", () => {
    const at = momentIn(field);
    if (!at) return;
    const isLeftOut = !isOnClock(field);
    const isPast = Date.parse(at) <= Date.now();
    if (isLeftOut) showMoment(field, at);
    const told = isLeftOut ? word("embargoLater", readable(at)) : isPast ? word("embargoPast", given.zone) : "";
    if (told) beside(field, "clock-note").after(make("p", { class: "clock-note field-problem", role: "alert" }, told));
  });
}

/** Takes away what stands beside a field, and returns behind which element something can be put there. */
function beside(field: HTMLInputElement, what: string): Element {
  const place = field.closest("label") ?? field;
  for (const old of place.parentElement?.querySelectorAll(`.${what}`) ?? []) old.remove();
  return place;
}

function askWhich(field: HTMLInputElement): void {
  const place = beside(field, "which-hour");
  const moments = momentsOf(field.value, given.zone);
  if (moments.length < 2) return;
  const option = (time: number, n: number) =>
    make("option", { value: String(n), selected: (n === 1) === Boolean(field.dataset["second"]) }, readable(time));
  const choice = make("select", {}, ...moments.map(option));
  choice.disabled = field.readOnly;
  choice.oninput = () => {
    if (choice.value === "1") field.dataset["second"] = "true";
    else delete field.dataset["second"];
  };
  place.after(make("label", { class: "which-hour" }, word("whichHour"), " ", choice));
}
