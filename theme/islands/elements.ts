// Elements of the page: found, and made.

export const find = <E extends Element = HTMLElement>(selector: string) => document.querySelector<E>(selector);

/** Makes an element; what begins with `on` is a listener. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attrs: Record<string, string | boolean | ((event: Event) => void)> = {},
  ...children: (globalThis.Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attrs)) {
    if (typeof value === "function") element.addEventListener(key.slice(2), value);
    else if (typeof value === "boolean") element.toggleAttribute(key, value);
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}
