// Something of another site, shown when the reader asks for it: until then a button, and no request leaves the house.
// Whether it may still be shown is asked then: a page may be open for hours after the newsroom took its host off the list.
// Where it may not, or the browser refuses the frame, the link that stands behind the button leads there.

class ClickLoad extends HTMLElement {
  connectedCallback(): void {
    const { load = "", note = "", frame = "" } = this.dataset;
    if (!frame.startsWith("https://")) return;
    // On the element, since a page that is shown anew may hold a copy of its button.
    this.onclick = ({ target }) => target instanceof HTMLButtonElement && void this.ask(target, frame);
    if (this.firstChild) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = load;
    const about = document.createElement("span");
    about.textContent = note;
    about.id = `about-${Math.random().toString(36).slice(2)}`;
    about.setAttribute("role", "status");
    button.setAttribute("aria-describedby", about.id);
    this.append(button, about);
  }

  private async ask(button: HTMLButtonElement, frame: string): Promise<void> {
    if (await isAllowed(new URL(frame).hostname)) return this.show(frame);
    const about = this.querySelector("span");
    if (about) about.textContent = this.dataset["refused"] ?? "";
    button.setAttribute("aria-disabled", "true");
  }

  private show(src: string): void {
    const frame = document.createElement("iframe");
    frame.title = this.dataset["title"] ?? "";
    frame.allow = "fullscreen; encrypted-media; picture-in-picture";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-forms allow-presentation");
    frame.src = src;
    this.replaceChildren(frame);
    frame.focus();
  }
}

/** Asks the newsroom; without an answer it is no. */
async function isAllowed(host: string): Promise<boolean> {
  try {
    const response = await fetch(`/api/v1/embed-hosts/${encodeURIComponent(host)}`, { cache: "no-store" });
    return response.ok && ((await response.json()) as { allowed: boolean }).allowed;
  } catch {
    return false;
  }
}

customElements.define("click-load", ClickLoad);
