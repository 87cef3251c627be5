// What was written in a story that one may not change any more is not lost: a new story can begin with it.
import { saysSomething, type Values } from "./fields";
import { ask, find, Problem, type Story, word } from "./page";
import { say } from "./status";

/** Says that these words are in no story, and offers to begin one with them; `forget` is called when they are safe. */
function show(values: Values, forget: () => void): void {
  const box = find("#rescue");
  if (!box) return;
  const isNews = box.hidden;
  box.hidden = false;
  if (isNews) box.focus();
  box.querySelector<HTMLElement>("[data-begin]")!.onclick = () => void begin(values, forget);
  box.querySelector<HTMLElement>("[data-forget]")!.onclick = () => {
    forget();
    hide();
  };
}

function hide(): void {
  const box = find("#rescue");
  if (box) box.hidden = true;
}

async function begin(values: Values, forget: () => void): Promise<void> {
  // The address stays the other story's.
  const said = Object.entries(values).filter(([name, value]) => name !== "slug" && saysSomething(value));
  try {
    const story = await ask<Story>("POST", "/api/v1/stories", Object.fromEntries(said));
    forget();
    location.assign(`/desk/stories/${story.id}`);
  } catch (problem) {
    say((problem instanceof Problem && problem.message) || word("offline"), true);
  }
}

export const rescue = { show, hide };
