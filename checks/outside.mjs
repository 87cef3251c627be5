// What every check is told by who starts it: where the newspaper is, which of its pages are looked at, and with what.

import { readFileSync } from "node:fs";

const told = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start the checks with \`cargo run -p xtask -- readers\``);
  return value;
};

/** Where the newspaper answers, without a slash at the end. */
export const home = told("CHECK_URL");
/** An editor's token. */
export const token = told("CHECK_TOKEN");
/** The list that `pages.mjs` has written. */
export const paper = () => JSON.parse(readFileSync(told("CHECK_PAPER"), "utf8"));
/** The browser. */
export const chromium = () => told("CHECK_CHROMIUM");
/** The newsroom's program, for a check that runs a newsroom of its own. */
export const program = () => told("CHECK_PROGRAM");
/** A folder for what a check writes down on its way. */
export const scratch = () => told("CHECK_SCRATCH");

/** Asks for a page as a reader's browser does, without following where it leads. */
export async function get(url, headers = {}) {
  const answer = await fetch(url, { redirect: "manual", headers: { accept: "text/html", ...headers } });
  return { url, status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** Asks the newspaper's API, as an editor; anything but success ends the check. */
export async function api(method, path, body, more = {}) {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", ...more };
  const answer = await fetch(`${home}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
  return JSON.parse(text);
}

/** The addresses that a page's text leads to, absolute, in their order, once each. */
export function links(page) {
  const found = [...page.text.matchAll(/<(?:a|link)\s[^>]*?href="([^"]*)"/g)].map((match) => match[1]);
  return [...new Set(found.map((href) => new URL(href.replaceAll("&amp;", "&"), page.url).href.split("#")[0]))];
}
