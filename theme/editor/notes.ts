// What was said of the story, and the field for saying more; it is live for all who have the story open.
import { readable } from "./clock";
import { ask, find, make, Problem, word } from "./page";
import type { Saving } from "./saving";
import { say } from "./status";
import { missed } from "./worded";

interface Note {
  kind: string;
  at?: string;
  by?: string;
  note: string;
  /** Of a story that the clock gave back: when it was to go out, and what was in the way. */
  due?: string;
  lacks?: string[];
}

let shown = "";

/** Wires the field, and hears of what happens to the story elsewhere. */
export function open(saving: Saving): void {
  const form = find<HTMLFormElement>("form[data-note]");
  const field = form?.querySelector("textarea");
  if (!form || !field) return;
  form.onsubmit = (event) => {
    event.preventDefault();
    void send(saving, field);
  };
  listen(saving);
}

/** Shows the notes of a story that is made. */
export async function show(id: string): Promise<void> {
  const place = find("#notes");
  if (!place || !id) return;
  place.hidden = false;
  const told = await ask<{ items: Note[] }>("GET", `/api/v1/stories/${id}/notes`).catch(() => null);
  const text = JSON.stringify(told?.items);
  if (!told || text === shown) return;
  shown = text;
  place.querySelector("ol")?.replaceChildren(...told.items.map(line));
}

function line({ kind, at = "", by, note, due, lacks }: Note): HTMLElement {
  const time = make("time", { datetime: at }, readable(at));
  const who = by ? [", ", make("bdi", {}, by)] : [];
  return make("li", {}, make("p", { class: "meta" }, word(`note-${kind}`), ...who, ", ", time), make("p", { dir: "auto" }, due ? missed(due, lacks ?? []) : note));
}

async function send(saving: Saving, field: HTMLTextAreaElement): Promise<void> {
  try {
    await ask("POST", `/api/v1/stories/${saving.base.id}/notes`, { note: field.value });
    field.value = "";
    say(word("noteAdded"));
    await show(saving.base.id);
  } catch (problem) {
    const told = problem instanceof Problem ? (problem.told.errors?.[0]?.detail ?? problem.message) : "";
    say(`${word("notSaved")} ${told || word("offline")}`, true);
  }
}

/** Without HTTP/2 a browser has six connections for all its windows: one that nobody looks at gives its own back. */
const UNSEEN = 10_000;
const AGAIN = 7000;

/** The desk's stream says that something happened to a story of the edition. */
function listen(saving: Saving): void {
  let stream: EventSource | undefined;
  let resting: number | undefined;
  const rest = () => {
    stream?.close();
    stream = undefined;
  };
  const begin = () => {
    clearTimeout(resting);
    if (stream || document.hidden || !saving.base.id) return;
    stream = new EventSource(`/events?topics=desk:stories:${saving.base.edition}`);
    stream.onmessage = (event) => {
      const { subject, event: what } = JSON.parse(event.data as string) as { subject: string; event: string };
      if (subject !== saving.base.id && what !== "reload") return;
      void saving.tell();
      void show(saving.base.id);
    };
    stream.onerror = () => {
      // A browser resumes by itself unless the answer was no stream at all.
      if (stream?.readyState !== EventSource.CLOSED) return;
      rest();
      resting = window.setTimeout(wake, AGAIN);
    };
  };
  const wake = () => {
    begin();
    void show(saving.base.id);
  };
  begin();
  saving.onMade = begin;
  addEventListener("pagehide", rest);
  addEventListener("pageshow", (event) => event.persisted && wake());
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) resting = window.setTimeout(rest, UNSEEN);
    else if (stream) clearTimeout(resting);
    else wake();
  });
}
