// The command palette of the desk (Ctrl+K): what can be pressed on the page, by its name, and stories by theirs; arrows,
// Enter, Escape. It has no list of its own: it reads what stands on the page when it opens.
import { find, make } from "./elements";
import * as shortcuts from "./shortcuts";

/** What can be chosen. */
interface Line {
  name: string;
  /** What stands behind the name: its keys, or where a story is. */
  more: HTMLElement;
  run: () => void;
}

/** Where what can be done stands: first what is the page's own, at last what leads to others. */
const OWN = "main :is(button, a.button), main :is(header, nav) a[href]";
const ALWAYS = "#palette [data-palette]";
const PLACES = ".desk-bar :is(a, button)";
/** What is meant at its own place alone: the story's text, a row, what is dragged, another box. */
const APART = "[hidden], [contenteditable=true], [data-grip], main tr, main li:not(nav li), dialog:not(#palette), #open-palette";

/** From how many letters on stories are looked for, and how long after the last one. */
const LETTERS = 3;
const PAUSE = 150;

class DeskPalette extends HTMLElement {
  private lines: Line[] = [];
  private stories: Line[] = [];
  private shown: Line[] = [];
  private at = 0;
  private waiting?: number;
  private round = 0;

  connectedCallback(): void {
    const opener = find("#open-palette");
    if (!opener) return;
    opener.hidden = false;
    opener.querySelector("kbd")!.textContent = shortcuts.keysOf(opener);
    opener.onclick = () => this.open();
    this.input.oninput = () => this.type();
    this.input.onkeydown = (event) => this.key(event);
    // Before what is pressed does what it does: nothing opens behind the palette.
    this.box.addEventListener("click", ({ target }) => (target as Element).closest("[data-palette]") && this.box.close(), true);
    shortcuts.listen();
  }

  private get box(): HTMLDialogElement {
    return this.querySelector("dialog#palette") as HTMLDialogElement;
  }

  private get input(): HTMLInputElement {
    return this.querySelector("[role=combobox]") as HTMLInputElement;
  }

  private open(): void {
    this.lines = lines();
    this.input.value = "";
    this.type();
    this.box.showModal();
  }

  private type(): void {
    this.stories = [];
    this.at = 0;
    this.show();
    clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => void this.search(), PAUSE);
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.at = (this.at + step + this.shown.length) % Math.max(1, this.shown.length);
    else if (event.key === "Enter") this.run(this.at);
    else return;
    event.preventDefault();
    this.mark();
  }

  private run(n: number): void {
    this.box.close();
    this.shown[n]?.run();
  }

  /** Looks for stories; what is typed meanwhile is looked for anew. */
  private async search(): Promise<void> {
    const words = this.input.value.trim();
    const round = ++this.round;
    const found = [...words].length < LETTERS ? [] : await storiesLike(words);
    if (round !== this.round) return;
    // Other words of a story find it too: first those that are called so.
    const isCalled = ({ title }: Found) => title.toLocaleLowerCase().includes(words.toLocaleLowerCase());
    const sorted = [...found.filter(isCalled), ...found.filter((story) => !isCalled(story))];
    this.stories = sorted.map(({ id, title, detail }) => ({
      name: title || (this.dataset["noTitle"] ?? ""),
      more: make("small", { dir: "auto" }, detail),
      run: () => location.assign(`/desk/stories/${id}`),
    }));
    this.show();
  }

  private show(): void {
    const typed = this.input.value.trim().toLocaleLowerCase();
    const name = (line: Line) => line.name.toLocaleLowerCase();
    const fitting = this.lines.filter((line) => typed.split(/\s+/).every((part) => name(line).includes(part)));
    const [first, others] = [true, false].map((is) => fitting.filter((line) => name(line).startsWith(typed) === is));
    this.shown = [...first!, ...others!, ...this.stories];
    const option = ({ name, more }: Line, n: number) =>
      make("div", { role: "option", id: `command-${n}`, onclick: () => this.run(n) }, make("span", { dir: "auto" }, name), more);
    this.querySelector("[role=listbox]")?.replaceChildren(...this.shown.map(option));
    this.querySelector("[role=status]")!.textContent = this.shown.length ? "" : (this.dataset["nothing"] ?? "");
    this.mark();
  }

  private mark(): void {
    const options = [...this.querySelectorAll("[role=option]")];
    options.forEach((option, n) => option.setAttribute("aria-selected", String(n === this.at)));
    const chosen = options[this.at];
    if (chosen) this.input.setAttribute("aria-activedescendant", chosen.id);
    else this.input.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }
}

/** What stands on the page and can be pressed now. Of what bears the same name nobody could tell which one is meant. */
function lines(): Line[] {
  const all = [OWN, ALWAYS, PLACES].flatMap((places) => [...document.querySelectorAll<HTMLElement>(places)]);
  const byName = new Map<string, HTMLElement[]>();
  for (const press of all) {
    const name = shortcuts.label(press);
    // A place in a menu that is closed can be gone to; what the page itself does not show cannot be pressed.
    const isAway = press.closest("main") && !press.getClientRects().length;
    if (!name || isAway || press.closest(APART) || (press as HTMLButtonElement).disabled) continue;
    byName.set(name, [...(byName.get(name) ?? []), press]);
  }
  const isOne = ([first, ...others]: HTMLElement[]) => others.every((other) => other.getAttribute("href") && other.getAttribute("href") === first?.getAttribute("href"));
  return [...byName].filter(([, presses]) => isOne(presses)).map(([name, [press]]) => ({
    name,
    more: make("kbd", {}, shortcuts.keysOf(press!)),
    run: () => press!.click(),
  }));
}

interface Found {
  id: string;
  title: string;
  detail: string;
}

async function storiesLike(words: string): Promise<Found[]> {
  try {
    const answer = await fetch(`/api/v1/find?what=story&q=${encodeURIComponent(words)}`, { headers: { accept: "application/json" } });
    return answer.ok ? ((await answer.json()) as { items: Found[] }).items : [];
  } catch {
    return [];
  }
}

customElements.define("desk-palette", DeskPalette);
