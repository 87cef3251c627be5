// What the page of a story gives to its editor, and the small pieces that all parts of the editor share.
export { find, make } from "../islands/elements";
import type { Creation } from "./saving";
import type { Json } from "./schema";
import { worded } from "./worded";

/** A story as the API has it; what is not named here the editor passes over. */
export interface Story extends Record<string, unknown> {
  id: string;
  state: string;
  revision: number;
  edition: string;
  headline: string;
  body: Json;
  url: string | null;
}

/** What is known of a picture that the text shows. */
export interface Picture {
  src: string;
  alt: string;
  caption: string;
  credit: string;
  creator: string;
  /** Whether the person may change what the bank says of it. */
  mayDescribe: boolean;
}

/** Unsaved words of the person, left behind by a window that is not open any more. */
export interface Copy {
  tab: string;
  revision: number;
  changes: Record<string, unknown>;
  /** When this browser kept it. */
  at?: number;
  /** The order that makes the story, where nobody has heard whether it arrived. */
  creation?: Creation;
}

export interface Given {
  /** The person's id. */
  person: string;
  story: Story;
  /** Whether the story is not made yet. */
  isNew: boolean;
  mayEdit: boolean;
  /** The sections of each edition in which the person may begin a story: slug and name. */
  sections: Record<string, [string, string][]>;
  /** The edition's time zone. */
  zone: string;
  copy: Copy | null;
  pictures: Record<string, Picture>;
  stories: Record<string, string>;
}

export const given = JSON.parse(document.getElementById("story")?.textContent ?? "{}") as Given;

/** A word of the page's own language; `#` in it stands for what is put in. */
export function word(name: string, value = ""): string {
  const key = `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return (document.querySelector("#words")?.getAttribute(key) ?? name).replace("#", value);
}

/** The address as a link keeps it: a page of this house by its path, so that the link lives on where the paper moves. */
export function linked(address: string): string {
  if (address === location.origin) return "/";
  return address.startsWith(`${location.origin}/`) ? address.slice(location.origin.length) : address;
}

/** What went wrong with a request: the problem as the API tells it (RFC 9457), or that nobody answered. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly told: Told = {},
  ) {
    super(told.detail ?? told.title ?? "");
  }
}

/** A place that somebody else changed too. */
export interface Conflict {
  /** The id of a block, or the name of a field. */
  block: string;
  /** The word for a block, as the schema has it; none for a field. */
  kind: string | null;
  yours: unknown;
  theirs: unknown;
  /** What differs from theirs to yours; nothing where a value is chosen and not written. */
  pieces: { op: "same" | "added" | "removed"; text: string }[];
  /** Who saved theirs, and when. */
  by: string | null;
  at: string | null;
  /** Whether that was this person, in another window. */
  own: boolean;
}

export interface Told {
  type?: string;
  title?: string;
  detail?: string;
  errors?: { pointer: string; detail: string; what?: string; about?: string }[];
  conflicts?: Conflict[];
}

/** Asks the API; a refusal is thrown as a problem, with the status 0 where nobody answered. */
export async function ask<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  const isForm = body instanceof FormData;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: { accept: "application/json", ...(body && !isForm ? { "content-type": "application/json" } : {}), ...headers },
      ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(isForm ? 120_000 : 15_000),
    });
  } catch {
    throw new Problem(0);
  }
  const told = (await response.json().catch(() => ({}))) as Told;
  if (!response.ok) throw new Problem(response.status >= 502 ? 0 : response.status, worded(told));
  return told as T;
}
