// A bot on a socket, in Node with phoenix.js: answers every text, whatever is cut or killed in between.
//
//   PARLEY_URL=http://127.0.0.1:4000 BOT_ID=... ENGINE_TOKEN=... node node-bot.mjs

import { createRequire } from "node:module";
import { WebSocket } from "ws";

const { Socket } = createRequire(import.meta.url)("phoenix-1.8");
const { PARLEY_URL: url, BOT_ID: bot, ENGINE_TOKEN: token, NAME: name = "node", THINK_SECONDS: think = 0 } = process.env;

const socket = new Socket(`${url.replace("http", "ws")}/socket`, { transport: WebSocket });
const channel = socket.channel(`bot:${bot}`, { engine_token: token, ack: true });

channel.on("utb_msg", (event) => {
  console.log(`heard ${event.text}`);
  // A file is a message without text.
  if (event.text === undefined) ack(event);
  else setTimeout(answer, think * 1000, event);
});

// What a bot has no answer to still has to be acknowledged, or it comes again and holds up what follows.
channel.on("utb_img", ack);
channel.on("put_data", ack);

function answer(event) {
  const { session, id, seq, text } = event;
  const again = () => setTimeout(answer, 1000, event);
  // The same event always gets the same client_id: however often it is answered, that is stored once.
  channel
    .push("btu_msg", { session, text: `${name}: ${text}`, client_id: `re-${id}`, cause: seq })
    .receive("ok", () => ack(event))
    // Any other refusal is final, say because the session is gone.
    .receive("error", ({ reason }) => (reason === "unavailable" ? again() : ack(event)))
    .receive("timeout", again);
}

function ack({ session, seq }) {
  channel.push("ack", { session, seq });
}

// phoenix.js connects and joins again by itself; what was not acknowledged is then delivered again.
socket.connect();
channel
  .join()
  .receive("ok", () => console.log("joined"))
  .receive("error", ({ reason }) => console.error(`not joined: ${reason}`));
