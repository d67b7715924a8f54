// Polling clients of the GWS API: a page of another origin in a real browser, and a PHP script.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { promisify } from "node:util";
import { close, launch, open, screenshot, see } from "./browser.mjs";
import { makeBot, url } from "./server.mjs";

const chats = `${url}/api/v2/chats`;
const KEY = "k-page";
const engine = { type: "echo", prefix: "echo: ", typing: true, quiet: "/quiet", end_on: "bye" };
let browser;
let site;

before(async () => {
  await makeBot({ name: "Desk", engine, channels: [{ type: "gws" }] });
  await makeBot({ name: "Keyed", engine, channels: [{ type: "gws", apikeys: [KEY] }] });
  browser = await launch();
  site = createServer(async (request, response) => {
    const name = new URL(request.url, "http://site").pathname.slice(1);
    response.setHeader("content-type", name.endsWith(".js") ? "text/javascript" : "text/html");
    response.end(await readFile(new URL(`gws/${name}`, import.meta.url)));
  });
  await new Promise((listening) => site.listen(0, "127.0.0.1", listening));
});

after(async () => {
  await browser?.close();
  site?.close();
});

/** The page as another origin than the server's shows it, with a chat begun. */
async function begin(name, apikey = "") {
  const query = new URLSearchParams({ data: `${chats}/`, apikey });
  const page = await open(browser, `http://localhost:${site.address().port}/chat.html?${query}`);
  await page.fill("#nickname", name);
  await page.click("#start button");
  await see(page, "#chat:not([hidden])");
  return page;
}

const line = (page, text) => see(page, "#transcript li", { hasText: text });

/** Types as a person does, so that the page tells of it; that has been taken when this returns. */
async function type(page, text) {
  await page.locator("#text").pressSequentially(text, { delay: 20 });
  await page.waitForFunction(() => window.seen.done.includes("SendStartTypingNotification"));
}

/** Waits until the page has told that nobody types any more: two seconds after the last key, whatever was sent meanwhile. */
const stopped = (page) => page.waitForFunction(() => window.seen.done.includes("SendStopTypingNotification"));

const refusals = (page) => page.evaluate(() => window.seen.refused);

const polledAgain = async (page) => {
  const polls = await page.evaluate(() => window.seen.polls);
  await page.waitForFunction((before) => window.seen.polls > before + 1, polls);
};

const transcript = async (chat, apikey = "") => {
  const answer = await fetch(`${chats}/${chat}/messages?index=1`, { headers: { apikey } });
  assert.equal(answer.status, 200);
  return (await answer.json()).messages;
};

/** Closes a page of which a request was refused: the browser itself says so, and nothing else. */
async function closeRefused(page) {
  assert.ok(page.complaints().every((text) => text.includes("400")), page.complaints().join());
  await page.context().close();
}

test("a page of another origin starts a chat, is answered, and sees the bot go", async () => {
  const page = await begin("Ann");
  await line(page, "Chat Started");
  await line(page, "Desk Connected");

  await type(page, "hello <b>you</b>");
  await page.press("#text", "Enter");
  await line(page, "Desk: echo: hello you");
  await line(page, "Ann: hello you");
  await stopped(page);
  assert.equal((await page.evaluate(() => window.state())).chat.state, "Chatting");

  await page.fill("#text", "bye");
  await page.press("#text", "Enter");
  await line(page, "Desk Disconnected");
  await screenshot(page, "gws-page");
  await polledAgain(page);
  assert.deepEqual(await refusals(page), []);

  const types = (await transcript(await page.evaluate(() => window.seen.chat))).map((entry) => entry.type);
  assert.deepEqual(types.slice(0, 4), ["ParticipantJoined", "ParticipantJoined", "TypingStarted", "Text"]);
  assert.equal(types.at(-1), "ParticipantLeft");
  await close(page);
});

test("who types on behind the chat's end is refused that, and the page goes on polling", async () => {
  const page = await begin("Ann");
  await line(page, "Desk Connected");
  await page.fill("#text", "bye");
  await page.press("#text", "Enter");
  await line(page, "Desk Disconnected");

  await page.locator("#text").pressSequentially("but");
  await page.waitForFunction(() => window.seen.refused.length === 2);

  await polledAgain(page);
  const refused = (operation) => ({ operation, status: 400, code: 2 });
  assert.deepEqual(await refusals(page), [
    refused("SendStartTypingNotification"),
    refused("SendStopTypingNotification"),
  ]);
  await closeRefused(page);
});

test("a text that is empty is refused and the page goes on polling", async () => {
  const page = await begin("Ann");
  await page.press("#text", "Enter");
  await page.waitForFunction(() => window.seen.refused.length === 1);
  await page.fill("#text", "still here?");
  await page.press("#text", "Enter");

  await line(page, "Desk: echo: still here?");
  assert.deepEqual(await refusals(page), [{ operation: "SendMessage", status: 400, code: 1 }]);
  await closeRefused(page);
});

test("the end button ends the chat, and its key finds the page's bot", async () => {
  const page = await begin("", KEY);
  await line(page, "Keyed Connected");
  const chat = await page.evaluate(() => window.seen.chat);

  await page.click("#end");
  await line(page, "Chat Ended");
  await page.waitForFunction(async () => (await window.state()).chat.state === "Idle");

  const left = (await transcript(chat, KEY)).at(-1);
  assert.deepEqual(left.from, { nickname: "Anonymous", participantId: "1", type: "Customer" });
  assert.equal(left.type, "ParticipantLeft");
  assert.equal((await fetch(`${chats}/${chat}`)).status, 400);
  await close(page);
});

test("a PHP script has a whole chat without one poll", async () => {
  const php = ["gws/chat.php", chats, "any", "/quiet one", "/quiet two"];
  const { stdout: chat } = await promisify(execFile)(process.env.PHP, php, { timeout: 60_000 });

  const said = (await transcript(chat)).filter((entry) => entry.from.type === "Customer");
  assert.deepEqual(
    said.map((entry) => entry.text ?? entry.type),
    [
      "ParticipantJoined",
      ...["/quiet one", "/quiet two"].flatMap((text) => ["TypingStarted", text, "TypingStopped"]),
      "ParticipantLeft",
    ],
  );
  assert.equal(said[0].from.nickname, "Petra");
});
