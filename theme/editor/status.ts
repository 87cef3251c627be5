// What the page says of itself, in one place that screen readers hear.
import { find, make, word } from "./page";

/** Says something once; it stays until something else is said. */
export function say(text: string, isBad = false): void {
  const place = find("#said");
  if (!place) return;
  place.textContent = text;
  place.classList.toggle("problem", isBad);
}

/** Takes back what was said to be wrong: it is mended. */
export function unsay(): void {
  if (find("#said")?.classList.contains("problem")) say("");
}

/** How the words are kept, as the page shows it now. */
export const kept = () => find("#kept")?.dataset["state"] ?? "";

/** Shows how the words are kept: `saved`, `unsaved`, `copied` (at the server, in no revision yet), `saving`, `refused`,
 * `offline`, `signedOut`, `conflict`. */
export function showKept(state: string, text: string): void {
  const place = find("#kept");
  if (!place || (place.dataset["state"] === state && place.firstChild?.textContent === text)) return;
  place.dataset["state"] = state;
  place.replaceChildren(text);
  if (state === "conflict") place.append(" ", make("a", { href: "#conflicts" }, word("choose")));
  if (state === "signedOut") place.append(" ", make("a", { href: "/desk/login", target: "_blank" }, word("signIn")));
}
