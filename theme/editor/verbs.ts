// What can be done with the story: buttons for the verbs that its state and the person's role allow. A verb that
// needs words opens its form in place; what is written is saved before any of them.
import { isOnClock, momentIn, readable, showMoment, watch } from "./clock";
import { blame, forgive, leave, mark } from "./fields";
import { ask, find, given, make, Problem, type Story, word } from "./page";
import { uploads } from "./pick";
import * as put from "./put";
import type { Saving } from "./saving";
import { say } from "./status";

/** Wires the buttons and forms of the page. */
export function open(saving: Saving): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-verb]")) {
    form.onsubmit = (event) => {
      event.preventDefault();
      forgiveIn(form);
      const at = form.querySelector<HTMLInputElement>("[name=at]");
      if (at && !isOnClock(at)) return void blameIn(form, "/at", word("noSuchTime", given.zone));
      if (at && isPast(at)) return void blameIn(form, "/at", word("past", given.zone));
      void carryOut(saving, form);
    };
    const at = form.querySelector<HTMLInputElement>("[name=at]");
    if (at) watch(at);
    form.querySelector<HTMLElement>(".cancel")?.addEventListener("click", () => leavePanel(form));
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") leavePanel(form);
    });
  }
  for (const opener of document.querySelectorAll<HTMLButtonElement>("button[data-opens]")) {
    opener.onclick = () => {
      const form = find<HTMLFormElement>(`#${opener.dataset["opens"]}`)!;
      for (const other of document.querySelectorAll<HTMLFormElement>("form[data-verb].panel")) close(other);
      form.hidden = false;
      opener.hidden = true;
      forgiveIn(form);
      const at = form.querySelector<HTMLInputElement>("[name=at]");
      // The next full hour, or the one that it has; the clock is the edition's.
      if (at && !at.value) showMoment(at, hourOf(saving.base));
      form.querySelector<HTMLElement>("input, textarea, select")?.focus();
    };
  }
  find("#save")?.addEventListener("click", () => {
    leave();
    void saving.save(true);
  });
  show(saving.base);
}

function close(form: HTMLFormElement): void {
  if (!form.classList.contains("panel")) return;
  form.hidden = true;
  const opener = find(`button[data-opens="${form.id}"]`);
  if (opener) opener.hidden = !isAllowed(form);
}

/** Closes a form that one does not want after all; the button that opened it is where one goes on. */
function leavePanel(form: HTMLFormElement): void {
  close(form);
  find(`button[data-opens="${form.id}"]`)?.focus();
}

function hourOf(story: Story): string | number {
  const hour = 3_600_000;
  return String(story["scheduled_at"] ?? "") || Math.ceil((Date.now() + 60_000) / hour) * hour;
}

/** Whether the clock of the edition has passed what a field says. */
function isPast(field: HTMLInputElement): boolean {
  const at = momentIn(field);
  return at !== null && Date.parse(at) <= Date.now();
}

/** Says what is wrong beside the field of a verb's form that a problem points at; returns whether there is one. */
function blameIn(form: HTMLFormElement, pointer: string, detail: string): boolean {
  const field = form.querySelector<HTMLElement>(`[name="${CSS.escape(pointer.slice(1))}"]`);
  if (!field || !form.classList.contains("panel")) return false;
  mark(field, make("p", { class: "field-problem", id: `${form.id}-problem`, role: "alert" }, detail));
  form.hidden = false;
  field.focus();
  return true;
}

const forgiveIn = (form: HTMLFormElement) => forgive(form.querySelectorAll("[aria-invalid]"));

/** Whether the person may ask for this verb at all, in whichever state. */
export const isOffered = (verb: string) => find(`form[data-verb="${verb}"]`) !== null;

let state = "draft";
const isAllowed = (form: HTMLFormElement) => (form.dataset["states"] ?? "").split(" ").includes(state);

/** Shows the verbs of the story's state, and the state itself. */
export function show(story: Story): void {
  state = story.state;
  const rest = document.title.slice(document.title.lastIndexOf(" — "));
  if (story.headline) document.title = `${story.headline}${rest}`;
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-verb]")) {
    if (form.classList.contains("panel")) close(form);
    else form.hidden = !isAllowed(form);
  }
  const place = find("#state");
  if (place) {
    const hour = state === "scheduled" && story["scheduled_at"];
    place.textContent = word(`state-${state}`);
    place.className = `state-word is-${state}`;
    const when = find("#hour");
    if (when) {
      when.hidden = !hour;
      when.textContent = hour ? word("scheduledFor", readable(String(hour))) : "";
    }
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-story-link]")) {
    link.href = `/desk/stories/${story.id}${link.dataset["storyLink"]}`;
    link.hidden = !story.id;
  }
  showUnpublished(story);
  showSignOff(story);
  // What was said when it was sent back is answered by sending it in again.
  if (state !== "draft") find("#returned")?.remove();
  void put.show(story);
  const page = find<HTMLAnchorElement>("#public");
  if (page) {
    page.hidden = state !== "published" || !story.url;
    if (story.url) page.href = new URL(story.url).pathname;
  }
}

/** Says whether readers do not see yet what is saved, and whose changes go out with an update or a correction. */
function showUnpublished(story: Story): void {
  const place = find("#unpublished");
  const live = Number(story["live_revision"] ?? 0);
  const isChanged = live > 0 && live < story.revision;
  const isAhead = state === "published" && isChanged;
  find("#restores")!.hidden = state !== "withdrawn" || !isChanged;
  const others = isAhead ? ((story["unpublished_by"] ?? []) as string[]).join(", ") : "";
  for (const also of document.querySelectorAll("#unpublished-by, [data-also]")) also.textContent = others && word("unpublishedBy", others);
  if (!place) return;
  place.hidden = !isAhead;
  place.querySelector("a")!.href = `/desk/stories/${story.id}/revisions?from=${live}&to=${story.revision}`;
}

interface SignOff {
  what: string;
  by: string | null;
  at: string;
  revision: number | null;
}

/** Says who answers for the story, and whether it was changed since. */
function showSignOff(story: Story): void {
  const place = find("#sign-off");
  const signed = story["sign_off"] as SignOff | null | undefined;
  if (!place) return;
  place.hidden = !story.id;
  const isChanged = signed && signed.revision !== null && signed.revision < story.revision;
  const time = signed ? make("time", { datetime: signed.at }, readable(signed.at)) : "";
  const line = signed ? [word(`signed-${signed.what}`, signed.by ?? word("gone")), ", ", time, isChanged ? ` — ${word("signedBefore")}` : ""] : [word("signedByNobody")];
  place.querySelector("p")!.replaceChildren(...line);
}

/** What a verb sends: the fields of its form; a date and a time are those of the edition's clock. */
function words(form: HTMLFormElement): Record<string, unknown> {
  const fields = Object.fromEntries(new FormData(form)) as Record<string, unknown>;
  const at = form.querySelector<HTMLInputElement>("[name=at]");
  if (at) fields["at"] = momentIn(at);
  return fields;
}

/** Deletes a draft, and leads back to the list. */
async function drop(saving: Saving): Promise<void> {
  saving.stop();
  try {
    if (!saving.isNew) await ask("DELETE", `/api/v1/stories/${saving.base.id}`, undefined, { "if-match": "*" });
    location.assign("/desk/");
  } catch (problem) {
    saving.stop(false);
    say(`${word("refusedVerb")} ${problem instanceof Problem ? problem.message : ""}`, true);
  }
}

async function carryOut(saving: Saving, form: HTMLFormElement): Promise<void> {
  const verb = form.dataset["verb"]!;
  const sent = words(form);
  leave();
  if (verb === "delete") return drop(saving);
  // What is being put in belongs to what is published.
  if (uploads.count) say(word("waitingForUploads"));
  await uploads.none;
  // Somebody else's draft may be approved or sent back by who cannot change it.
  if (given.mayEdit && !(await saving.save(true))) return say(word("notSaved"), true);
  const stood = saving.stands();
  try {
    const path = `/api/v1/stories/${saving.base.id}/${verb}`;
    const story = await ask<Story>("POST", path, sent, { "if-match": `"${saving.base.revision}"` });
    forgive();
    form.reset();
    // What was written while it was answered is not in it, and stays.
    saving.take(story, stood);
    say(word(`done-${verb}`));
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    // Nobody publishes words that they have not seen: what somebody saved meanwhile is shown first.
    if (problem.status === 412) {
      await saving.catchUp();
      return say(word("savedMeanwhile"), true);
    }
    forgive();
    const rest = (problem.told.errors ?? []).filter(({ pointer, detail }) => !blameIn(form, pointer, detail) && !blame(pointer, detail));
    const why = rest.map(({ detail }) => detail).join(" ") || problem.message || word("offline");
    say(`${word("refusedVerb")} ${why}`, true);
    find("[aria-invalid]")?.scrollIntoView({ block: "center" });
  }
}
