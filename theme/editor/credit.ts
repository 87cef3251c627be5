// Whose a picture is, as the media bank says it: fields that are written to the bank and hold wherever it is used.
import { again } from "./checklist";
import { ask, given, make, type Picture, Problem, word } from "./page";
import { during } from "./pick";
import { say } from "./status";
import { type Found, keep } from "./views";

const NAMES = ["credit", "creator"] as const;
/** How long after a keystroke it is written. */
const PAUSE = 800;

/** Tells all places that show a picture that the bank says something else of it. */
export const PICTURE_CHANGED = "picture-changed";

/** Two fields for the picture with this id; they can only be read where the person may not describe it. */
export function creditFields(id: string, known: Picture): HTMLElement {
  const inputs = NAMES.map((name) => {
    const input = make("input", { name, value: known[name], dir: "auto", autocomplete: "off" });
    input.readOnly = !known.mayDescribe;
    return input;
  });
  const note = make("p", { class: "credit" });
  const judge = () => {
    const isThere = inputs.some(({ value }) => value.trim());
    note.textContent = isThere ? "" : word(known.mayDescribe ? "noCredit" : "creditOfOthers");
    note.classList.toggle("problem", !isThere);
    note.hidden = isThere;
  };
  let [written, waiting] = [known, undefined as number | undefined];
  let finished: (() => void) | undefined;
  const write = async () => {
    clearTimeout(waiting);
    const end = finished;
    finished = undefined;
    const changes = Object.fromEntries(inputs.filter(({ name, value }) => value.trim() !== written[name as "credit"]).map(({ name, value }) => [name, value.trim()]));
    try {
      if (!Object.keys(changes).length) return;
      written = keep(await ask<Found>("PATCH", `/api/v1/pictures/${id}`, changes));
      document.dispatchEvent(new CustomEvent(PICTURE_CHANGED, { detail: id }));
      say(word("creditKept"));
      await again();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      say(problem.told.errors?.map(({ detail }) => detail).join(" ") || problem.message || word("offline"), true);
    } finally {
      end?.();
    }
  };
  for (const input of inputs) {
    input.oninput = (event) => {
      // They are not fields of the story.
      event.stopPropagation();
      judge();
      // It is under way from the first keystroke: who publishes waits for it.
      if (!finished) void during(new Promise<void>((resolve) => (finished = resolve)));
      clearTimeout(waiting);
      waiting = window.setTimeout(() => void write(), PAUSE);
    };
    input.onchange = () => void (finished && write());
    // A listener of this kind that returned false would keep every key from the field.
    input.onkeydown = (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      if (finished) void write();
    };
  }
  document.addEventListener(PICTURE_CHANGED, (event) => {
    const now = given.pictures[id];
    if ((event as CustomEvent).detail !== id || !now || finished) return;
    written = now;
    for (const input of inputs) if (input !== document.activeElement) input.value = now[input.name as "credit"];
    judge();
  });
  judge();
  const label = (input: HTMLInputElement) => make("label", {}, make("span", {}, word(input.name)), input);
  return make("div", { class: "bank" }, ...inputs.map(label), note);
}
