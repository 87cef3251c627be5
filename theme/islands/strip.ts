// The breaking strip can be taken away, by this reader and in this browser, until its time; another one is shown again.
// The script stands before the strip and is known when the strip comes, so that what was taken away is never seen.

const SHELF = "stoppress:strips";
type Gone = Record<string, string>;

class BreakingStrip extends HTMLElement {
  connectedCallback(): void {
    const { strip = "", until = "" } = this.dataset;
    this.hidden = this.gone()[strip] !== undefined;
    if (this.hidden) return;
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => this.offer(strip, until));
    else this.offer(strip, until);
  }

  /** What was taken away and has not ended yet. */
  private gone(): Gone {
    try {
      const all = JSON.parse(localStorage.getItem(SHELF) ?? "{}") as Gone;
      return Object.fromEntries(Object.entries(all).filter(([, until]) => Date.parse(until) > Date.now()));
    } catch {
      return {};
    }
  }

  private offer(strip: string, until: string): void {
    const line = this.querySelector(".strip");
    if (!line || line.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "×";
    button.setAttribute("aria-label", this.dataset["dismiss"] ?? "");
    button.onclick = () => {
      try {
        localStorage.setItem(SHELF, JSON.stringify({ ...this.gone(), [strip]: until }));
      } catch {
        // Then it is away on this page alone.
      }
      this.hidden = true;
      // Whoever pressed it with a key goes on with what the page is about.
      const main = document.querySelector("main");
      main?.setAttribute("tabindex", "-1");
      main?.focus({ preventScroll: true });
    };
    line.append(button);
  }
}

if (!customElements.get("breaking-strip")) customElements.define("breaking-strip", BreakingStrip);
