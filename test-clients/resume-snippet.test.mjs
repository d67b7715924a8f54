// The README's lines for coming back after a drop, as they stand there, in every phoenix.js since 1.2.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, describe, test } from "node:test";
import { WebSocket } from "ws";
import { Backend, engine } from "./backend.mjs";
import { Network } from "./proxy.mjs";
import { makeBot, token, url } from "./server.mjs";
import { XMLHttpRequest } from "./xhr.mjs";

// Every phoenix.js before 1.8 looks for its surroundings in `window` or `self` when it is loaded.
Object.assign(globalThis, { window: globalThis, self: globalThis, XMLHttpRequest });
const require = createRequire(import.meta.url);

const VERSIONS = ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8"];
// The LongPoll of 1.2 expects another answer form than Phoenix gives since 1.3.
const clients = VERSIONS.flatMap((version) =>
  ["WebSocket", "LongPoll"].filter((transport) => version !== "1.2" || transport === "WebSocket").map((transport) => [version, transport]),
);
const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const [, snippet] = readme.match(/### Come back after a drop[^]*?```js\n([^]*?)```/);

// The timers of old versions go on after their socket is closed, and would keep the process alive.
after(() => setTimeout(() => process.exit(), 1_000));

const answered = (push) =>
  new Promise((ok, refused) =>
    push.receive("ok", ok).receive("error", (why) => refused(new Error(JSON.stringify(why)))).receive("timeout", () => refused(new Error("timeout"))),
  );

async function until(what, condition) {
  for (const end = Date.now() + 30_000; !condition(); ) {
    if (Date.now() > end) throw new Error(`never ${what()}`);
    await new Promise((again) => setTimeout(again, 10));
  }
}

describe("the README's way back after a drop", { concurrency: true }, () => {
  for (const [version, transport] of clients) {
    test(`loses and doubles nothing in phoenix.js ${version} over ${transport}`, { timeout: 120_000 }, async () => {
      const bot = await makeBot({ engine });
      const backend = await Backend.join(bot);
      const network = await Network.open(url);
      const { Socket, LongPoll } = require(`phoenix-${version}`);
      const socket = new Socket(`${network.url.replace("http", "ws")}/socket`, {
        transport: transport === "LongPoll" ? LongPoll : WebSocket,
      });
      try {
        const lines = snippet.replace("<bot id>", bot).replace("<token>", token);
        const { channel, open } = new Function("socket", `${lines}; return { channel, open }`)(socket);
        const heard = [];
        channel.on("btu_msg", ({ seq, text }) => heard.push(`${seq} ${text}`));
        socket.connect();
        await answered(channel.join());
        const { session } = await answered(open({ name: version }));

        const said = [];
        const say = async (text) => said.push(`${(await backend.say(session, { text })).seq} ${text}`);
        const drop = async (missed) => {
          network.down = true;
          network.cut();
          for (let i = 0; i < missed; i++) await say(`missed ${said.length}`);
          network.down = false;
          await until(() => `${said} but ${heard}`, () => heard.length >= said.length);
        };
        await drop(3);
        await say("live");
        await drop(5);
        await drop(1);
        await say("the end");
        await until(() => `the end but ${heard}`, () => heard.at(-1)?.endsWith("the end"));
        assert.deepEqual(heard, said);
      } finally {
        socket.disconnect();
        backend.close();
        network.close();
      }
    });
  }
});
