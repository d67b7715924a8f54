// Compiled by the tests against /parley.d.ts and never run: every part of it, as a page would use it.

import { Socket } from "phoenix-1.8";
import { Parley, type Message, type MessageState } from "../src/main/resources/dev/parley/page/parley.js";

const chat = new Parley({ bot: "id", token: "token", base: "https://chat.example", data: { name: "Ada" }, Socket, storage: localStorage });
const words: Record<MessageState, string> = {
  sending: "…",
  sent: "stored",
  delivered: "delivered",
  delayed: "delayed",
  undeliverable: "given up",
  failed: "failed",
};

chat.on("connection", ({ state, reason }) => console.log(state === "refused" ? reason?.toUpperCase() : state));
chat.on("session", ({ cause }) => console.log(cause === "lost"));
chat.on("clear", () => console.log(chat.messages.length));
chat.on("gone", ({ key, parts }) => console.log(key.length, parts?.toFixed()));
chat.on("typing", ({ on }) => console.log(!on));
chat.on("message", (message: Message, next?: Message) => {
  console.log(new Date(message.at), message.text?.length, message.image?.url, message.state && words[message.state], next?.key);
  message.buttons?.forEach(({ title, value }) => chat.send(title, value));
  if (message.state === "failed") chat.retry(message);
});
// @ts-expect-error There is no such event.
chat.on("massage", () => {});
// @ts-expect-error A bot is needed.
new Parley({ token: "token" });

await chat.connect();
chat.send("hello");
chat.image(new Blob([]));
chat.typing(true);
chat.seen();
if (chat.more) await chat.earlier();
if (chat.online && chat.session !== null) chat.restart();
chat.disconnect();
