// Something of another site, shown when the reader asks for it: until then a button, and no request leaves the house.
// Where the browser refuses the frame, the link that stands behind the button leads there.

class ClickLoad extends HTMLElement {
  connectedCallback(): void {
    const { load = "", note = "", frame = "" } = this.dataset;
    if (!frame.startsWith("https://")) return;
    // On the element, since a page that is shown anew may hold a copy of its button.
    this.onclick = ({ target }) => target instanceof HTMLButtonElement && this.show(frame);
    if (this.firstChild) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = load;
    const about = document.createElement("span");
    about.textContent = note;
    about.id = `about-${Math.random().toString(36).slice(2)}`;
    button.setAttribute("aria-describedby", about.id);
    this.append(button, about);
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

customElements.define("click-load", ClickLoad);
