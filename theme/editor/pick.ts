// Finding a picture or a story to put in: one box for both, by words; and pictures from one's own files.
import { ask, find, make, Problem, word } from "./page";
import { say } from "./status";
import { type Found, keep } from "./views";

interface Item {
  id: string;
  title: string;
  detail: string;
  src?: string;
}

/** A picture, a story, or the original of a translation: a story of an edition that is not `without`. */
type What = "picture" | "story" | "original";

/** Opens the box, and returns what was chosen; nothing if it was closed. */
export async function pick(what: What, without = ""): Promise<string | null> {
  return (await choose(what, false, without))[0] ?? null;
}

/** Opens the box, and returns the pictures that were chosen, one after the other; none if it was closed. */
export const pickSeveral = () => choose("picture", true);

function choose(what: What, isMany: boolean, without = ""): Promise<string[]> {
  const box = find<HTMLDialogElement>("#pick")!;
  const [input, list] = [box.querySelector("input[type=search]") as HTMLInputElement, box.querySelector("ul")!];
  const files = box.querySelector("input[type=file]") as HTMLInputElement;
  const [sum, done] = [box.querySelector<HTMLElement>(".sum")!, box.querySelector<HTMLElement>(".sum button")!];
  box.querySelector("h2")!.textContent = word(isMany ? "pick-pictures" : `pick-${what}`);
  files.closest("label")!.hidden = what !== "picture";
  files.multiple = isMany;
  sum.hidden = !isMany;
  return new Promise((resolve) => {
    let waiting: number | undefined;
    const chosen: string[] = [];
    const end = (ids: string[]) => {
      box.onclose = null;
      box.close();
      resolve(ids);
    };
    const count = () => (sum.querySelector("span")!.textContent = word("picked", String(chosen.length)));
    const take = (id: string, button?: HTMLElement) => {
      if (!isMany) return end([id]);
      // A second press takes it back.
      const at = chosen.indexOf(id);
      if (at < 0) chosen.push(id);
      else if (button) chosen.splice(at, 1);
      button?.setAttribute("aria-pressed", String(at < 0));
      count();
    };
    const search = async () => {
      const kind = what === "original" ? `story&without=${encodeURIComponent(without)}` : what;
      const path = `/api/v1/find?what=${kind}&q=${encodeURIComponent(input.value)}`;
      const { items } = await ask<{ items: Item[] }>("GET", path).catch(() => ({ items: [] }));
      const line = (item: Item) => {
        const button = row(item, () => take(item.id, button));
        if (isMany) button.setAttribute("aria-pressed", String(chosen.includes(item.id)));
        return make("li", {}, button);
      };
      list.replaceChildren(...items.map(line));
      if (!items.length) list.append(make("li", { class: "none" }, word("nothingFound")));
    };
    input.value = "";
    input.oninput = () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(() => void search(), 150);
    };
    files.onchange = async () => {
      const given = [...(files.files ?? [])];
      for (const file of given) {
        const id = await upload(file);
        if (id) take(id);
      }
      files.value = "";
      if (isMany) void search();
    };
    done.onclick = () => end(chosen);
    // Of a box that was closed and opened again at once it is told late.
    box.onclose = () => {
      if (!box.open) end([]);
    };
    count();
    void search();
    box.showModal();
    input.focus();
  });
}

function row(item: Item, press: () => void): HTMLElement {
  const words = make("span", {}, make("b", { dir: "auto" }, item.title || word("noTitle")), make("small", { dir: "auto" }, item.detail));
  const image = item.src ? [make("img", { src: item.src, alt: "", loading: "lazy" })] : [];
  return make("button", { type: "button", onclick: press }, ...image, words);
}

interface Received extends Found {
  seen_before?: unknown[];
}

let under = 0;
const ended: (() => void)[] = [];

/** What is on its way into the text or the media bank: who saves or publishes waits until there is none. */
export const uploads = {
  get count(): number {
    return under;
  },
  /** Resolves when nothing is under way, at once if so. */
  get none(): Promise<void> {
    return under ? new Promise((resolve) => ended.push(resolve)) : Promise.resolve();
  },
};

/** Counts a piece of work among what is under way until it has ended. */
export async function during<T>(work: Promise<T>): Promise<T> {
  under++;
  try {
    return await work;
  } finally {
    if (--under === 0) for (const tell of ended.splice(0)) tell();
  }
}

/** Puts a file into the media bank; returns its picture's id. */
export const upload = (file: File): Promise<string | null> => during(send(file));

async function send(file: File): Promise<string | null> {
  const form = new FormData();
  form.set("file", file);
  say(word("uploading", file.name));
  try {
    const picture = await ask<Received>("POST", "/api/v1/pictures", form);
    keep(picture);
    say(picture.seen_before?.length ? word("seenBefore") : word("uploaded", file.name));
    return picture.id;
  } catch (problem) {
    const why = problem instanceof Problem ? problem.told.errors?.[0]?.detail || problem.message : "";
    say(`${file.name}: ${why || word("offline")}`, true);
    return null;
  }
}
