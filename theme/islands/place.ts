// Places of posts in a live coverage, and holding still what is read while others come and go.

export type Place = [rank: string, seq: number];

export const placeOf = (item: HTMLElement): Place => [item.dataset.rank ?? "", Number(item.dataset.seq)];
export const read = (text: string): Place => [text.split(".")[0] ?? "", Number(text.split(".")[1])];
export const isAbove = (a: Place, b: Place): boolean => a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);

/** Does something while an item, known again by its id, stays where it is on the screen. */
export function still<T>(item: HTMLElement | undefined, act: () => T): T {
  const before = item?.getBoundingClientRect().top ?? 0;
  const done = act();
  const now = item && document.getElementById(item.id);
  if (now && !now.hidden) scrollBy({ top: now.getBoundingClientRect().top - before, behavior: "instant" });
  return done;
}
