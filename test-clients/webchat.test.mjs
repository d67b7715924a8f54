// RapidPro's own web chat element, <temba-webchat>, in headless Chromium. Its server's name is compiled in, so the page
// hands its sockets to the server under test.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { launch, screenshot } from "./browser.mjs";
import { makeBot, start, stop, url } from "./server.mjs";

const COMPILED_IN = "wss://localhost.textit.com";
const require = createRequire(import.meta.url);
const script = (version) =>
  readFileSync(join(dirname(require.resolve(`temba-components-${version}/package.json`)), "dist/temba-components.js"));

let browser;
let site;

before(async () => {
  browser = await launch();
  site = createServer((request, response) => {
    const [, version, bot] = new URL(request.url, "http://site").pathname.split("/");
    if (request.url.endsWith("/components.js")) {
      response.setHeader("content-type", "text/javascript");
      response.end(script(version));
      return;
    }
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(`<!doctype html><title>shop</title><script type="module" src="/${version}/components.js"></script>
      <temba-webchat channel="${bot}"></temba-webchat>`);
  });
  await new Promise((listening) => site.listen(0, "127.0.0.1", listening));
});

after(async () => {
  await browser.close();
  site.close();
});

/** A tab of a visitor on the shop's page; `frames` are what went over its sockets. */
async function visit(context, version, bot) {
  const page = await context.newPage();
  page.frames = [];
  page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => page.frames.push(["C", JSON.parse(payload)]));
    socket.on("framereceived", ({ payload }) => page.frames.push(["S", JSON.parse(payload)]));
  });
  await page.addInitScript(
    ([compiledIn, real]) => {
      const Plain = window.WebSocket;
      window.WebSocket = class extends Plain {
        constructor(address, ...rest) {
          super(address.replace(compiledIn, real), ...rest);
        }
      };
    },
    [COMPILED_IN, url.replace(/^http/, "ws")],
  );
  await page.goto(`http://127.0.0.1:${site.address().port}/${version}/${bot}/`);
  await page.waitForFunction(() => customElements.get("temba-webchat"));
  await page.evaluate(() => (document.querySelector("temba-webchat").open = true));
  await frame(page, "S", (event) => event.type === "chat_started" || event.type === "chat_resumed");
  return page;
}

async function frame(page, side, wanted) {
  for (let left = 400; left > 0; left--) {
    const found = page.frames.find(([from, event]) => from === side && wanted(event));
    if (found) return found[1];
    await new Promise((again) => setTimeout(again, 50));
  }
  assert.fail(`no such frame among ${JSON.stringify(page.frames)}`);
}

// Key by key: the element looks at its field when a key goes down.
async function say(page, text) {
  const input = page.locator("temba-webchat input.input");
  await input.pressSequentially(text);
  await input.press("Enter");
}

/** What the element shows, however deep. */
const shown = (page) =>
  page.evaluate(() => {
    const texts = [];
    const walk = (node) => {
      if (node.nodeType === Node.TEXT_NODE && node.textContent.trim() && !["STYLE", "SCRIPT"].includes(node.parentNode.nodeName))
        texts.push(node.textContent.trim());
      if (node.shadowRoot) walk(node.shadowRoot);
      node.childNodes.forEach(walk);
    };
    walk(document.body);
    return texts;
  });

async function shows(page, text, times = 1) {
  for (let left = 400; left > 0; left--) {
    if ((await shown(page)).filter((one) => one === text).length === times) return;
    await new Promise((again) => setTimeout(again, 50));
  }
  assert.fail(`${text} is not shown ${times} times among ${JSON.stringify(await shown(page))}`);
}

const out = (text) => (event) => event.type === "chat_out" && event.msg_out.text === text;

for (const version of ["0.101", "0.130"]) {
  describe(`<temba-webchat> ${version}`, () => {
    test("first visit, reload, history, two tabs, and a restart in between", async () => {
      const bot = await makeBot({ channels: [{ type: "chip" }] });
      const context = await browser.newContext();
      const page = await visit(context, version, bot);
      const started = await frame(page, "S", (event) => event.type === "chat_started");
      assert.match(started.chat_id, /^[a-zA-Z0-9]{24}$/);

      await say(page, "I need help!");
      const answer = await frame(page, "S", out("echo: I need help!"));
      await frame(page, "C", (event) => event.type === "ack_chat" && event.msg_id === answer.msg_out.id);
      await shows(page, "echo: I need help!");
      await shows(page, "I need help!");

      page.frames.length = 0;
      await page.close();
      const reloaded = await visit(context, version, bot);
      const resumed = await frame(reloaded, "S", (event) => event.type === "chat_resumed");
      assert.equal(resumed.chat_id, started.chat_id);
      const history = await frame(reloaded, "S", (event) => event.type === "history");
      assert.deepEqual(history.history[0].msg_out, answer.msg_out);
      await shows(reloaded, "echo: I need help!");
      await shows(reloaded, "I need help!");

      const second = await visit(context, version, bot);
      await say(reloaded, "in two tabs");
      await frame(reloaded, "S", out("echo: in two tabs"));
      await frame(second, "S", out("echo: in two tabs"));
      await shows(second, "echo: in two tabs");
      await say(second, "from the other");
      await shows(reloaded, "echo: from the other");
      await shows(second, "echo: from the other");
      await screenshot(second, `webchat-${version}`);
      await second.close();
      await reloaded.close();

      await stop("TERM");
      await start();
      const back = await visit(context, version, bot);
      const kept = await frame(back, "S", (event) => event.type === "chat_resumed");
      assert.equal(kept.chat_id, started.chat_id);
      for (const text of ["I need help!", "echo: I need help!", "in two tabs", "echo: in two tabs", "echo: from the other"])
        await shows(back, text);
      await say(back, "after the restart");
      await shows(back, "echo: after the restart");
      await context.close();
    });
  });
}
