// chat.io's customer SDK in headless Chromium, as a page uses it: its fixed hosts resolve to a TLS front before the server,
// and it signs its customer in through the hidden frame.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:https";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { launch } from "./browser.mjs";
import { bundle, versions } from "./chatio-bundle.mjs";
import { scenarios } from "./chatio-scenarios.mjs";
import { begin, license, operator, restart, token } from "./chatio-world.mjs";
import { url } from "./server.mjs";

const SHOP = "shop.example";
const HOSTS = ["api.chat.io", "accounts.livechatinc.com", "accounts.chat.io", "cdn.chatio-static.com", SHOP, `api.${SHOP}`];
const server = new URL(url);

let front;
let browser;

/** A certificate for nobody in particular. */
function certificate() {
  const directory = mkdtempSync(join(tmpdir(), "parley-front-"));
  const keystore = join(directory, "front.p12");
  const made = ["-genkeypair", "-alias", "front", "-keyalg", "EC", "-dname", "CN=front", "-validity", "2"];
  execFileSync(process.env.KEYTOOL, [...made, "-storetype", "PKCS12", "-storepass", "changeit", "-keystore", keystore], { stdio: "pipe" });
  const pfx = readFileSync(keystore);
  rmSync(directory, { recursive: true });
  return { pfx, passphrase: "changeit" };
}

/** The shop's own pages: its scripts, and a page that loads one version of the SDK. */
function shop(incoming, answer) {
  const path = incoming.url.slice(1);
  if (path === "scenarios.mjs") {
    answer.setHeader("content-type", "text/javascript");
    answer.end(readFileSync(new URL("chatio-scenarios.mjs", import.meta.url)));
  } else if (path.endsWith(".js")) {
    answer.setHeader("content-type", "text/javascript");
    answer.end(readFileSync(bundle(path.slice(0, -".js".length))));
  } else {
    answer.setHeader("content-type", "text/html; charset=utf-8");
    answer.end(`<!doctype html><title>shop</title><body><script src="/${path}.js"></script><script type="module">
      import { scenarios } from "/scenarios.mjs";
      window.run = (name, world) => scenarios[name]({ ...world, CustomerSDK, token, operator, restart });
    </script>`);
  }
}

before(async () => {
  await begin();
  front = createServer(certificate(), (incoming, answer) => {
    if (incoming.headers.host === SHOP) {
      shop(incoming, answer);
      return;
    }
    const { method, headers } = incoming;
    const passed = request({ host: server.hostname, port: server.port, path: incoming.url, method, headers }, (from) => {
      answer.writeHead(from.statusCode, from.headers);
      from.pipe(answer);
    });
    passed.on("error", () => answer.destroy());
    answer.on("close", () => passed.destroy());
    incoming.pipe(passed);
  });
  front.on("upgrade", (incoming, socket, head) => {
    const passed = connect(server.port, server.hostname, () => {
      const lines = incoming.rawHeaders.map((text, i) => (i % 2 ? `${text}\r\n` : `${text}: `));
      passed.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${lines.join("")}\r\n`);
      passed.write(head);
      socket.pipe(passed).pipe(socket);
    });
    passed.on("error", () => socket.destroy());
    socket.on("error", () => passed.destroy());
  });
  await new Promise((listening) => front.listen(0, "127.0.0.1", listening));
  const rules = HOSTS.map((host) => `MAP ${host} 127.0.0.1:${front.address().port}`).join(", ");
  browser = await launch([`--host-resolver-rules=${rules}`, "--ignore-certificate-errors"]);
});

after(async () => {
  await browser?.close();
  front?.closeAllConnections();
  front?.close();
});

async function visit(context, version) {
  const page = await context.newPage();
  for (const [name, action] of Object.entries({ token, operator, restart })) await page.exposeFunction(name, action);
  await page.goto(`https://${SHOP}/${version}`);
  await page.waitForFunction(() => window.run);
  return page;
}

for (const version of versions) {
  describe(`@livechat/chat.io-customer-sdk ${version} in a page`, () => {
    let context;

    before(async () => (context = await browser.newContext()));
    after(() => context.close());

    test("the hidden frame signs in, and a reload is the same customer", async () => {
      const connected = () =>
        new Promise((resolve) => {
          const sdk = CustomerSDK.init({ license: 123456, clientId: "client" });
          let id;
          sdk.on("customer_id", (known) => (id = known));
          sdk.on("connected", ({ totalChats }) => resolve({ id, totalChats }));
        });
      const page = await visit(context, version);
      const first = await page.evaluate(connected);
      assert.match(first.id, /^[0-9a-f-]{36}$/);
      assert.equal(first.totalChats, 0);
      await page.reload();
      await page.waitForFunction(() => window.run);
      assert.equal((await page.evaluate(connected)).id, first.id);
      await page.close();
    });

    for (const name of Object.keys(scenarios)) {
      test(name, async () => {
        const page = await visit(context, version);
        await page.evaluate(([scenario, world]) => window.run(scenario, world), [name, { license }]);
        await page.close();
      });
    }
  });
}

test("the second argument of init leads here too", async () => {
  const context = await browser.newContext();
  const page = await visit(context, "0.9.1");
  const name = "startChat, and the bot answers behind it";
  await page.evaluate(([scenario, world]) => window.run(scenario, world), [name, { license, env: `${SHOP}/` }]);
  await context.close();
});
