// What the two elements for passkeys share. What the browser's keys speak in bytes, the house
// speaks in base64url.

type Described = { id: string; type: "public-key"; transports?: AuthenticatorTransport[] };
export type Challenge = { ceremony: string; options: { publicKey: Record<string, unknown> } };

export const bytes = (text: string): Uint8Array<ArrayBuffer> => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};
export const words = (buffer: ArrayBuffer | null): string | null =>
  buffer && btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
export const known = (list: unknown) => ((list ?? []) as Described[]).map((one) => ({ ...one, id: bytes(one.id) }));

export async function ask<Answer>(url: string, body: unknown): Promise<Answer> {
  const headers = { "content-type": "application/json", accept: "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  // The session has ended meanwhile: the way leads over the door.
  if (answer.redirected) location.assign(answer.url);
  const told = await answer.json();
  if (answer.ok) return told as Answer;
  throw new Told(told.words ?? told.errors?.[0]?.detail ?? told.detail);
}

/** What the house itself says is wrong. */
class Told extends Error {}

/** What both elements do: show that they are there where keys are, and tell what went wrong. */
export abstract class Keys extends HTMLElement {
  connectedCallback(): void {
    if (typeof PublicKeyCredential === "undefined") return;
    this.hidden = false;
    this.begin();
  }

  protected abstract begin(): void;

  protected async attempt(button: HTMLButtonElement, work: () => Promise<string>): Promise<void> {
    const problem = this.querySelector<HTMLElement>("[role=alert]");
    button.disabled = true;
    if (problem) problem.hidden = true;
    try {
      location.assign(await work());
    } catch (error) {
      if (problem) {
        problem.textContent = error instanceof Told ? error.message : (this.dataset.broken ?? "");
        problem.hidden = false;
      }
      button.disabled = false;
    }
  }
}
