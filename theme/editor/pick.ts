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

/** Opens the box, and returns what was chosen; nothing if it was closed. */
export function pick(what: "picture" | "story" | "original", without = ""): Promise<string | null> {
  const box = find<HTMLDialogElement>("#pick")!;
  const [input, list] = [box.querySelector("input[type=search]") as HTMLInputElement, box.querySelector("ul")!];
  const files = box.querySelector("input[type=file]") as HTMLInputElement;
  box.querySelector("h2")!.textContent = word(`pick-${what}`);
  files.closest("label")!.hidden = what !== "picture";
  return new Promise((resolve) => {
    let waiting: number | undefined;
    const choose = (id: string | null) => {
      box.onclose = null;
      box.close();
      resolve(id);
    };
    const search = async () => {
      const kind = what === "original" ? `story&without=${encodeURIComponent(without)}` : what;
      const path = `/api/v1/find?what=${kind}&q=${encodeURIComponent(input.value)}`;
      const { items } = await ask<{ items: Item[] }>("GET", path).catch(() => ({ items: [] }));
      list.replaceChildren(...items.map((item) => make("li", {}, row(item, choose))));
      if (!items.length) list.append(make("li", { class: "none" }, word("nothingFound")));
    };
    input.value = "";
    input.oninput = () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(() => void search(), 150);
    };
    files.onchange = async () => {
      const [file] = files.files ?? [];
      const id = file && (await upload(file));
      files.value = "";
      if (id) choose(id);
    };
    box.onclose = () => choose(null);
    void search();
    box.showModal();
    input.focus();
  });
}

function row(item: Item, choose: (id: string) => void): HTMLElement {
  const words = make("span", {}, make("b", { dir: "auto" }, item.title || word("noTitle")), make("small", { dir: "auto" }, item.detail));
  const image = item.src ? [make("img", { src: item.src, alt: "", loading: "lazy" })] : [];
  return make("button", { type: "button", onclick: () => choose(item.id) }, ...image, words);
}

interface Received extends Found {
  seen_before?: unknown[];
}

/** Puts a file into the media bank; returns its picture's id. */
export async function upload(file: File): Promise<string | null> {
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
