// How words are kept. Every keystroke is in this window at once, a second later in a copy at the server (or in this
// browser, while the server cannot be reached), and in a revision when one pauses, saves, or leaves.
import type { EditorView } from "prosemirror-view";
import { become, blockAt } from "./blocks";
import { settle } from "./conflict";
import { blame, forgive, of, read as readForm, same, saysSomething, show, type Values } from "./fields";
import { ask, given, type Copy, Problem, type Story, word } from "./page";
import { rescue } from "./rescue";
import { type Json, read as readText, write } from "./schema";
import { kept, say, showKept, unsay } from "./status";

/** How long after a keystroke the copy is written, and how long a revision waits for a pause, at most. */
const COPY = 1000;
const PAUSE = 10_000;
const LONGEST = 60_000;
const AGAIN = 3000;
/** How often one says that one is here. */
const HERE = 5000;

interface Presence {
  revision: number;
  state: string;
  others: { name: string; block: string | null }[];
}

/** What stood in the window when the server was asked: what is written while it answers is told from it. */
export interface Sent {
  text: Json;
  form: Values;
}

export type Creation = Sent & { key: string; sent: Values };

export class Saving {
  #base: Story;
  /** The base's text, as `write` gives it: it is compared at every keystroke's copy. */
  #text: Json;
  onStory: (story: Story) => void = () => undefined;
  onMade: () => void = () => undefined;
  onRefused: () => void = () => undefined;
  onOthers: (others: Presence["others"]) => void = () => undefined;
  #view: EditorView;
  #tab = chance();
  /** The order that makes the story: until it is answered the very same is sent again, so that it is made once. */
  #creation: Creation | undefined;
  /** Words that windows which are not open any more have left, the newest last. */
  #left: Copy[] = [];
  #telling = false;
  #first = 0;
  #pause: number | undefined;
  #copy: number | undefined;
  #copied = "";
  #working: Promise<boolean> | undefined;
  #stopped = false;
  /** Whether both versions of something stand side by side, and nothing is saved until one is chosen. */
  #settling = false;

  constructor(view: EditorView, story: Story) {
    this.#view = view;
    this.#base = story;
    this.#text = write(readText(story.body));
    window.setInterval(() => void this.tell(), HERE);
    addEventListener("pagehide", () => void this.tell(true));
    document.addEventListener("visibilitychange", () => document.hidden && void this.save());
    addEventListener("online", () => void this.save());
  }

  /** The story as the server had it at this revision; what differs from it is not saved. */
  get base(): Story {
    return this.#base;
  }

  set base(story: Story) {
    if (story.body !== this.#base.body) this.#text = write(readText(story.body));
    this.#base = story;
  }

  get isNew(): boolean {
    return !this.base.id;
  }

  /** What stands in the window now. */
  stands(): Sent {
    return { text: write(this.#view.state.doc), form: readForm() };
  }

  /** What is not saved: the fields that differ from the revision, and the text if it does. */
  changes(asItStands = false): Values {
    const [form, known] = [readForm(asItStands), of(this.base)];
    const changed = Object.entries(form).filter(([name, value]) => !same(value, known[name]));
    const text = write(this.#view.state.doc);
    if (!same(text, this.#text)) changed.push(["body", text]);
    return Object.fromEntries(changed);
  }

  /** Something was written. */
  changed(): void {
    if (this.#stopped) return;
    const now = Date.now();
    this.#first ||= now;
    if (this.#settling) return this.#tellSoon();
    clearTimeout(this.#pause);
    this.#pause = window.setTimeout(() => void this.save(), Math.min(PAUSE, Math.max(0, this.#first + LONGEST - now)));
    this.#tellSoon();
    // What the server has a copy of is a second behind at most; what it has refused is so until it takes it.
    if (navigator.onLine && !["copied", "refused"].includes(kept())) showKept("unsaved", word("unsaved"));
  }

  /** Says where one is, gives a copy of what is not saved, and hears who else is here. */
  async tell(isLast = false): Promise<void> {
    clearTimeout(this.#copy);
    this.#copy = undefined;
    if (this.#stopped) return;
    const changes = given.mayEdit ? this.changes(true) : {};
    const isDirty = Object.keys(changes).length > 0;
    // What is on its way may never arrive: where this page or the server ends now, the browser has it still.
    if (isDirty && (isLast || this.#telling || this.#settling)) this.#keepHere(changes);
    if (this.#settling) return;
    if (this.isNew) return void (isDirty && !isLast && (await this.save()));
    if (this.#telling && !isLast) return void (isDirty && this.#tellSoon());
    const body = { revision: this.base.revision, block: blockAt(this.#view) || null, changes: isDirty ? changes : null, leaving: isLast };
    const path = `/api/v1/stories/${this.base.id}/copies/${this.#tab}`;
    if (isLast) return void fetch(path, { method: "PUT", keepalive: true, headers: { "content-type": "application/json" }, body: JSON.stringify(body) }).catch(() => undefined);
    this.#telling = true;
    try {
      const there = await ask<Presence>("PUT", path, body);
      this.#telling = false;
      if (this.#copied) this.#forgetHere();
      if (isDirty && ["unsaved", "offline"].includes(kept())) showKept("copied", word("copied"));
      rescue.hide();
      this.onOthers(there.others);
      const isNews = there.revision > this.base.revision || there.state !== this.base.state;
      // Who only reads has nothing to lose, and gets what they may do now with it.
      if (isNews && !given.mayEdit) location.reload();
      else if (isNews) await this.catchUp();
    } catch (problem) {
      this.#telling = false;
      if (isDirty) this.#keepHere(this.changes(true));
      this.#couldNot(problem);
    }
  }

  #tellSoon(): void {
    this.#copy ??= window.setTimeout(() => void this.tell(), COPY);
  }

  /** Somebody else saved: takes what they wrote, or has the server merge it with what is not saved here. */
  async catchUp(): Promise<void> {
    if (Object.keys(this.changes()).length > 0) return void (await this.save());
    const sent = this.stands();
    this.take(await ask<Story>("GET", `/api/v1/stories/${this.base.id}`), sent);
  }

  /** Makes a revision of what is not saved; returns whether all that stood here is saved, whatever is written
   * meanwhile. A story in which nothing was written
   * is made only where somebody asks for it. */
  async save(isAskedFor = false): Promise<boolean> {
    // One at a time: the next begins with what is not saved then.
    while (this.#working) await this.#working;
    this.#working = this.#save(isAskedFor).finally(() => (this.#working = undefined));
    return this.#working;
  }

  async #save(isAskedFor: boolean): Promise<boolean> {
    clearTimeout(this.#pause);
    const changes = this.changes();
    if (this.#stopped || this.#settling) return false;
    if (Object.keys(changes).length === 0 && !(this.isNew && isAskedFor)) return this.isNew || this.#kept();
    const sent = this.stands();
    showKept("saving", word("saving"));
    this.#keepHere(this.changes(true));
    try {
      if (this.isNew) await this.#create(sent);
      else this.take(await this.#patch(changes), sent);
      forgive();
    } catch (problem) {
      return this.#couldNot(problem);
    }
    if (Object.keys(this.changes()).length > 0) this.changed();
    else this.#kept();
    return true;
  }

  async #create(now: Sent): Promise<void> {
    const values = Object.entries(now.form).filter(([, value]) => saysSomething(value));
    const fresh = { ...now, key: chance(), sent: { ...Object.fromEntries(values), body: now.text } };
    const order = (this.#creation ??= fresh);
    this.#keepHere(this.changes(true));
    try {
      const story = await ask<Story>("POST", "/api/v1/stories", order.sent, { "idempotency-key": order.key });
      this.base = story;
      this.#forgetHere();
      this.#creation = undefined;
      history.replaceState(null, "", `/desk/stories/${story.id}`);
      this.take(story, order);
      this.onMade();
    } catch (problem) {
      if (problem instanceof Problem && problem.status >= 400 && problem.status < 500) this.#creation = undefined;
      throw problem;
    }
  }

  async #patch(changes: Values): Promise<Story> {
    const match = { "if-match": `"${this.base.revision}"` };
    return ask<Story>("PATCH", `/api/v1/stories/${this.base.id}?copy=${this.#tab}`, changes, match);
  }

  /** Takes a story that the server answered with; what was written since it was asked stays as it is. */
  take(story: Story, { text, form }: Sent): void {
    const now = write(this.#view.state.doc);
    const blocks = (body: Json) => new Map((body.content ?? []).map((block) => [String(block.attrs?.["id"]), JSON.stringify(block)]));
    const [sent, here, there] = [blocks(text), blocks(now), blocks(write(readText(story.body)))];
    const moved = (map: Map<string, string>) => [...map.keys()].join() !== [...sent.keys()].join();
    // Blocks that are only new find their place behind those before them; others that moved or went do not.
    const isRebuilt = [...here.keys()].filter((id) => sent.has(id)).join() !== [...sent.keys()].join();
    const written = new Set([...here, ...sent].map(([id]) => id).filter((id) => here.get(id) !== sent.get(id)));
    const theirs = [...there, ...sent].map(([id]) => id).filter((id) => there.get(id) !== sent.get(id));
    const values = readForm();
    const touched = Object.keys(form).filter((name) => !same(values[name], form[name]));
    const fresh = of(story);
    const clashes = theirs.some((id) => written.has(id)) || touched.some((name) => !same(fresh[name], form[name])) || (isRebuilt && (theirs.length > 0 || moved(there)));
    // Then the older revision stays the one that this is based on, and the next save brings both together.
    if (clashes) return this.changed();
    this.base = story;
    if (theirs.length || moved(there)) this.#showText(story, written, now);
    for (const [name, value] of Object.entries(fresh)) if (!touched.includes(name) && !same(values[name], value)) show(name, value);
    this.onStory(story);
  }

  #showText(story: Story, written: Set<string>, now: Json): void {
    if (!written.size) return become(this.#view, readText(story.body));
    const own = new Map((now.content ?? []).map((block) => [String(block.attrs?.["id"]), block]));
    const content = (story.body.content ?? []).map((block) => {
      const id = String(block.attrs?.["id"]);
      return written.has(id) ? (own.get(id) ?? block) : block;
    });
    // Blocks begun since come behind the one that they stand behind here.
    const known = new Set(content.map((block) => String(block.attrs?.["id"])));
    (now.content ?? []).forEach((block, n) => {
      if (known.has(String(block.attrs?.["id"]))) return;
      const before = String(now.content?.[n - 1]?.attrs?.["id"]);
      content.splice(content.findIndex((other) => String(other.attrs?.["id"]) === before) + 1, 0, block);
    });
    become(this.#view, readText({ type: "doc", content }));
  }

  /** Keeps nothing any more: the draft is being deleted; or goes on. */
  stop(isStopped = true): void {
    this.#stopped = isStopped;
  }

  #kept(): boolean {
    this.#first = 0;
    this.#forgetHere();
    const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "medium", hourCycle: "h23" }).format();
    unsay();
    showKept("saved", word("saved", time));
    const next = this.#left.pop();
    if (next) this.#resume(next);
    return true;
  }

  /** What could not be saved is kept, and why it could not is said where it can be mended. */
  #couldNot(problem: unknown): boolean {
    if (!(problem instanceof Problem)) throw problem;
    if (problem.status === 412 && problem.told.conflicts?.length) return this.#conflict(problem.told.conflicts);
    if ([403, 404, 410].includes(problem.status) && !this.isNew) return this.#takenAway();
    const isAway = problem.status === 0 || problem.status === 429 || problem.status >= 500;
    if (isAway) showKept("offline", word("offline"));
    else if (problem.status === 401) showKept("signedOut", word("signedOut"));
    else {
      showKept("refused", word("refused"));
      this.onRefused();
    }
    forgive();
    const placed = (problem.told.errors ?? []).filter(({ pointer, detail }) => !blame(pointer, detail));
    if (!isAway && problem.status !== 401) say(placed.map(({ detail }) => detail).join(" ") || problem.message, true);
    clearTimeout(this.#pause);
    if (isAway || problem.status === 401) this.#pause = window.setTimeout(() => void this.save(), AGAIN);
    return false;
  }

  #conflict(conflicts: NonNullable<Problem["told"]["conflicts"]>): boolean {
    clearTimeout(this.#pause);
    this.#settling = true;
    showKept("conflict", word("conflict"));
    this.onRefused();
    const [changes, sent] = [this.changes(), this.stands()];
    this.#keepHere(this.changes(true));
    void settle(this, changes, conflicts).then((story) => {
      this.#settling = false;
      this.take(story, sent);
      if (Object.keys(this.changes()).length > 0) this.changed();
      else this.#kept();
    });
    return false;
  }

  /** The story was taken from this person while they wrote: submitted, approved or deleted. */
  #takenAway(): boolean {
    clearTimeout(this.#pause);
    showKept("refused", word("refused"));
    const { text, form } = this.stands();
    rescue.show({ ...form, body: text }, () => this.#forgetHere());
    void ask<Story>("GET", `/api/v1/stories/${this.base.id}`).then((story) => this.onStory(story)).catch(() => undefined);
    return false;
  }

  /** Goes on with unsaved words that windows left behind: in this browser, and at the server. */
  goOn(copy: Copy | null): void {
    const here = Object.entries(localStorage).filter(([key]) => key.startsWith(this.#prefix()));
    const kept = here.map(([, text]) => JSON.parse(text as string) as Copy).sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
    this.#left = copy && !kept.some(({ tab }) => tab === copy.tab) ? [copy, ...kept] : kept;
    const next = this.#left.pop();
    if (!next) return;
    if (given.mayEdit) return this.#resume(next);
    // The draft was taken away while they were written: they can be gone on with in a story of its own.
    this.#copied = this.#prefix() + next.tab;
    rescue.show({ ...of(this.base), body: this.#text, ...next.changes }, () => this.#forgetHere());
  }

  /** Goes on as the window that left these words, so that they are forgotten, here and there, when they are saved. */
  #resume({ tab, revision, changes, creation }: Copy): void {
    this.#tab = tab;
    this.#copied = this.#key();
    this.#creation = creation;
    this.base = { ...this.base, revision: Math.min(revision, this.base.revision) };
    const { body, ...values } = changes as { body?: Json };
    for (const [name, value] of Object.entries(values)) show(name, value);
    if (body) become(this.#view, readText(body));
    this.changed();
  }

  #prefix = () => `stoppress:${given.person}:${this.base.id || "new"}:`;
  #key = () => this.#prefix() + this.#tab;

  /** Keeps unsaved words in this browser until the server has them. */
  #keepHere(changes: Values): void {
    this.#copied = this.#key();
    const copy: Copy = { tab: this.#tab, revision: this.base.revision, changes, at: Date.now() };
    if (this.isNew && this.#creation) copy.creation = this.#creation;
    try {
      localStorage.setItem(this.#copied, JSON.stringify(copy));
    } catch {
      say(word("noRoom"), true);
    }
  }

  #forgetHere(): void {
    if (this.#copied) localStorage.removeItem(this.#copied);
    this.#copied = "";
  }
}

/** A name that nobody else has. */
const chance = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
