// Shows the edition's offline page where a page could not be fetched. That page with its style and fonts is all that
// is ever kept: a story, a list or a picture that was kept could be shown after it was withdrawn.
interface Task extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked extends Task {
  readonly request: Request;
  readonly preloadResponse: Promise<Response | undefined>;
  respondWith(answer: Promise<Response>): void;
}
/** Written before the script by the server; another one means that what was kept is replaced. */
declare const release: string;
declare const registration: ServiceWorkerRegistration;
declare function skipWaiting(): Promise<void>;

const page = `${registration.scope}offline`;
const parts = `${location.origin}/assets/`;
const shelf = `${registration.scope} ${release}`;

async function keep(): Promise<void> {
  const answer = await fetch(page, { cache: "no-cache", credentials: "omit" });
  const text = await answer.clone().text();
  if (!answer.ok) throw new Error(`${page} was answered ${answer.status}`);
  const named = [...text.matchAll(/"(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? "");
  const kept = await caches.open(shelf);
  await kept.addAll(new Set(named));
  await kept.put(page, answer);
  await skipWaiting();
}

async function begin(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(`${registration.scope} `) && name !== shelf) await caches.delete(name);
  }
  // The page is asked for while the worker is still waking up.
  await registration.navigationPreload?.enable();
}

/** Fetches as if there were no worker; what the network does not give is taken from what is kept. */
async function fetched(asked: Asked, otherwise: string): Promise<Response> {
  try {
    return (await asked.preloadResponse) ?? (await fetch(asked.request));
  } catch {
    const kept = await caches.open(shelf);
    return (await kept.match(otherwise)) ?? Response.error();
  }
}

addEventListener("install", (event) => (event as Task).waitUntil(keep()));
addEventListener("activate", (event) => (event as Task).waitUntil(begin()));
addEventListener("fetch", (event) => {
  const asked = event as Asked;
  const { method, mode, url } = asked.request;
  if (method !== "GET") return;
  if (mode === "navigate") asked.respondWith(fetched(asked, page));
  else if (url.startsWith(parts)) asked.respondWith(fetched(asked, url));
});
