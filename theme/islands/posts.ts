// Keeps the posts of a live coverage true while the page is open. What was changed or taken off is so at once; new
// posts wait, hidden in their places, until the reader presses the button, so that nothing moves what one reads.
import type { Message } from "./live";
import { isAbove, type Place, placeOf, read, still } from "./place";

/** How many key events stand open. */
const OPEN_KEYS = 8;
/** How much of the screen the bar with the title covers at its top, at least. */
const BAR = 44;
/** How often a screen reader is told how many posts wait. */
const PAUSE = 60_000;

export class LivePosts extends HTMLElement {
  #told = 0;
  #timer: number | undefined;

  connectedCallback(): void {
    this.onclick = (event) => this.#press(event);
    // Not every browser holds what is read in its place, so this does, and alone.
    document.documentElement.style.setProperty("overflow-anchor", "none");
  }

  /** Shows what a message says; returns whether the page has to be asked for the rest. */
  hear(message: Message): boolean {
    return this.hold(() => this.#hear(message));
  }

  /** Does something to the page while what is being read in the posts stays where it is. */
  hold<T>(act: () => T): T {
    return still(this.#read(), act);
  }

  /** What is being read, from above: blocks that are on the screen, posts that begin there. None at the top. */
  #read(): HTMLElement[] {
    if (this.#isAtTop()) return [];
    const items = [...this.querySelectorAll<HTMLElement>("[data-post], [data-post] [data-block]")];
    return items.filter((item) => {
      const { top, bottom } = item.getBoundingClientRect();
      return bottom > BAR && top < innerHeight && (top >= 0 || !item.dataset.post);
    });
  }

  #hear(message: Message): boolean {
    // A post that is too long to be told, or could not be in time, stands as it is until the page has been asked.
    if (!message.html && message.event !== "post_retracted") return true;
    const piece = new DOMParser().parseFromString(message.html ?? "", "text/html");
    this.#mark(message.subject, piece.querySelector("li"));
    const post = piece.querySelector("article");
    if (post) this.#put(post);
    else this.#find(message.subject)?.remove();
    this.#tidy();
    return !post;
  }

  /** Becomes what a fresh page has, within `hold`; what is new in it waits. */
  take(fresh: HTMLElement): void {
    this.dataset.from = fresh.dataset.from;
    this.dataset.until = fresh.dataset.until;
    for (const post of this.#posts()) if (!fresh.querySelector(`#${post.id}`)) post.remove();
    for (const post of fresh.querySelectorAll<HTMLElement>("article[data-post]")) {
      this.#put(post.cloneNode(true) as HTMLElement);
    }
    this.querySelector(".older-posts")?.remove();
    const older = fresh.querySelector(".older-posts");
    if (older) this.append(older.cloneNode(true));
    for (const line of this.querySelectorAll("[data-key]")) line.remove();
    for (const line of fresh.querySelectorAll<HTMLElement>("[data-key]")) {
      this.#mark(line.dataset.key ?? "", line.cloneNode(true) as HTMLElement);
    }
    this.#tidy();
  }

  #find(id: string): HTMLElement | null {
    return this.querySelector<HTMLElement>(`#post-${CSS.escape(id)}`);
  }

  #posts(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("article[data-post]")];
  }

  #put(post: HTMLElement): void {
    const old = this.#find(post.dataset.post ?? "");
    const isPinned = post.classList.contains("is-pinned");
    const list = this.querySelector<HTMLElement>(isPinned ? ".pinned-posts" : ".posts");
    if (!list || (!isPinned && !this.#reaches(placeOf(post)))) return void old?.remove();
    post.hidden = old ? old.hidden : !this.#isAtTop();
    const stays = old?.parentElement === list && String(placeOf(old)) === String(placeOf(post));
    if (old && stays) return old.replaceWith(post);
    old?.remove();
    const next = [...list.children].find((item) => isAbove(placeOf(post), placeOf(item as HTMLElement)));
    list.insertBefore(post, next ?? null);
  }

  /** Whether this page is the one on which a post of this place stands. */
  #reaches(place: Place): boolean {
    const { from, until } = this.dataset;
    return (!from || isAbove(read(from), place)) && (!until || !isAbove(read(until), place));
  }

  #isAtTop(): boolean {
    return (this.querySelector(".posts")?.getBoundingClientRect().top ?? 0) >= 0;
  }

  #mark(id: string, line: HTMLElement | null): void {
    this.querySelector(`[data-key="${CSS.escape(id)}"]`)?.remove();
    if (line) this.querySelector(".keys")?.append(line);
  }

  #tidy(): void {
    const [open, more] = this.querySelectorAll<HTMLElement>(".keys");
    const lines = [...this.querySelectorAll<HTMLElement>("[data-key]")];
    lines.sort((a, b) => (isAbove(placeOf(a), placeOf(b)) ? -1 : 1));
    lines.forEach((line, n) => (n < OPEN_KEYS ? open : more)?.append(line));
    this.querySelector(".key-events")?.toggleAttribute("hidden", lines.length === 0);
    more?.parentElement?.toggleAttribute("hidden", lines.length <= OPEN_KEYS);
    const posts = this.#posts();
    this.querySelector(".note-live")?.toggleAttribute("hidden", posts.length > 0);
    const last = this.querySelector<HTMLElement>(".posts > :last-child")?.dataset.post;
    const older = this.querySelector<HTMLAnchorElement>(".older-posts a");
    if (older && last) older.search = `?before=${last}`;
    this.#offer(posts.filter((post) => post.hidden).length);
  }

  #offer(waiting: number): void {
    let button = this.querySelector<HTMLButtonElement>(".news");
    if (waiting === 0) return void button?.remove();
    if (!button) {
      button = document.createElement("button");
      button.className = "news";
      button.type = "button";
      this.prepend(button);
    }
    const form = new Intl.PluralRules(document.documentElement.lang).select(waiting);
    button.textContent = (this.dataset[form] ?? this.dataset.other ?? "#").replace("#", String(waiting));
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#tell(), Math.max(0, this.#told + PAUSE - Date.now()));
  }

  #tell(): void {
    let status = this.querySelector("[role=status]");
    if (!status) {
      status = document.createElement("p");
      status.className = "visually-hidden";
      status.setAttribute("role", "status");
      this.prepend(status);
    }
    this.#told = Date.now();
    status.textContent = this.querySelector(".news")?.textContent ?? "";
  }

  #press(event: Event): void {
    const target = event.target as Element;
    const key = target.closest<HTMLElement>("[data-key]");
    const named = key && this.#find(key.dataset.key ?? "");
    if (!target.closest(".news") && !named) return;
    event.preventDefault();
    const first = named ?? this.#posts().find((post) => post.hidden);
    for (const post of this.#posts()) post.hidden = false;
    this.#offer(0);
    first?.setAttribute("tabindex", "-1");
    first?.focus({ preventScroll: true });
    first?.scrollIntoView({ block: "start" });
  }
}

customElements.define("live-posts", LivePosts);
