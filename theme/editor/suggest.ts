// Suggestions below a field of names, for the name that is being written: known topics, known authors.
import { ask, make } from "./page";

export function open(input: HTMLInputElement, edition: () => string): void {
  const what = input.dataset["suggest"]!;
  const list = make("ul", { role: "listbox", class: "suggestions", id: `suggest-${what}`, hidden: true });
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");
  let [names, at, waiting] = [[] as string[], -1, 0];
  const parts = () => input.value.split(",");
  const hide = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const take = (name: string) => {
    input.value = [...parts().slice(0, -1).map((part) => part.trim()), name, ""].join(", ");
    input.dispatchEvent(new Event("input", { bubbles: true }));
    hide();
    input.focus();
  };
  const mark = () => {
    [...list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
    if (at >= 0) input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
  };
  const search = async () => {
    const last = parts().at(-1)?.trim() ?? "";
    if (!last) return hide();
    const path = `/api/v1/find?what=${what}&edition=${encodeURIComponent(edition())}&q=${encodeURIComponent(last)}`;
    const found = await ask<{ items: { title: string }[] }>("GET", path).catch(() => ({ items: [] }));
    const taken = new Set(parts().map((part) => part.trim()));
    names = found.items.map(({ title }) => title).filter((title) => !taken.has(title) || title === last);
    if (!names.length || (names.length === 1 && names[0] === last) || document.activeElement !== input) return hide();
    list.replaceChildren(
      ...names.map((name, n) =>
        make("li", { role: "option", id: `${list.id}-${n}`, dir: "auto", onmousedown: (event) => (event.preventDefault(), take(name)) }, name),
      ),
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    at = -1;
    mark();
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void search(), 120);
  });
  input.addEventListener("blur", hide);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) at = (at + step + names.length) % names.length;
    else if (event.key === "Enter" && at >= 0) take(names[at]!);
    else if (event.key === "Escape") hide();
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (!list.hidden) mark();
  });
}
