// Prints what `node --test` finds: each sentence with its time, and of what failed what was found, not where in the code.

export default async function* report(events) {
  let [held, failed, skipped] = [0, 0, 0];
  for await (const { type, data } of events) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    const seconds = (data.details.duration_ms / 1000).toFixed(1);
    const line = (mark) => `${"  ".repeat(data.nesting)}${mark} ${data.name}`;
    if (data.skip !== undefined) {
      skipped += 1;
      yield `${line("–")}: skipped, ${data.skip || "no reason given"}\n`;
    } else if (type === "test:pass") {
      held += 1;
      yield `${line("✓")} (${seconds} s)\n`;
    } else if (data.details.error?.failureType === "subtestsFailed") {
      yield `${line("✗")}\n`;
    } else {
      failed += 1;
      const error = data.details.error?.cause ?? data.details.error;
      const what = error?.code === "ERR_ASSERTION" ? error.message : (error?.stack ?? String(error));
      yield `${line("✗")} (${seconds} s)\n${what.replaceAll(/^/gm, "  ".repeat(data.nesting + 2))}\n`;
    }
  }
  yield `${held} hold, ${failed} do not, ${skipped} skipped\n`;
}
