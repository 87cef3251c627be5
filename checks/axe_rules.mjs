// What axe is asked, and how what it finds is told.

/** The rules that every page keeps. */
export const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// Runs in the page. Colours on their way to those of the other scheme arrive before anything is looked at.
export async function look(tags) {
  await Promise.all(document.getAnimations().map((animation) => animation.finished));
  const { violations } = await globalThis.axe.run({ runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  return violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
  }));
}

export function told(colorScheme, { id, help, nodes }) {
  const places = nodes.slice(0, 3).map(({ html, failureSummary }) => {
    const why = failureSummary.split("\n").slice(1).map((line) => line.trim()).join("; ");
    return `    ${html.slice(0, 200)}\n      ${why}`;
  });
  return `  ${id}, ${colorScheme}: ${help} (${nodes.length} times)\n${places.join("\n")}`;
}
