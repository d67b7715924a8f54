// /parley.js at a server that takes 60 messages of a session in a minute.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bot, url } from "./server.mjs";
import { Profile } from "./tabs.mjs";

test("what is too much for now waits as long as it is told, and is sent once and in order", async () => {
  const profile = new Profile();
  const page = profile.open(url, bot);
  await page.online();
  const texts = Array.from({ length: 64 }, (_, i) => `line ${i}`);

  texts.forEach((text) => page.chat.send(text));
  await page.until("all answered", () => page.chat.messages.length === 128);

  const mine = page.chat.messages.filter(({ from }) => from === "me");
  assert.deepEqual(mine.map(({ text }) => text), texts);
  assert.ok(mine.every(({ state }) => state !== "failed"));
  profile.closeAll();
});
