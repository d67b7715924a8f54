// The chat page in headless Chromium.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { close, launch, open, screenshot, see } from "./browser.mjs";
import { Model } from "./model.mjs";
import { bot, makeBot, png, start, stop, url } from "./server.mjs";

const chat = `${url}/chat/${bot}`;
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const picture = { name: "pixel.png", mimeType: "image/png", buffer: png };
let browser;

before(async () => (browser = await launch()));
after(() => browser.close());

const online = (page) => see(page, '#status[data-state="online"]');
const bots = (page, text) => see(page, ".message.bot .bubble", { hasText: text });
const mine = (page, state, text) => see(page, `.message.mine[data-state="${state}"]`, { hasText: text });
const stored = (page) => page.evaluate((id) => localStorage.getItem(`parley:${id}`), bot);

async function say(page, text) {
  await page.fill("#text", text);
  await page.press("#text", "Enter");
}

describe("the chat page", () => {
  test("at the root address shows a bot that answers", async () => {
    const page = await open(browser, `${url}/`);
    await online(page);
    await say(page, "Hello");
    await mine(page, "sent", "Hello");
    await see(page, ".message.bot");
    await screenshot(page, "root");
    await close(page);
  });

  test("talks, and shows what was sent and answered", async () => {
    const page = await open(browser, chat);
    await online(page);
    await say(page, "Is anybody there?");
    await mine(page, "sent", "Is anybody there?");
    await bots(page, "echo: Is anybody there?");
    assert.equal(await page.inputValue("#text"), "");
    await say(page, "one");
    await say(page, "two");
    await say(page, "three");
    await bots(page, "echo: three");
    const texts = await page.locator(".bot .bubble").allTextContents();
    assert.deepEqual(texts.slice(-3), ["echo: one", "echo: two", "echo: three"]);
    await close(page);
  });

  test("shows an answer while it is made, and takes away what is given up", async () => {
    const model = await Model.start();
    const page = await open(browser, `${url}/chat/${await makeBot({ engine: model.engine })}`);
    await online(page);
    await say(page, "Hello");
    const first = await model.asked();
    first.say("See https://exam");
    await see(page, '.message.bot[aria-busy="true"] .bubble', { hasText: /^See https:\/\/exam$/ });
    await screenshot(page, "growing");
    await say(page, "Hello?");
    const second = await model.asked();
    await page.locator(".message.bot").waitFor({ state: "detached" });
    second.say("See https://exam");
    await bots(page, "See https://exam");
    second.say("ple.org");
    second.end();
    await see(page, ".message.bot:not([aria-busy])", { hasText: "See https://example.org" });
    assert.equal(await page.locator(".bot .bubble").count(), 1);
    assert.equal(await page.locator(".bot .bubble a").getAttribute("href"), "https://example.org/");
    await close(page);
    model.close();
  });

  test("sends pictures: chosen, pasted and dropped", async () => {
    const page = await open(browser, chat);
    await online(page);
    await page.setInputFiles("#file", picture);
    await see(page, '.message.mine[data-state="sent"] img[alt="Picture pixel.png"]');
    await see(page, ".message.bot");
    for (const event of ["paste", "drop"]) {
      const before = await page.locator(".message.bot").count();
      await page.evaluate(hand, [event, png.toString("base64")]);
      await see(page, `.message.mine[data-state="sent"] img[alt="Picture ${event}.png"]`);
      await page.locator(".message.bot").nth(before).waitFor();
    }
    await close(page);
  });

  test("says why a picture is not sent", async () => {
    const page = await open(browser, chat);
    await online(page);
    await page.setInputFiles("#file", { name: "x.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") });
    await see(page, ".note", { hasText: "Only PNG, JPEG, GIF and WebP" });
    await page.setInputFiles("#file", { ...picture, buffer: Buffer.from("no picture") });
    await see(page, '.message[data-state="failed"]', { hasText: "Only PNG, JPEG, GIF and WebP" });
    assert.deepEqual(page.complaints().splice(0).filter((text) => !text.includes("415")), []);
    await close(page);
  });

  test("says why a text is refused, and lets it be sent again", async () => {
    const page = await open(browser, chat);
    await online(page);
    await say(page, "x".repeat(100_001));
    await see(page, '.message[data-state="failed"]', { hasText: "This message is too long." });
    await page.getByRole("button", { name: "Try again" }).click();
    await see(page, '.message[data-state="failed"]', { hasText: "This message is too long." });
    await say(page, "short");
    await bots(page, "echo: short");
    await close(page);
  });

  test("shows text as text and only web addresses as links", async () => {
    const page = await open(browser, chat);
    await online(page);
    await say(page, '<img src=x onerror="alert(1)"> see https://example.org/a?b=1. or javascript:alert(1)');
    await bots(page, "echo: <img src=x");
    assert.equal(await page.locator(".bubble img").count(), 0);
    const links = await page.locator(".bot .bubble a").evaluateAll((all) => all.map((a) => [a.href, a.rel]));
    assert.deepEqual(links, [["https://example.org/a?b=1", "noopener noreferrer nofollow"]]);
    await close(page);
  });

  for (const signal of ["TERM", "KILL"]) {
    test(`tells that the connection is gone and back (${signal}), and sends what waited`, async () => {
      const page = await open(browser, chat);
      await online(page);
      await say(page, "before");
      await bots(page, "echo: before");
      const session = await stored(page);
      await stop(signal);
      await see(page, '.banner[data-kind="gone"]', { hasText: "Connection lost" });
      await say(page, "meanwhile");
      await mine(page, "pending", "meanwhile");
      await screenshot(page, `gone-${signal.toLowerCase()}`);
      await start();
      await see(page, '.banner[data-kind="back"]', { hasText: "Connected again" });
      await mine(page, "sent", "meanwhile");
      await bots(page, "echo: meanwhile");
      assert.equal(await page.locator(".bot .bubble", { hasText: "meanwhile" }).count(), 1);
      assert.equal(await stored(page), session);
      await screenshot(page, `back-${signal.toLowerCase()}`);
      await close(page, { outage: true });
    });
  }

  test("continues the same session after a reload, and begins another when the server lost it", async () => {
    const page = await open(browser, chat);
    await online(page);
    await say(page, "remember me");
    await bots(page, "echo: remember me");
    const session = await stored(page);
    await page.reload();
    await see(page, ".note", { hasText: "back in the same conversation" });
    assert.equal(await stored(page), session);
    await page.evaluate((id) => localStorage.setItem(`parley:${id}`, "6f1ed002-ab59-42ba-9d5e-6a3c4f9a0000"), bot);
    await page.reload();
    await see(page, ".note", { hasText: "This is a new one" });
    await say(page, "hello again");
    await bots(page, "echo: hello again");
    await close(page);
  });

  test("works by keyboard alone", async () => {
    const page = await open(browser, chat);
    await online(page);
    assert.equal(await focused(page), "text");
    await page.keyboard.type("first line");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("second line");
    await page.keyboard.press("Enter");
    await bots(page, "echo: first line\nsecond line");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "send");
    const order = [];
    for (let i = 0; i < 4; i++) {
      await page.keyboard.press("Shift+Tab");
      order.push(await focused(page));
    }
    assert.deepEqual(order, ["text", "attach", "scroll", "restart"]);
    await screenshot(page, "focus");
    const session = await stored(page);
    await page.keyboard.press("Enter");
    await see(page, "dialog[open]");
    await screenshot(page, "dialog");
    await page.keyboard.press("Escape");
    // A dialog tells of its end a moment after it is gone; the focus moves then.
    await page.waitForFunction(() => document.activeElement?.id === "text");
    assert.equal(await stored(page), session);
    await page.focus("#restart");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll(".message").length === 0);
    await page.waitForFunction(([id, old]) => ![null, old].includes(localStorage.getItem(`parley:${id}`)), [bot, session]);
    await page.keyboard.type("anew");
    await page.keyboard.press("Enter");
    await bots(page, "echo: anew");
    await close(page);
  });

  for (const colorScheme of ["light", "dark"]) {
    for (const [device, options] of [["desktop", {}], ["phone", phone]]) {
      test(`looks right on a ${device} in ${colorScheme} mode`, async () => {
        const page = await open(browser, chat, { ...options, colorScheme, reducedMotion: "reduce" });
        await online(page);
        await converse(page);
        const [wide, ground] = await page.evaluate(() => [
          document.documentElement.scrollWidth - innerWidth,
          getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number),
        ]);
        assert.ok(wide <= 0, "nothing sticks out sideways");
        assert.equal(ground.every((channel) => channel < 64), colorScheme === "dark");
        await atEnd(page);
        await screenshot(page, `${device}-${colorScheme}`);
        await close(page);
      });
    }
  }

  test("does not scroll away from what is being read", async () => {
    const page = await open(browser, chat, phone);
    await online(page);
    for (let i = 1; i <= 9; i++) await say(page, `line ${i}\nof a long talk`);
    await bots(page, "echo: line 9");
    await page.evaluate(() => (document.getElementById("scroll").scrollTop = 0));
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await page.evaluate(() => {
      const before = document.querySelectorAll(".bot").length;
      window.answered = () => document.querySelectorAll(".bot").length > before;
    });
    await say(page, "one more");
    await page.waitForFunction(() => window.answered());
    await atEnd(page);
    await close(page);
  });

  test("is framed by the bot's origins and by nobody else", async () => {
    const host = createServer((request, response) => {
      response.setHeader("content-type", "text/html");
      response.end(`<title>shop</title><iframe src="${url}/chat${request.url}" width="380" height="560"></iframe>`);
    });
    await new Promise((ready) => host.listen(0, "127.0.0.1", ready));
    const origin = `http://127.0.0.1:${host.address().port}`;
    const framed = await makeBot({ origins: [origin] });
    const page = await open(browser, `${origin}/${framed}`);
    const frame = page.frameLocator("iframe");
    await frame.locator('#status[data-state="online"]').waitFor();
    await frame.locator("#text").fill("from a frame");
    await frame.locator("#text").press("Enter");
    await frame.locator(".bot .bubble", { hasText: "echo: from a frame" }).waitFor();
    await screenshot(page, "framed");
    await close(page);

    const foreign = await open(browser, `${origin}/${bot}`);
    await foreign.waitForFunction(() => document.readyState === "complete");
    assert.equal(await foreign.frames()[1].locator("#text").count(), 0);
    assert.ok(foreign.complaints().splice(0).some((text) => text.includes("frame-ancestors")));
    await close(foreign);
    host.close();
  });

  test("falls back to polling where WebSockets never open", async () => {
    const prepare = (page) =>
      page.addInitScript(() => {
        window.WebSocket = class {
          readyState = 0;
          close() {}
        };
      });
    const page = await open(browser, chat, { prepare });
    await online(page);
    await say(page, "slowly");
    await bots(page, "echo: slowly");
    await close(page);
  });

  test("works on its stand-in for the phoenix package", async () => {
    const body = readFileSync(new URL("../src/main/resources/dev/parley/page/stand-in.mjs", import.meta.url));
    const prepare = (page) =>
      page.route("**/page/phoenix.mjs", (route) => route.fulfill({ body, contentType: "text/javascript" }));
    const page = await open(browser, chat, { prepare });
    await online(page);
    await say(page, "stand in");
    await bots(page, "echo: stand in");
    await stop("TERM");
    await see(page, '.banner[data-kind="gone"]');
    await start();
    await see(page, '.banner[data-kind="back"]');
    await say(page, "stand up");
    await bots(page, "echo: stand up");
    await close(page, { outage: true });
  });
});

const focused = (page) => page.evaluate(() => document.activeElement.id);
/** Waits until the end of the log is in sight: a picture that has just come takes its room first. */
const atEnd = (page) =>
  page.waitForFunction(() => {
    const scroll = document.getElementById("scroll");
    return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 2;
  });

async function converse(page) {
  await say(page, "Hi! Do you have a table for two tonight?");
  await bots(page, "echo: Hi!");
  await say(page, "Here is the place we mean: https://example.org/terrace");
  await bots(page, "terrace");
  await page.setInputFiles("#file", { ...picture, name: "terrace.png", buffer: await painting(page) });
  await see(page, '.mine[data-state="sent"] img');
  await page.waitForFunction(() => document.querySelectorAll(".bot").length >= 3);
}

async function painting(page) {
  const encoded = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 480, height: 300 });
    const paint = canvas.getContext("2d");
    const sky = paint.createLinearGradient(0, 0, 0, 300);
    [[0, "#ffb37a"], [0.6, "#ff7f8f"], [1, "#6a4c93"]].forEach(([at, colour]) => sky.addColorStop(at, colour));
    paint.fillStyle = sky;
    paint.fillRect(0, 0, 480, 300);
    paint.fillStyle = "#fff3c4";
    paint.arc(240, 190, 46, 0, 7);
    paint.fill();
    return canvas.toDataURL("image/png").split(",")[1];
  });
  return Buffer.from(encoded, "base64");
}

function hand([event, base64]) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], `${event}.png`, { type: "image/png" }));
  const made =
    event === "paste"
      ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
      : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
  document.getElementById("text").dispatchEvent(made);
}
