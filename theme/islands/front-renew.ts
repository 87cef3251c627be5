// An answer of the server takes the place of the front's page, while whoever works on it stays where they are: at the
// same field or button, at the same height of the screen, with the preview where it was scrolled to.

/** How an element is found again on another page of the same front. */
function pathOf(element: Element): string | undefined {
  const { name, value } = element as HTMLInputElement;
  const within = (path: string) => {
    const place = element.closest("[id]");
    return place ? `#${CSS.escape(place.id)} ${path}` : path;
  };
  // The search has a button for what stands on the front as well.
  const list = element.closest(".found") ? ".found " : "";
  if (element instanceof HTMLButtonElement && value) return `${list}button[value="${CSS.escape(value)}"]`;
  if (element instanceof HTMLButtonElement && element.dataset.grip) return within("[data-grip]");
  return name ? within(`[name="${CSS.escape(name)}"]${element.matches("[type=radio]") ? `[value="${CSS.escape(value)}"]` : ""}`) : undefined;
}

/** Where one goes on if a button is not there any more: at the same button of what comes next, of what came before. */
function beside(pressed: Element): string[] {
  const verb = (pressed as HTMLButtonElement).value.split(":")[0];
  const item = pressed.closest(".found li, [data-slot], [data-box]");
  const others = [item?.nextElementSibling, item?.previousElementSibling].flatMap((other) => [...(other?.querySelectorAll("button") ?? [])]);
  const paths = others.filter((button) => button.value.startsWith(`${verb}:`)).map(pathOf);
  const box = pressed.closest("[data-slots]")?.closest("[id]");
  return [...paths, box && `#${CSS.escape(box.id)} [data-grip]`].filter((path): path is string => Boolean(path));
}

/** Puts the page's main part in the place of the one that stands; returns whether there was one. */
export function renew(fresh: Document, pressed: HTMLElement | null, anchor: string): boolean {
  const [here, there] = [document.querySelector("main"), fresh.querySelector("main")];
  if (!here || !there) return false;
  const at = pressed ?? document.activeElement;
  const isWithin = at !== null && here.contains(at);
  const height = isWithin ? at.getBoundingClientRect().top : 0;
  const path = isWithin ? pathOf(at) : undefined;
  const paths = [path, ...(pressed ? beside(pressed) : [])];
  const cursor = at instanceof HTMLInputElement && /^(text|search)$/.test(at.type) ? ([at.selectionStart, at.selectionEnd] as const) : undefined;
  const seen = here.querySelector("iframe")?.contentWindow;
  const scrolled = { x: seen?.scrollX ?? 0, y: seen?.scrollY ?? 0 };
  here.replaceWith(document.adoptNode(there));
  const frame = document.querySelector("iframe");
  frame?.addEventListener("load", () => frame.contentWindow?.scrollTo(scrolled.x, scrolled.y), { once: true });
  const found = paths.map((other) => (other ? document.querySelector<HTMLElement>(other) : null)).find(Boolean);
  const place = anchor ? document.querySelector<HTMLElement>(anchor) : null;
  const target = found ?? place?.querySelector<HTMLElement>("button:not([hidden])") ?? (isWithin ? document.querySelector("h1") : null);
  if (!target) return true;
  if (target.matches("h1")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  if (cursor && target instanceof HTMLInputElement) target.setSelectionRange(...cursor);
  if (found) scrollBy({ top: target.getBoundingClientRect().top - height, behavior: "instant" });
  (found ?? place ?? target).scrollIntoView({ block: "nearest", behavior: "instant" });
  return true;
}
