// The opened story's bar: its headline and how far one has read, once the headline itself is out of sight. It is read
// from the page each time, so that a corrected or withdrawn story has no other headline here than there.
const bar = document.createElement("div");
const line = document.createElement("p");
const progress = document.createElement("progress");
bar.className = "reading-bar";
bar.hidden = true;
bar.setAttribute("aria-hidden", "true");
progress.max = 1;
bar.append(line, progress);

let isAsked = false;

function look(): void {
  isAsked = false;
  const head = document.querySelector<HTMLElement>(".story-head h1");
  const text = document.querySelector<HTMLElement>(".story .text");
  const words = head?.textContent ?? "";
  if (line.textContent !== words) line.textContent = words;
  bar.hidden = !head || !text || head.getBoundingClientRect().bottom > 0;
  if (bar.hidden || !text) return;
  const box = text.getBoundingClientRect();
  const way = Math.max(1, box.height - window.innerHeight);
  progress.value = Math.min(1, Math.max(0, -box.top / way));
}

function ask(): void {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(look);
}

const main = document.querySelector("main");
if (main) {
  main.after(bar);
  addEventListener("scroll", ask, { passive: true });
  addEventListener("resize", ask, { passive: true });
  new MutationObserver(ask).observe(document.body, { childList: true, subtree: true });
}
