// Places of posts in a live coverage, and holding still what is read while others come and go.

export type Place = [rank: string, seq: number];

export const placeOf = (item: HTMLElement): Place => [item.dataset.rank ?? "", Number(item.dataset.seq)];
export const read = (text: string): Place => [text.split(".")[0] ?? "", Number(text.split(".")[1])];
export const isAbove = (a: Place, b: Place): boolean => a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);

/** Does something while what is read stays where it is on the screen: of these items, the first that is left. */
export function still<T>(items: HTMLElement[], act: () => T): T {
  const read = items.map((item) => ({ selector: selectorOf(item), top: item.getBoundingClientRect().top }));
  const done = act();
  for (const { selector, top } of read) {
    const now = document.querySelector(selector);
    // What is hidden takes no place.
    if (!now?.getClientRects().length) continue;
    scrollBy({ top: now.getBoundingClientRect().top - top, behavior: "instant" });
    break;
  }
  return done;
}

/** How a post, or a block of its text, is found again when it was replaced. */
function selectorOf(item: HTMLElement): string {
  const post = `#${item.closest("[data-post]")?.id}`;
  return item.dataset.block ? `${post} [data-block="${CSS.escape(item.dataset.block)}"]` : post;
}
