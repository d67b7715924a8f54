// /parley.js in Node with the real phoenix.js, over a network that fails on demand.

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { Backend, engine } from "./backend.mjs";
import { Model } from "./model.mjs";
import { acknowledgement, Network, once, said } from "./proxy.mjs";
import { bot, makeBot, png, url } from "./server.mjs";
import { Profile } from "./tabs.mjs";

const picture = new Blob([png], { type: "image/png" });
const refuser = { engine: { type: "lines", lines: {}, refuse: ["nobody"] }, retry_for: 0 };
let network;
let profile;
let backend;

beforeEach(async () => {
  network = await Network.open(url);
  profile = new Profile();
});

afterEach(() => {
  profile.closeAll();
  network.close();
  backend?.close();
  backend = undefined;
});

async function tab(on = bot, options) {
  const opened = profile.open(network.url, on, options);
  await opened.online();
  return opened;
}

describe("a conversation", () => {
  test("is sent, stored, delivered and answered", async () => {
    const { chat, ...one } = await tab();
    assert.equal(chat.messages.length, 0);
    const page = profile.tabs[0];
    chat.send("hello");
    assert.deepEqual(page.lines(), ["me hello (sending)"]);
    await page.shows("me hello (delivered)", "bot echo: hello");
    assert.deepEqual(page.sessions, ["started"]);
    assert.deepEqual(one.connections, ["connecting", "online"]);
    const [mine, answer] = chat.messages;
    assert.equal(answer.cause, mine.seq);
    assert.ok(Math.abs(Date.now() - answer.at) < 60_000);
    assert.deepEqual(Object.keys(profile.items), [`parley:${bot}`], "what is delivered is not kept");
  });

  test("keeps the order of what is said at once", async () => {
    const page = await tab();
    const texts = Array.from({ length: 30 }, (_, i) => `line ${i}`);
    texts.forEach((text) => page.chat.send(text));
    await page.until("all answered", () => page.chat.messages.length === 60);
    assert.deepEqual(page.lines(false).filter((line) => line.startsWith("me")), texts.map((text) => `me ${text}`));
  });

  test("shows why a message is refused, and sends it again", async () => {
    const page = await tab();
    page.chat.send("x".repeat(100_001));
    await page.until("failed", () => page.chat.messages[0].state === "failed");
    assert.equal(page.chat.messages[0].reason, "too_long");
    page.chat.messages[0].text = "shorter";
    page.chat.retry(page.chat.messages[0]);
    await page.shows("me shorter (delivered)", "bot echo: shorter");
  });

  test("carries typing and buttons both ways", async () => {
    const on = await makeBot({ engine });
    backend = await Backend.join(on);
    const page = await tab(on);
    const { session } = page.chat;
    backend.typing(session, true);
    await page.until("typing", () => page.typing.at(-1) === true);
    await backend.say(session, { text: "Tea?", buttons: [{ title: "Yes", value: "tea" }] });
    await page.until("asked", () => page.chat.messages.length === 1);
    const [{ title, value }] = page.chat.messages[0].buttons;
    page.chat.typing(true);
    page.chat.seen();
    page.chat.send(title, value);
    await page.shows("bot Tea?", "me Yes (delivered)");
    assert.deepEqual(backend.heard.map(({ on: typed, text, value: meant }) => typed ?? `${text}=${meant}`), [true, "Yes=tea"]);
  });

  test("ends, and says so of what comes after", async () => {
    const page = await tab(await makeBot({ engine: { type: "echo", end_on: "bye" } }));
    page.chat.send("bye");
    await page.until("closed", () => page.sessions.includes("closed"));
    page.chat.send("hello?");
    await page.until("refused", () => page.chat.messages.at(-1).reason === "session_closed");
  });

  test("is erased and begun anew", async () => {
    const page = await tab();
    page.chat.send("old");
    await page.shows("me old (delivered)", "bot echo: old");
    const { session } = page.chat;
    page.chat.restart();
    await page.until("another", () => page.chat.online && page.chat.session !== session);
    assert.deepEqual(page.lines(), []);
    page.chat.send("new");
    await page.shows("me new (delivered)", "bot echo: new");
  });

  test("begins anew where the server lost it, and sends what was not sent", async () => {
    const page = await tab();
    page.chat.send("old");
    await page.shows("me old (delivered)", "bot echo: old");
    network.down = true;
    network.cut();
    page.chat.send("new");
    page.chat.image(picture);
    await erase(page.chat.session);
    network.down = false;
    await page.shows("me new (delivered)", "bot echo: new", "me picture (delivered)", "bot picture");
    assert.deepEqual(page.sessions, ["started", "lost"]);
  });

  test("is refused with a wrong token", async () => {
    const page = profile.open(network.url, bot, { token: "wrong" });
    await page.until("refused", () => page.connections.includes("refused unauthorized"));
  });
});

describe("an answer that is made before one's eyes", () => {
  let model;
  let page;
  beforeEach(async () => {
    model = await Model.start();
    page = await tab(await makeBot({ engine: model.engine, name: "Model" }));
  });
  afterEach(() => model.close());

  test("grows, and the stored one takes its place", async () => {
    page.chat.send("hello");
    const answer = await model.asked();
    answer.say("Good ");
    await page.until("begun", () => page.chat.messages.length === 2);
    const [, growing] = page.chat.messages;
    assert.deepEqual([growing.from, growing.text, growing.parts, growing.seq], ["bot", "Good ", 1, undefined]);
    answer.say("morning");
    await page.until("grown", () => growing.text === "Good morning" && growing.parts === 2);
    answer.end();
    await page.until("stored", () => growing.seq);
    assert.equal(growing.parts, undefined);
    assert.equal(growing.name, "Model");
    assert.deepEqual(page.lines(), ["me hello (delivered)", "bot Good morning"]);
    assert.equal(page.chat.messages[1], growing, "the same object");
    assert.deepEqual(Object.keys(profile.items).length, 1, "only the session is kept");
    assert.deepEqual(page.gone, []);
  });

  test("is taken away when it is given up", async () => {
    page.chat.send("one");
    (await model.asked()).say("Well, ");
    await page.until("begun", () => page.chat.messages.length === 2);
    page.chat.send("two");
    const answer = await model.asked();
    await page.until("gone", () => page.gone.length === 1);
    assert.deepEqual(page.gone, ["Well, "]);
    answer.say("Both.");
    answer.end();
    await page.shows("me one (delivered)", "me two (delivered)", "bot Both.");
  });

  test("is shown whole to a tab that comes in its middle, and to one that was cut off", async () => {
    page.chat.send("hello");
    const answer = await model.asked();
    answer.say("Good ");
    await page.until("begun", () => page.chat.messages.length === 2);
    const other = profile.open(network.url, page.bot);
    await other.online();
    answer.say("mor");
    await page.until("grown", () => page.chat.messages[1].text === "Good mor");
    assert.deepEqual(other.lines(false), ["me hello"]);
    network.cut();
    await page.until("gone", () => page.gone.length === 1);
    await page.online();
    await other.online();
    answer.say("ning");
    answer.end();
    for (const each of [page, other]) await each.shows("me hello (delivered)", "bot Good morning");
    assert.deepEqual(other.gone, []);
  });
});

describe("nothing is missing and nothing doubled", () => {
  test("when the connection goes between a push and its reply", async () => {
    const page = await tab();
    const { rule, seen } = once("cut", acknowledgement);
    network.rule = rule;
    page.chat.send("once");
    await seen;
    page.chat.send("twice");
    await page.shows("me once (delivered)", "bot echo: once", "me twice (delivered)", "bot echo: twice");
    assert.equal(network.cuts, 1);
    await same(page);
  });

  test("when a push never arrives", async () => {
    const page = await tab();
    const { rule, seen } = once("cut", said);
    network.rule = rule;
    page.chat.send("once");
    await seen;
    await page.shows("me once (delivered)", "bot echo: once");
    await same(page);
  });

  test("when it goes again and again while answers come", async () => {
    const page = await tab();
    let frames = 0;
    network.rule = ({ from }) => (from === "server" && network.cuts < 8 && ++frames % 7 === 0 ? "cut" : "pass");
    for (let i = 0; i < 20; i++) page.chat.send(`line ${i}`);
    await page.until("all answered", () => page.chat.messages.length === 40);
    assert.equal(network.cuts, 8);
    assert.equal(new Set(page.lines(false)).size, 40);
    await same(page);
  });

  test("of a picture, whether its upload or its acknowledgement is lost", async () => {
    const page = await tab();
    network.rule = once("cut", acknowledgement).rule;
    page.chat.image(picture);
    await page.shows("me picture (delivered)", "bot picture");
    network.down = true;
    page.chat.image(picture);
    network.cut();
    setTimeout(() => (network.down = false), 100);
    await page.shows("me picture (delivered)", "bot picture", "me picture (delivered)", "bot picture");
    await same(page);
  });

  test("when the page is reloaded before its message has arrived", async () => {
    const page = await tab();
    network.rule = (frame) => (said(frame) ? "drop" : "pass");
    page.chat.send("unsent");
    const [{ key }] = page.chat.messages;
    page.close();
    network.rule = () => "pass";
    const again = profile.open(network.url, bot);
    assert.deepEqual(again.lines(), ["me unsent (sending)"]);
    await again.shows("me unsent (delivered)", "bot echo: unsent");
    assert.equal(again.chat.messages[0].key, key);
    await same(again);
  });

  test("when the page is reloaded before its message was acknowledged", async () => {
    const page = await tab();
    const { rule, seen } = once("drop", acknowledgement);
    network.rule = rule;
    page.chat.send("stored");
    await seen;
    page.close();
    const again = await tab();
    await again.shows("me stored (delivered)", "bot echo: stored");
    assert.deepEqual(again.sessions, ["continued"]);
    await same(again);
  });

  test("when more was missed than is told", async () => {
    const on = await makeBot({ engine });
    backend = await Backend.join(on);
    const page = await tab(on);
    await backend.say(page.chat.session, { text: "first" });
    await page.shows("bot first");
    network.down = true;
    network.cut();
    for (let i = 0; i < 70; i++) await backend.say(page.chat.session, { text: `missed ${i}` });
    network.down = false;
    await page.until("the newest", () => page.lines().at(-1) === "bot missed 69");
    assert.equal(page.chat.messages.length, 50, "the newest page of history");
    assert.ok(page.chat.more);
    await page.chat.earlier();
    assert.ok(!page.chat.more);
    assert.equal(page.lines()[0], "bot first");
    assert.equal(new Set(page.lines()).size, 71);
  });
});

describe("two tabs", () => {
  test("show the same, whoever says it", async () => {
    const left = await tab();
    const right = await tab();
    assert.equal(left.chat.session, right.chat.session);
    for (let i = 0; i < 10; i++) {
      left.chat.send(`left ${i}`);
      right.chat.send(`right ${i}`);
    }
    for (const page of [left, right]) {
      const done = () => page.chat.messages.length === 40 && page.lines().every((line) => !/sending|sent/.test(line));
      await page.until("all answered", done);
    }
    assert.deepEqual(left.lines(), right.lines());
    await same(left);
  });

  test("share an outbox: what one cannot send any more the other does, once", async () => {
    const left = await tab();
    const right = await tab();
    network.rule = (frame) => (said(frame) ? "drop" : "pass");
    left.chat.send("orphan");
    await right.shows("me orphan (sending)");
    left.close();
    network.rule = () => "pass";
    await right.shows("me orphan (delivered)", "bot echo: orphan");
    await same(right);
  });

  test("send an outbox they both find, once", async () => {
    const left = await tab();
    const right = await tab();
    network.rule = (frame) => (said(frame) ? "drop" : "pass");
    left.chat.send("both");
    await right.shows("me both (sending)");
    network.rule = () => "pass";
    network.cut();
    for (const page of [left, right]) await page.shows("me both (delivered)", "bot echo: both");
    await same(left);
  });

  test("follow each other into a new conversation", async () => {
    const left = await tab();
    const right = await tab();
    left.chat.send("old");
    await right.shows("me old (delivered)", "bot echo: old");
    left.chat.restart();
    await right.shows();
    await left.until("another", () => left.chat.online && left.chat.session === right.chat.session);
    await right.online();
    right.chat.send("new");
    await left.shows("me new (delivered)", "bot echo: new");
  });
});

describe("a message the bot does not get", () => {
  test("is delayed while nobody is there, also after a reload, and delivered when somebody comes", async () => {
    const on = await makeBot({ engine });
    const page = await tab(on);
    page.chat.send("anybody?");
    await page.shows("me anybody? (delayed)");
    page.close();
    const again = await tab(on);
    await again.shows("me anybody? (delayed)");
    backend = await Backend.join(on);
    await again.shows("me anybody? (delivered)");
  });

  test("is undeliverable in the end, and stays so", async () => {
    const on = await makeBot(refuser);
    const page = await tab(on);
    page.chat.send("nobody");
    await page.shows("me nobody (delayed)");
    await page.shows("me nobody (undeliverable)");
    page.chat.send("somebody");
    await page.shows("me nobody (undeliverable)", "me somebody (delivered)");
    page.close();
    const again = await tab(on);
    await again.until("both", () => again.chat.messages.length === 2);
    assert.match(again.lines()[0], /undeliverable/);
  });
});

/** The log has what the page shows, and nothing twice. */
async function same(page) {
  const fresh = new Profile();
  fresh.items[`parley:${bot}`] = page.chat.session;
  const other = fresh.open(url, bot);
  await other.online();
  while (other.chat.more) await other.chat.earlier();
  assert.deepEqual(other.lines(false), page.lines(false));
  other.close();
}

async function erase(session) {
  const other = new Profile();
  other.items[`parley:${bot}`] = session;
  const eraser = other.open(url, bot);
  await eraser.online();
  eraser.chat.restart();
  await eraser.until("erased", () => eraser.chat.online && eraser.chat.session !== session);
  eraser.close();
}
