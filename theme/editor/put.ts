// «Put on the front»: the form by which the story goes on a front, at a place that one chooses, and off one. The desk of
// the fronts makes it; without script it is a page of its own.
import { find, type Story } from "./page";

/** What the form was made for: it is asked for anew when the story goes to another edition or section. */
let made = "";

/** Shows where the story can be put, and where it stands. */
export async function show(story: Story): Promise<void> {
  const form = find<HTMLFormElement>("#put");
  if (!form) return;
  form.action = `/desk/fronts/${story.edition}/slots`;
  form.querySelector<HTMLInputElement>("[name=story]")!.value = story.id;
  const wanted = [story.id, story.edition, story["section"], story.state].join(" ");
  if (story.id && wanted === made) return;
  form.hidden = !story.id || story.state === "withdrawn";
  if (!story.id) return;
  made = wanted;
  const answer = await fetch(`${form.action}?story=${story.id}`).catch(() => undefined);
  const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : undefined;
  const fresh = page?.querySelector("#put");
  // Without an answer the form puts the story on top, as it stands in the page.
  if (!fresh) made = "";
  if (!fresh || wanted !== made) return;
  form.replaceChildren(...[...fresh.childNodes].map((node) => document.adoptNode(node)));
  form.hidden = !form.querySelector("button");
}
