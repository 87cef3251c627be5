// The command palette (Ctrl+K): everything that the page can do, by its name; arrows, Enter, Escape.
import * as keys from "./keys";
import { find, make } from "./page";

interface Line {
  name: string;
  keys: string;
  press: HTMLElement;
}

/** What stands on the page and can be pressed now: the palette has no list of its own. */
function lines(): Line[] {
  const all = document.querySelectorAll<HTMLElement>("[data-palette], #bar button, #bar a[href], #tools button, .desk-bar a");
  return [...all]
    .filter((press) => !press.closest("[hidden]") && !(press as HTMLButtonElement).disabled)
    .map((press) => ({ name: keys.label(press), keys: keys.keysOf(press), press }));
}

export function open(): void {
  const box = find<HTMLDialogElement>("#palette")!;
  const input = box.querySelector("input")!;
  const list = box.querySelector<HTMLElement>("[role=listbox]")!;
  let [shown, at] = [[] as Line[], 0];
  const mark = () => {
    [...list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
    input.setAttribute("aria-activedescendant", `command-${at}`);
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const filter = () => {
    const wanted = input.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    shown = lines().filter(({ name }) => wanted.every((part) => name.toLocaleLowerCase().includes(part)));
    at = 0;
    list.replaceChildren(
      ...shown.map(({ name, keys }, n) =>
        make("div", { role: "option", id: `command-${n}`, onclick: () => run(n) }, name, make("kbd", {}, keys)),
      ),
    );
    mark();
  };
  const run = (n: number) => {
    box.close();
    shown[n]?.press.click();
  };
  const show = () => {
    input.value = "";
    filter();
    box.showModal();
  };
  input.oninput = filter;
  input.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) at = (at + step + shown.length) % Math.max(1, shown.length);
    else if (event.key === "Enter") run(at);
    else return;
    event.preventDefault();
    mark();
  };
  find("#open-palette")?.addEventListener("click", show);
  keys.open(show);
}
