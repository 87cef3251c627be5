// The ways in, as people of the newsroom take them in a browser: the first link, a second factor, a passkey of the
// browser's own (Chromium's virtual authenticator), and the office's people. On a newsroom of its own, at «localhost»,
// since passkeys are made for a name.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { RULES, look, told } from "./axe_rules.mjs";
import { PATIENCE, openBrowser } from "./look.mjs";
import { program, scratch } from "./outside.mjs";

const PASSWORD = "seven wet herons on the quay";
const EMAIL = "admin@localhost.localdomain";

let server;
let home;
let link;
let browser;
let page;
let keys;

before(async () => {
  const port = await freePort();
  home = `http://localhost:${port}`;
  const place = ["--data", join(scratch(), `sign-in-${port}`), "--listen", `127.0.0.1:${port}`];
  const env = { ...process.env, STOPPRESS_PUBLIC_URL: home };
  server = spawn(program(), ["serve", ...place], { env, stdio: ["ignore", "pipe", "inherit"] });
  link = await firstLine(server.stdout);
  browser = await openBrowser();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(PATIENCE);
  page = await context.newPage();
  keys = await context.newCDPSession(page);
  await keys.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  };
  keys.authenticator = (await keys.send("WebAuthn.addVirtualAuthenticator", { options })).authenticatorId;
});
after(async () => {
  await browser?.close();
  server?.kill("SIGTERM");
});

test("the first link sets up the newsroom", async () => {
  assert.ok(link.startsWith(`${home}/desk/link/`), link);
  await page.goto(link);
  await isClean();
  await page.getByLabel("Name of the newsroom").fill("The Harbour Post");
  await page.getByLabel("Your name").fill("Ruth Amsel");
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByRole("button", { name: "Set password" }).click();
  await page.waitForURL(`${home}/desk/`);
  await page.getByRole("link", { name: "Ruth Amsel" }).click();
  await page.getByRole("heading", { name: "My account", level: 1 }).waitFor();
  await isClean();
  const front = await (await fetch(`${home}/en/`)).text();
  assert.ok(front.includes("The Harbour Post"), "the front does not bear the newsroom's name");
});

test("a passkey is added, and lets one in alone", async () => {
  await page.goto(`${home}/desk/account`);
  const adding = page.locator("passkey-add");
  await adding.getByLabel("Name of the passkey").fill("This laptop");
  await adding.getByLabel("Present password").fill("a wrong one");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await adding.getByText("This is not your present password.").waitFor();
  await adding.getByLabel("Present password").fill(PASSWORD);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("The passkey is added.").waitFor();
  assert.equal(await page.getByLabel("Name of the passkey").first().inputValue(), "This laptop");
  await isClean();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/\/desk\/login/);
  await isClean();
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.waitForURL(`${home}/desk/`);
  await page.getByRole("link", { name: "Ruth Amsel" }).waitFor();
});

test("a second factor is added from the picture's secret, and asked for after the password", async () => {
  await page.goto(`${home}/desk/account/second-factor`);
  await page.getByRole("img", { name: "The secret as a QR code" }).waitFor();
  const secret = (await page.locator("code.secret").innerText()).replaceAll(" ", "");
  await isClean();
  await page.getByLabel("Code", { exact: true }).fill(code(secret, -1));
  await page.getByLabel("Present password").fill(PASSWORD);
  await page.getByRole("button", { name: "Turn it on" }).click();
  assert.equal(await page.locator(".codes li").count(), 10);
  await isClean();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Email").fill(EMAIL);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("This code does not fit.").waitFor();
  await isClean();
  await page.getByLabel("Code", { exact: true }).fill(code(secret, 0));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${home}/desk/`);
});

test("the office adds somebody, whose session ends when they are barred", async () => {
  await page.goto(`${home}/desk/office/people`);
  await page.getByLabel("Email").fill("ana@gazette.example");
  await page.getByLabel("Name", { exact: true }).fill("Ana");
  await page.getByLabel("Role").selectOption("reporter");
  await page.getByRole("button", { name: "Add somebody" }).click();
  const ownLink = await page.locator(".shown-once").innerText();
  await isClean();
  const anas = await (await browser.newContext()).newPage();
  await anas.goto(ownLink);
  await anas.getByLabel("New password").fill(PASSWORD);
  await anas.getByRole("button", { name: "Set password" }).click();
  await anas.waitForURL(`${home}/desk/`);
  await page.getByRole("button", { name: "Bar", exact: true }).click();
  await page.getByText("The person is barred.").waitFor();
  await isClean();
  await anas.reload();
  await anas.getByText("Your session has ended.").waitFor();
  await page.getByRole("link", { name: "People" }).first().click();
  await isClean();
  await anas.context().close();
});

test("a token is made and shown once", async () => {
  await page.goto(`${home}/desk/office/tokens`);
  await page.getByLabel("Name of the token").fill("wire");
  await page.getByRole("button", { name: "Make a token" }).click();
  assert.match(await page.locator(".shown-once").innerText(), /^sp_/);
  await isClean();
});

test("a passkey that was removed lets nobody in", async () => {
  await page.goto(`${home}/desk/account`);
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByText("The passkey is removed.").waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.getByText("This passkey is not known here").waitFor();
  await isClean();
});

/** Asserts that axe finds nothing on the page, and that nothing is wider than a telephone. */
async function isClean() {
  await page.evaluate(axe.source);
  const found = [];
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await page.evaluate(look, RULES)).map((violation) => told(colorScheme, violation)));
  }
  const size = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  await page.setViewportSize(size);
  if (width > 360) found.push(`the page is ${width} pixels wide on a telephone`);
  assert.deepEqual(found, [], page.url());
}

/** The code of a secret in base32, this many steps from now (RFC 6238). */
function code(secret, steps) {
  const bits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac("sha1", key).update(counter).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

function freePort() {
  return new Promise((resolve) => {
    const taken = createServer().listen(0, "127.0.0.1", () => {
      const { port } = taken.address();
      taken.close(() => resolve(port));
    });
  });
}

function firstLine(stream) {
  return new Promise((resolve, reject) => {
    let text = "";
    stream.on("data", (bytes) => {
      text += bytes;
      const line = text.split("\n").find((line) => line.startsWith("http"));
      if (line && text.includes(`${line}\n`)) resolve(line.trim());
    });
    stream.on("end", () => reject(new Error(`the newsroom ended: ${text}`)));
  });
}
