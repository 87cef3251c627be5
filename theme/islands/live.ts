// Keeps an open page true: it listens to what the page's topics tell and shows the page's present state.
//
// The message says only that something changed; what the page shows then comes from the page's own address, so
// that there is one way to render and one rule of who may see what. The posts of a live coverage have an island of
// their own.
import "./offline";
import type { LivePosts } from "./posts";

export interface Message {
  seq: number;
  topic: string;
  event: string;
  subject: string;
  ts: number;
  html?: string;
}

const { topics = "", seq = "0", new: words = "" } = document.body.dataset;
/** What the page is about stands first; after it the stories whose cards it shows. */
const [own] = topics.split(",");
/** The longest wait before a page is fetched again, so that not all readers ask in the same moment. */
const JITTER = 1500;
/** Without HTTP/2 a browser has six connections for all open pages of a paper: one that nobody looks at for so long
 * gives its own back, and has caught up when it is looked at again. */
const UNSEEN = 10_000;
/** Further down than this, a reader is reading, and nothing may move. */
const READING = 400;

let stream: EventSource | undefined;
let last = Number(seq);
let waiting: number | undefined;
let resting: number | undefined;
let fetching = false;
let again = false;

function listen(): void {
  stream = new EventSource(`/events?topics=${encodeURIComponent(topics)}&last_event_id=${last}`);
  stream.onmessage = (event: MessageEvent<string>) => {
    last = Math.max(last, Number(event.lastEventId) || 0);
    hear(JSON.parse(event.data) as Message);
  };
  stream.onerror = () => {
    // A browser resumes by itself unless the answer was no stream at all.
    if (stream?.readyState !== EventSource.CLOSED) return;
    rest();
    resting = window.setTimeout(wake, 5000 + Math.random() * 5000);
  };
}

function hear(message: Message): void {
  const kind = message.topic.split(":")[0];
  if (kind === "newsfeed" && message.event !== "reload") return tell(message);
  if (message.event.startsWith("post_")) return message.topic === own ? hearOfPost(message) : undefined;
  if (kind === "story") return refreshSoon(message.topic === own || message.event === "withdrawn" ? 0 : JITTER);
  const isGone = message.event === "withdrawn" && document.querySelector(`[data-story="${CSS.escape(message.subject)}"]`);
  refreshSoon(isGone ? 0 : JITTER);
}

/** Hands a message to the posts of the coverage; a post's own page is fetched again. */
function hearOfPost(message: Message): void {
  const posts = document.querySelector<LivePosts>("live-posts");
  if (!posts && location.pathname.endsWith(`/post/${message.subject}`)) return refreshSoon(0);
  if (!posts) return;
  // Until their script is there, the page is asked.
  if (!posts.hear) return refreshSoon(message.event === "post_retracted" ? 0 : JITTER);
  if (posts.hear(message)) refreshSoon(JITTER);
}

/** Puts a line of the newsfeed in its place, or takes away what is not public any more; what is not told is asked. */
function tell(message: Message): void {
  const line = new DOMParser().parseFromString(message.html ?? "", "text/html").querySelector("li");
  if (!line && message.event !== "withdrawn") return refreshSoon(JITTER);
  for (const list of document.querySelectorAll<HTMLElement>(".lines")) {
    const old = list.querySelector(`[data-story="${CSS.escape(message.subject)}"]`);
    if (!line) old?.remove();
    else if (old) old.replaceWith(line.cloneNode(true));
    else if ("newsfeed" in list.dataset) insert(list, line.cloneNode(true) as HTMLElement);
  }
}

function insert(list: HTMLElement, line: HTMLElement): void {
  const time = (item: Element) => item.querySelector("time")?.dateTime ?? "";
  const next = [...list.children].find((item) => time(item) <= time(line));
  line.classList.add("is-new");
  list.insertBefore(line, next ?? null);
  const most = Number(list.dataset.most) || 200;
  while (list.children.length > most) list.lastElementChild?.remove();
}

function refreshSoon(jitter: number): void {
  clearTimeout(waiting);
  waiting = window.setTimeout(() => void refresh(), Math.random() * jitter);
}

/** Fetches this page again and shows what is different; what moves the text waits for a press of the button. */
async function refresh(): Promise<void> {
  if (fetching) {
    again = true;
    return;
  }
  fetching = true;
  again = false;
  try {
    const response = await fetch(location.href, { cache: "no-cache", headers: { accept: "text/html" } });
    if (response.status >= 500 || response.status === 429) return refreshSoon(20_000);
    show(new DOMParser().parseFromString(await response.text(), "text/html"), response.ok);
  } catch {
    refreshSoon(20_000);
  } finally {
    fetching = false;
    if (again) refreshSoon(0);
  }
}

/** The addresses of a page's style and script: they change with what is in them. */
function look(page: Document): string {
  const parts = page.querySelectorAll("link[rel=stylesheet], script[src]");
  return [...parts].map((part) => part.getAttribute("href") ?? part.getAttribute("src")).join(" ");
}

function show(fresh: Document, isThere: boolean): void {
  if (look(fresh) !== look(document)) return location.reload();
  const here = document.querySelector("main");
  const there = fresh.querySelector("main");
  if (!here || !there) return;
  document.title = fresh.title;
  const isStory = here.querySelector('[data-piece="story"]') ?? here.matches('[data-piece="story"]');
  const isOther = here.className !== there.className;
  if (!isThere || isOther) {
    here.replaceWith(document.adoptNode(there));
    return;
  }
  if (isStory || scrollY < READING) return replace(here, there);
  for (const item of here.querySelectorAll<HTMLElement>("article[data-story]")) {
    // What was corrected or taken off is so at once, wherever the reader is.
    const fresh = there.querySelector(`article[data-story="${CSS.escape(item.dataset.story ?? "")}"]`);
    // A copy, since the button shows the fresh page whole.
    if (fresh) item.replaceWith(document.importNode(fresh, true));
    else item.remove();
  }
  // The line above everything comes and goes at once, too.
  const strip = [here, there].map((main) => main.querySelector<HTMLElement>('[data-piece="strip"]'));
  if (strip[0] && strip[1]) strip[0].replaceWith(document.importNode(strip[1], true));
  for (const item of here.querySelectorAll<HTMLElement>("[data-picture]")) {
    if (!there.querySelector(`[data-picture="${CSS.escape(item.dataset.picture ?? "")}"]`)) item.remove();
  }
  offer(() => {
    replace(here, there);
    scrollTo({ top: 0 });
  });
}

/** Shows the pieces of a fresh page; what is being read in the posts of a coverage stays where it is. */
function replace(here: Element, there: Element): void {
  const posts = here.querySelector<LivePosts>("live-posts");
  if (posts?.hold) posts.hold(() => put(here, there));
  else put(here, there);
}

function put(here: Element, there: Element): void {
  document.querySelector("body > .news")?.remove();
  const [posts, fresh] = [here, there].map((main) => main.querySelector<LivePosts>("live-posts"));
  if (posts?.take && fresh) {
    posts.take(fresh);
    fresh.replaceWith(posts.cloneNode(true));
  }
  if (here.matches("[data-piece]")) return here.replaceWith(document.adoptNode(there));
  for (const piece of here.querySelectorAll<HTMLElement>("[data-piece]")) {
    const fresh = there.querySelector(`[data-piece="${piece.dataset.piece}"]`);
    if (fresh && fresh.outerHTML !== piece.outerHTML) piece.replaceWith(document.adoptNode(fresh));
  }
}

function offer(press: () => void): void {
  document.querySelector("body > .news")?.remove();
  const button = document.createElement("button");
  button.className = "news";
  button.type = "button";
  button.textContent = words;
  button.setAttribute("aria-live", "polite");
  button.onclick = press;
  document.querySelector("main")?.before(button);
}

function rest(): void {
  stream?.close();
  stream = undefined;
}

/** Listens again, and catches up with what was told meanwhile. */
function wake(): void {
  clearTimeout(resting);
  if (stream || document.hidden) return;
  listen();
  void refresh();
}

if (topics) {
  if (!document.hidden) listen();
  addEventListener("pagehide", rest);
  addEventListener("pageshow", wake);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) resting = window.setTimeout(rest, UNSEEN);
    else wake();
  });
}
