// Two people changed the same block or field: both versions stand side by side, and the person decides. Until then
// what the other wrote stands in the story, everything else of this person's is saved, and these words are kept.
import { decide } from "./both";
import type { Values } from "./fields";
import { ask, type Conflict, Problem, type Story, word } from "./page";
import type { Json } from "./schema";
import { say } from "./status";

/** Brings a refused save to its end, and returns the story as it is then. */
export async function settle(saving: { base: Story }, changes: Values, conflicts: Conflict[]): Promise<Story> {
  const { id, revision } = saving.base;
  const save = (values: Values, to: number) => ask<Story>("PATCH", `/api/v1/stories/${id}`, values, { "if-match": `"${to}"` });
  const agreed = { ...changes };
  for (const { block, theirs } of conflicts) {
    if (block in agreed) delete agreed[block];
    else agreed["body"] = replaced(agreed["body"] as Json, block, theirs as Json | null);
  }
  const story = await again(
    () => save(agreed, revision),
    (others) => settle(saving, agreed, others),
  );
  const choices = await decide(conflicts);
  const chosen: Values = {};
  for (const [n, { block, yours, theirs }] of conflicts.entries()) {
    const choice = choices[n];
    if (choice === "theirs") continue;
    if (block in changes) chosen[block] = yours;
    else {
      const body = (chosen["body"] ?? story.body) as Json;
      chosen["body"] = choice === "both" ? beside(body, block, yours as Json | null, theirs) : replaced(body, block, yours as Json | null);
    }
  }
  const standing = story;
  if (!Object.keys(chosen).length) return standing;
  return again(() => save(chosen, standing.revision), (others) => settle({ base: standing }, chosen, others));
}

/** Tries until the server answers; where a third person was in the same place meanwhile, `clash` is asked. */
async function again(save: () => Promise<Story>, clash?: (conflicts: Conflict[]) => Promise<Story>): Promise<Story> {
  for (;;) {
    try {
      return await save();
    } catch (problem) {
      const told = problem instanceof Problem ? problem.told : {};
      if (told.conflicts?.length && clash) return clash(told.conflicts);
      say(told.detail ?? word("offline"), true);
      await new Promise((resolve) => setTimeout(resolve, 3000));
    }
  }
}

const idOf = (block: Json) => String(block.attrs?.["id"]);

function replaced(body: Json, id: string, block: Json | null): Json {
  const content = body.content ?? [];
  const at = content.findIndex((other) => idOf(other) === id);
  const others = content.filter((other) => idOf(other) !== id);
  if (block) others.splice(at < 0 ? others.length : at, 0, block);
  return { ...body, content: others };
}

/** Puts a version behind the one that stands, as a block of its own. */
function beside(body: Json, id: string, yours: Json | null, theirs: unknown): Json {
  if (!yours) return body;
  if (!theirs) return replaced(body, id, yours);
  const { id: _, ...attrs } = yours.attrs ?? {};
  const content = [...(body.content ?? [])];
  content.splice(content.findIndex((other) => idOf(other) === id) + 1, 0, { ...yours, attrs });
  return { ...body, content };
}
