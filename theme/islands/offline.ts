// Has the browser keep the page for readers without a connection, once everything else of this page is there. Each
// edition has a worker of its own, which hears of the pages of its edition and of no others.
function prepare(): void {
  const edition = location.pathname.split("/")[1];
  // The newsroom's own pages keep nothing in a browser.
  if (edition === "desk") return;
  // A browser that will not have it shows its own page instead.
  navigator.serviceWorker?.register("/worker.js", { scope: `/${edition}/` }).catch(() => {});
}

addEventListener("load", prepare);
