// Keys that press what stands on the page, by its `aria-keyshortcuts`; and the list of them all, behind `?`.
import { find, make } from "./elements";

const IS_APPLE = /Mac|iP(hone|ad)/.test(navigator.platform);

/** What a press is called: `Control+s`, `Control+Alt+p`. Where Control and Alt together are another program's, as with
 * VoiceOver, Control and Meta do the same. */
function nameOf(event: KeyboardEvent): string {
  const both = event.ctrlKey && event.metaKey;
  // With Alt many layouts make other letters.
  const isPlain = /^[a-z]$/i.test(event.key);
  const letter = event.altKey && !isPlain && event.code.startsWith("Key") ? event.code.slice(3) : event.key;
  const parts = [
    (event.ctrlKey || event.metaKey) && "Control",
    (event.altKey || both) && "Alt",
    event.shiftKey && event.key !== "?" && "Shift",
    letter.toLowerCase(),
  ];
  return parts.filter(Boolean).join("+");
}

const isWriting = (target: EventTarget | null) =>
  target instanceof Element && target.closest("input, textarea, select, [contenteditable=true], [role=textbox]") !== null;

/** Listens to the keys. */
export function listen(): void {
  find("#open-keys")?.addEventListener("click", show);
  document.addEventListener("keydown", (event) => {
    // AltGr writes letters, and says that it is Control and Alt.
    if (event.getModifierState("AltGraph") || event.isComposing) return;
    const name = nameOf(event);
    const isOpen = document.querySelector("dialog[open]") !== null;
    if (isOpen || (name === "?" ? isWriting(event.target) : !name.includes("+") || name.startsWith("Shift"))) return;
    for (const target of document.querySelectorAll<HTMLElement>(`[aria-keyshortcuts~="${CSS.escape(name)}"]`)) {
      if (target.closest("[hidden]")) continue;
      event.preventDefault();
      return target.click();
    }
  });
}

/** The name of what stands on the page, as one reads or hears it. */
export function label(element: HTMLElement): string {
  const said = element.getAttribute("aria-label") || element.title;
  if (said) return said;
  const copy = element.cloneNode(true) as HTMLElement;
  for (const keys of copy.querySelectorAll("kbd")) keys.remove();
  return (copy.textContent ?? "").trim();
}

/** The keys of an element, for the machine that one sits at: `Ctrl Alt P`. */
export function keysOf(element: HTMLElement): string {
  const all = (element.getAttribute("aria-keyshortcuts") ?? element.dataset["keys"] ?? "").split(" ");
  const keys = (IS_APPLE && all[1]) || all[0] || "";
  const isDouble = keys.includes("Meta");
  const names: Record<string, string> = {
    ArrowUp: "↑",
    ArrowDown: "↓",
    ...(IS_APPLE ? { Control: isDouble ? "⌃" : "⌘", Meta: "⌘", Alt: "⌥", Shift: "⇧" } : { Control: "Ctrl" }),
  };
  return keys.split("+").map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key)).join(" ");
}

/** Shows all keys of the page, of what can be done now and of what cannot. */
function show(): void {
  const box = find<HTMLDialogElement>("#keys");
  const fill = (name: string, all: NodeListOf<HTMLElement>) => {
    const lines = [...all].flatMap((element) => [make("dt", {}, make("kbd", {}, keysOf(element))), make("dd", {}, label(element))]);
    const part = box?.querySelector<HTMLElement>(`[data-keys-of=${name}]`);
    part?.toggleAttribute("hidden", !lines.length);
    part?.querySelector("dl")?.replaceChildren(...lines);
  };
  fill("page", document.querySelectorAll<HTMLElement>("[aria-keyshortcuts]"));
  fill("text", document.querySelectorAll<HTMLElement>("#tools [data-keys]"));
  box?.showModal();
  // The button that closes it stands at its end.
  box?.scrollTo(0, 0);
}
