// Closes the list of the office's pages when one turns to something else.
const menu = document.querySelector<HTMLDetailsElement>(".desk-office > details");

document.addEventListener("pointerdown", ({ target }) => {
  if (menu && target instanceof Node && !menu.contains(target)) menu.open = false;
});
menu?.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
});

export {};
