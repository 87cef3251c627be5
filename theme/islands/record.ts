// Checks the public record of a story in the reader's own browser: texts, hashes, chain and signatures are computed
// anew from the record as the newsroom gives it. Where the browser cannot, the page still names the command that can.

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
interface Entry {
  seq: number;
  hashed: { [name: string]: Json };
  hash: string;
  before: string | null;
  signed_by: number | null;
  signature: string | null;
  content: Json;
  withheld: Json;
}
interface Dossier {
  story: string;
  keys: { number: number; public: string }[];
  entries: Entry[];
}

/** JSON in its canonical form (RFC 8785): numbers and strings are written as ECMAScript writes them. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name] ?? null)}`).join(",")}}`;
}

const bytes = (value: Json) => new TextEncoder().encode(canonical(value));
const unhex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

async function hash(value: Json): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes(value)));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether an entry is what it says, chained to the one before it and signed by one of the keys. */
async function holds(entry: Entry, before: Entry | undefined, keys: Map<number, CryptoKey>): Promise<boolean> {
  if (entry.before !== (before?.hash ?? null) || (before && entry.seq <= before.seq)) return false;
  if (entry.content !== null && (await hash(entry.content)) !== entry.hashed.content) return false;
  if (entry.content === null && entry.hashed.content !== null && entry.withheld === null) return false;
  // The note of what was taken off went with it.
  const isWhole = "note" in entry.hashed || entry.withheld === null;
  if (isWhole && (await hash(entry.hashed)) !== entry.hash) return false;
  const key = keys.get(entry.signed_by ?? 0);
  if (!key || !entry.signature) return false;
  const statement = { before: entry.before, record: entry.hash };
  return crypto.subtle.verify("Ed25519", key, unhex(entry.signature), bytes(statement));
}

class RecordCheck extends HTMLElement {
  connectedCallback(): void {
    void this.check();
  }

  async check(): Promise<void> {
    const { record = "", holds: whole = "", broken = "", partly = "" } = this.dataset;
    try {
      const dossier = (await (await fetch(record, { cache: "no-cache" })).json()) as Dossier;
      const keys = new Map<number, CryptoKey>();
      for (const key of dossier.keys) {
        keys.set(key.number, await crypto.subtle.importKey("raw", unhex(key.public), "Ed25519", false, ["verify"]));
      }
      let before: Entry | undefined;
      for (const entry of dossier.entries) {
        if (entry.hashed.story !== dossier.story || !(await holds(entry, before, keys))) {
          return this.say(broken, "is-broken");
        }
        before = entry;
      }
      this.say(dossier.entries.some((entry) => entry.withheld !== null) ? partly : whole, "holds");
    } catch {
      // No Ed25519, no secure connection, or no connection at all: nothing was found out, and nothing is said.
    }
  }

  say(words: string, state: string): void {
    const line = this.querySelector("p");
    if (line) line.textContent = words;
    this.className = state;
  }
}

customElements.define("record-check", RecordCheck);
