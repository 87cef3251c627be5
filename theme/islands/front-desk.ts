// The page on which a front is arranged, made quick: stories and containers are moved by pointer and by keyboard, and
// what is moved or written is saved by itself. The form holds the whole front, in the order in which things stand in it.
import { renew } from "./front-renew";

/** How long after the last change the front is saved, and how long after a save that failed it is tried again. */
const QUIET = 700;
const AGAIN = 3000;

class FrontDesk extends HTMLElement {
  private grabbed?: { item: HTMLElement; from: Comment };
  private waiting?: number;
  private sending: Promise<void> = Promise.resolve();
  /** Whether something is not known to be saved. */
  private isUnsaved = false;
  private here = new AbortController();

  connectedCallback(): void {
    for (const grip of this.grips()) grip.hidden = false;
    this.addEventListener("submit", (event) => this.submit(event));
    this.addEventListener("input", (event) => {
      // What is searched for, and how the preview looks, is nothing of the front.
      const { name } = event.target as HTMLInputElement;
      if (!/^(find|find-into|into|at|width|colours)$/.test(name)) this.saveSoon();
    });
    this.addEventListener("change", (event) => {
      const { name } = event.target as HTMLInputElement;
      if (/^(at|width|colours)$/.test(name) && this.querySelector("iframe")) this.save();
    });
    this.addEventListener("pointerdown", (event) => this.grabByPointer(event));
    this.addEventListener("keydown", (event) => this.key(event));
    const { signal } = this.here;
    addEventListener("online", () => this.isUnsaved && this.save(), { signal });
    addEventListener("beforeunload", (event) => ((this.isUnsaved && !navigator.onLine) || this.isUndecided) && event.preventDefault(), { signal });
    addEventListener("pagehide", () => this.isUnsaved && navigator.sendBeacon(this.form.action, new URLSearchParams(this.fields(null))), { signal });
  }

  disconnectedCallback(): void {
    this.here.abort();
    clearTimeout(this.waiting);
  }

  private grips(): NodeListOf<HTMLElement> {
    return this.querySelectorAll<HTMLElement>("[data-grip]");
  }

  private get form(): HTMLFormElement {
    return this.querySelector("form") as HTMLFormElement;
  }

  /** Whether somebody else changed the same, and it is not chosen yet what stands. */
  private get isUndecided(): boolean {
    return this.querySelector("[data-clash] :invalid") !== null;
  }

  /** A button's press: the answer takes the place of the page. */
  private submit(event: SubmitEvent): void {
    event.preventDefault();
    clearTimeout(this.waiting);
    const pressed = event.submitter as HTMLButtonElement | null;
    const at = pressed?.value === "preview" ? document.activeElement : pressed;
    const what = pressed?.closest<HTMLElement>("[data-slot], [data-box], .found li");
    const name = what?.dataset.slot ?? what?.dataset.box ?? "";
    const before = /-out:/.test(pressed?.value ?? "") ? this.fields(null) : undefined;
    this.send(pressed, (fresh, url) => {
      const moved = /^(slot|container)-(?:up|down|into|out):(.+)$/.exec(pressed?.value ?? "");
      const anchor = moved ? `#${moved[1]}-${moved[2]}` : "";
      if (!renew(fresh, at as HTMLElement | null, anchor)) return location.assign(url ?? location.href);
      const desk = document.querySelector<FrontDesk>("front-desk");
      if (moved) desk?.tell(`${moved[1]}-${moved[2]}`, name);
      if (before) desk?.offerBack(name, before);
    });
  }

  /** What was taken out can be put back as it stood. */
  private offerBack(name: string, before: [string, string][]): void {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.dataset.back = "";
    button.textContent = this.dataset.undo ?? "";
    button.onclick = () => {
      const now = new Map(this.fields(null));
      // As it stood then, in the place of what stands now.
      const again = before.map(([field, value]): [string, string] => [field, /^(revision|since)$/.test(field) ? (now.get(field) ?? value) : value]);
      this.send(null, (fresh) => renew(fresh, null, ""), again);
    };
    const line = document.createElement("p");
    line.append((this.dataset.out ?? "").replace("{what}", name), " ", button);
    this.querySelector("[data-fresh=state]")?.after(line);
  }

  /** Says where something stands that was moved by a button, or that it is gone. */
  private tell(id: string, name: string): void {
    const item = document.getElementById(id);
    const gone = (this.dataset.out ?? "").replace("{what}", name);
    // What is put into a page together with its words is read by nobody.
    setTimeout(() => (item ? this.announce(this.dataset.moved, item) : this.say("[data-says]", gone)), 100);
  }

  private saveSoon(after = QUIET): void {
    this.isUnsaved = true;
    // What would be put back knows nothing of what is changed from here on.
    this.querySelector("[data-back]")?.parentElement?.remove();
    this.say("[data-fresh=state]", this.dataset.unsaved ?? "");
    clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => this.save(), after);
  }

  private save(): void {
    clearTimeout(this.waiting);
    if (this.isUndecided) return this.say("[data-fresh=state]", this.dataset.undecided ?? "");
    this.send(null, (fresh) => this.take(fresh));
  }

  private fields(pressed: HTMLButtonElement | null): [string, string][] {
    const fields = [...new FormData(this.form, pressed)].map(([name, value]): [string, string] => [name, String(value)]);
    return pressed ? fields : [...fields, ["do", "save"]];
  }

  /** What was saved by itself leaves the fields as they are, since somebody may be writing in one; but where others
   * changed something, that takes its place in them. */
  private take(fresh: Document): void {
    if (fresh.querySelector("[data-renewed]") || this.querySelector("[data-clash]")) {
      // What was written and moved meanwhile goes on from the draft that it came from, and is brought together then.
      if (this.isUnsaved || this.grabbed) this.saveSoon();
      else renew(fresh, null, "");
      return;
    }
    const frame = this.querySelector("iframe");
    for (const piece of this.querySelectorAll<HTMLElement>("[data-fresh]")) {
      const other = fresh.querySelector<HTMLElement>(`[data-fresh="${piece.dataset.fresh}"]`);
      const isRead = piece.querySelector(".front-news") !== null && other?.childElementCount === 0;
      if (other && !isRead && other.outerHTML !== piece.outerHTML) piece.replaceWith(document.adoptNode(other));
    }
    if (this.querySelector("iframe") === frame) frame?.contentWindow?.location.reload();
  }

  private send(pressed: HTMLButtonElement | null, then: (fresh: Document, url?: string) => void, fields?: [string, string][]): void {
    const work = async () => {
      const wasUnsaved = this.isUnsaved;
      this.isUnsaved = false;
      try {
        const answer = await fetch(this.form.action, { method: "POST", body: new URLSearchParams(fields ?? this.fields(pressed)) });
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
        // Without a front there somebody signed out, or may not arrange it any more.
        if (!pressed && !fresh.querySelector("front-desk")) throw new Error(answer.statusText);
        const url = answer.redirected ? answer.url : undefined;
        if (url) history.replaceState(null, "", url);
        then(fresh, url);
      } catch {
        // What was pressed is not done later, when nobody looks; what was written and moved is saved.
        if (wasUnsaved || this.isUnsaved) this.saveSoon(AGAIN);
        this.say("[data-fresh=state]", this.dataset.failed ?? "");
      }
    };
    // One after the other: each bears the revision that the one before came to.
    this.sending = this.sending.then(work);
  }

  private say(where: string, words: string): void {
    const place = this.querySelector(where);
    if (place) place.textContent = words;
  }

  private announce(words: string | undefined, item: HTMLElement): void {
    const list = [...this.all(item)];
    const box = item.closest<HTMLElement>("[data-box]")?.dataset.box ?? "";
    const facts: Record<string, string> = {
      what: item.dataset.slot ?? item.dataset.box ?? "",
      number: String(list.indexOf(item) + 1),
      count: String(list.length),
      box,
    };
    this.say("[data-says]", (words ?? "").replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? ""));
  }

  /** Everything that an item can change places with. */
  private all(item: HTMLElement): NodeListOf<HTMLElement> {
    const within = item.dataset.slot === undefined ? this : (item.closest("[data-slots]") ?? this);
    return within.querySelectorAll<HTMLElement>(item.dataset.slot === undefined ? "[data-box]" : "[data-slot]");
  }

  private itemOf(target: EventTarget | null): HTMLElement | undefined {
    const grip = (target as HTMLElement | null)?.closest?.<HTMLElement>("[data-grip]");
    return grip?.closest<HTMLElement>(grip.dataset.grip === "slot" ? "[data-slot]" : "[data-box]") ?? undefined;
  }

  private grab(item: HTMLElement): void {
    const from = document.createComment("");
    item.before(from);
    item.classList.add("is-grabbed");
    this.grabbed = { item, from };
  }

  private drop(isBack = false): void {
    if (!this.grabbed) return;
    const { item, from } = this.grabbed;
    if (isBack) from.replaceWith(item);
    else from.remove();
    item.classList.remove("is-grabbed");
    this.grabbed = undefined;
    this.announce(isBack ? this.dataset.back : this.dataset.dropped, item);
    if (!isBack) this.saveSoon();
  }

  private grabByPointer(event: PointerEvent): void {
    const item = event.button === 0 ? this.itemOf(event.target) : undefined;
    if (!item || this.grabbed) return;
    event.preventDefault();
    this.grab(item);
    const move = (moved: PointerEvent) => this.under(item, moved.clientX, moved.clientY);
    const over = new AbortController();
    const end = (ended: PointerEvent) => {
      over.abort();
      this.drop(ended.type === "pointercancel");
    };
    // On the document: an item that moves in the page would lose the pointer.
    document.addEventListener("pointermove", move, over);
    document.addEventListener("pointerup", end, over);
    document.addEventListener("pointercancel", end, over);
  }

  /** Puts the item where the pointer is: before or behind what lies there, or into an empty container. */
  private under(item: HTMLElement, x: number, y: number): void {
    const there = document.elementFromPoint(x, y);
    const kind = item.dataset.slot === undefined ? "[data-box]" : "[data-slot]";
    const other = there?.closest<HTMLElement>(kind);
    if (other && other !== item && this.contains(other) && !item.contains(other)) {
      const { top, height } = other.getBoundingClientRect();
      return y < top + height / 2 ? other.before(item) : other.after(item);
    }
    const list = other ? undefined : there?.closest("[data-box]")?.querySelector("[data-slots]");
    if (list && kind === "[data-slot]" && !list.contains(item)) list.append(item);
  }

  private key(event: KeyboardEvent): void {
    const isWriting = (event.target as HTMLElement).matches("input, textarea, select");
    if (event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !isWriting) {
      const back = this.querySelector<HTMLElement>("[data-back]");
      if (back) event.preventDefault();
      return back?.click();
    }
    const item = this.itemOf(event.target);
    if (!item) return;
    const steps: Record<string, number> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };
    const isToggle = event.key === "Enter" || event.key === " ";
    const step = steps[event.key];
    if (isToggle && !this.grabbed) {
      this.grab(item);
      this.announce(this.dataset.grabbed, item);
    } else if (isToggle) this.drop();
    else if (this.grabbed && event.key === "Escape") this.drop(true);
    else if (this.grabbed && step) this.step(item, step);
    else if (this.grabbed && event.key === "Tab") return this.drop();
    else return;
    event.preventDefault();
    (event.target as HTMLElement).focus();
  }

  /** One place up or down; at a container's edge a story goes on into the next one. */
  private step(item: HTMLElement, step: number): void {
    const list = [...this.all(item)];
    const next = list[list.indexOf(item) + step];
    if (next) step < 0 ? next.before(item) : next.after(item);
    else if (item.dataset.slot !== undefined) {
      const lists = [...this.querySelectorAll("[data-slots]")];
      const other = lists[lists.findIndex((one) => one.contains(item)) + step];
      step < 0 ? other?.append(item) : other?.prepend(item);
    }
    this.announce(this.dataset.moved, item);
  }
}

customElements.define("front-desk", FrontDesk);
