// The chat page in Chromium over a network that fails on demand: nothing missing, nothing doubled, nothing kept secret.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { Backend, engine } from "./backend.mjs";
import { close, launch, open, screenshot, see } from "./browser.mjs";
import { acknowledgement, Network, once, said } from "./proxy.mjs";
import { bot, makeBot, png, url } from "./server.mjs";

const picture = { name: "pixel.png", mimeType: "image/png", buffer: png };
let browser;
let network;

before(async () => (browser = await launch()));
after(() => browser.close());
beforeEach(async () => (network = await Network.open(url)));
afterEach(() => network.close());

const chat = (id = bot) => open(browser, `${network.url}/chat/${id}`);
const online = (page) => see(page, '#status[data-state="online"]');
const mine = (page, state, text) => see(page, `.message.mine[data-state="${state}"]`, { hasText: text });
const texts = (page) => page.locator(".message .bubble").allTextContents();
const pictures = (page) => page.locator(".message.mine img").count();

async function say(page, text) {
  await page.fill("#text", text);
  await page.press("#text", "Enter");
}

/** Waits until exactly these bubbles are there. */
async function shows(page, ...wanted) {
  const all = JSON.stringify(wanted);
  const shown = () => page.waitForFunction(
    (expected) => JSON.stringify([...document.querySelectorAll(".message .bubble")].map((one) => one.textContent)) === expected,
    all,
    { timeout: 20_000 },
  );
  await shown().catch(async () => assert.deepEqual(await texts(page), wanted));
}

/** Opens another tab of the same browser. */
async function another(page) {
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await online(tab);
  return tab;
}

describe("the chat page", () => {
  test("loses and doubles nothing when it is cut between a push and its reply", async () => {
    const page = await chat();
    await online(page);
    const { rule, seen } = once("cut", acknowledgement);
    network.rule = rule;
    await say(page, "once");
    await seen;
    await see(page, '.banner[data-kind="back"]');
    await shows(page, "once", "echo: once");
    await mine(page, "sent", "once");
    await page.reload();
    await shows(page, "once", "echo: once");
    await close(page, { outage: true });
  });

  test("nor when it is cut again and again while answers come", async () => {
    const page = await chat();
    await online(page);
    let frames = 0;
    network.rule = ({ from }) => (from === "server" && network.cuts < 5 && ++frames % 6 === 0 ? "cut" : "pass");
    const lines = Array.from({ length: 12 }, (_, i) => `line ${i}.`);
    for (const line of lines) await say(page, line);
    await page.waitForFunction(() => document.querySelectorAll(".message").length >= 24, null, { timeout: 30_000 });
    const shown = await texts(page);
    assert.equal(network.cuts, 5);
    assert.deepEqual(shown.filter((text) => !text.startsWith("echo")), lines);
    assert.deepEqual(shown.filter((text) => text.startsWith("echo")), lines.map((line) => `echo: ${line}`));
    await page.reload();
    await shows(page, ...shown);
    await close(page, { outage: true });
  });

  test("sends after a reload what it had not sent before", async () => {
    const page = await chat();
    await online(page);
    await say(page, "first");
    await shows(page, "first", "echo: first");
    network.rule = (frame) => (said(frame) ? "drop" : "pass");
    await say(page, "second");
    await mine(page, "pending", "second");
    network.rule = () => "pass";
    await page.reload();
    await shows(page, "first", "echo: first", "second", "echo: second");
    await close(page);
  });

  test("knows its own words after a reload, though their acknowledgement never came", async () => {
    const page = await chat();
    await online(page);
    const { rule, seen } = once("drop", acknowledgement);
    network.rule = rule;
    await say(page, "stored");
    await seen;
    await page.reload();
    await shows(page, "stored", "echo: stored");
    await mine(page, "sent", "stored");
    await close(page);
  });

  test("sends a picture once, and shows it after a reload", async () => {
    const page = await chat();
    await online(page);
    network.rule = once("cut", acknowledgement).rule;
    await page.setInputFiles("#file", picture);
    await see(page, '.message.mine[data-state="sent"] img[alt="Picture pixel.png"]');
    await see(page, ".message.bot img");
    assert.equal(await pictures(page), 1);
    await page.reload();
    await page.waitForFunction(() => document.querySelector(".message.mine img")?.naturalWidth === 1);
    assert.equal(await pictures(page), 1);
    await close(page, { outage: true });
  });

  test("shows the same in two tabs, and sends what one of them left behind", async () => {
    const left = await chat();
    await online(left);
    await say(left, "from the left");
    await shows(left, "from the left", "echo: from the left");
    const right = await another(left);
    await say(right, "from the right");
    const all = ["from the left", "echo: from the left", "from the right", "echo: from the right"];
    for (const page of [left, right]) await shows(page, ...all);
    network.rule = (frame) => (said(frame) ? "drop" : "pass");
    await say(left, "left behind");
    await mine(right, "pending", "left behind");
    network.rule = () => "pass";
    network.cut();
    for (const page of [left, right]) await shows(page, ...all, "left behind", "echo: left behind");
    await screenshot(right, "two-tabs");
    await right.close();
    await close(left, { outage: true });
  });

  test("begins a new conversation in both tabs", async () => {
    const left = await chat();
    await online(left);
    const right = await another(left);
    await say(left, "old");
    await shows(right, "old", "echo: old");
    await right.click("#restart");
    await right.click("dialog .strong");
    for (const page of [left, right]) await shows(page);
    await online(right);
    await say(left, "new");
    for (const page of [left, right]) await shows(page, "new", "echo: new");
    await right.close();
    await close(left);
  });

  test("says that a message is delayed, also after a reload, until somebody comes", async () => {
    const id = await makeBot({ engine });
    const page = await chat(id);
    await online(page);
    await say(page, "anybody?");
    await mine(page, "delayed", "not delivered yet");
    await screenshot(page, "delayed");
    await page.reload();
    await mine(page, "delayed", "not delivered yet");
    const backend = await Backend.join(id);
    await mine(page, "sent", "Delivered");
    await backend.say(await page.evaluate((one) => localStorage.getItem(`parley:${one}`), id), {
      text: "Here I am",
      buttons: [{ title: "Good", value: "good" }],
    });
    await page.getByRole("button", { name: "Good" }).click();
    await mine(page, "sent", "Good");
    await shows(page, "anybody?", "Here I am", "Good");
    assert.equal(backend.heard.at(-1).value ?? backend.heard.at(-2).value, "good");
    backend.close();
    await close(page);
  });

  test("says that a message is undeliverable, also after a reload", async () => {
    const page = await chat(await makeBot({ engine: { type: "lines", lines: {}, refuse: ["nobody"] }, retry_for: 0 }));
    await online(page);
    await say(page, "nobody");
    await mine(page, "undeliverable", "Not delivered");
    await screenshot(page, "undeliverable");
    await page.reload();
    await mine(page, "undeliverable", "Not delivered");
    await say(page, "somebody");
    await mine(page, "sent", "somebody");
    await close(page);
  });

  test("loads what was said earlier when it is asked to", async () => {
    const page = await chat();
    await online(page);
    for (let i = 0; i < 30; i++) await say(page, `line ${i}.`);
    await page.waitForFunction(() => document.querySelectorAll(".message").length === 60);
    await page.reload();
    await page.waitForFunction(() => document.querySelectorAll(".message").length === 50);
    await page.click("#earlier");
    await page.waitForFunction(() => document.querySelectorAll(".message").length === 60);
    assert.equal((await texts(page))[0], "line 0.");
    assert.ok(await page.locator("#earlier").isHidden());
    await close(page);
  });
});
