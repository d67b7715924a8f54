// The chat page: hands what the conversation tells to the view and what the person does to the conversation.

import { Parley } from "/parley.js";
import { View } from "./view.js";

const NOTES = {
  lost: "The earlier conversation is no longer there. This is a new one.",
  continued: "You are back in the same conversation.",
  closed: "This conversation has ended. Start a new one to go on.",
};

const { bot, token } = document.body.dataset;
const chat = new Parley({ bot, token });
const view = new View({
  text: (text, value) => chat.send(text, value),
  image: (file) => chat.image(file),
  typing: (on) => chat.typing(on),
  retry: (message) => chat.retry(message),
  earlier: () => chat.earlier().then(() => view.more(chat.more), () => {}),
  restart: () => chat.restart(),
});
let shown;

chat.on("connection", ({ state, reason }) => view.connection(state, reason));
chat.on("message", (message, next) => view.message(message, next));
chat.on("gone", (message) => view.gone(message));
chat.on("typing", ({ on }) => view.typing(on));
chat.on("clear", () => view.clear());
chat.on("session", ({ cause }) => {
  view.more(chat.more);
  // A drop is told by the banner; only who comes to the page anew has to be told where it stands.
  if (NOTES[cause] && !(cause === "continued" && shown)) view.note(NOTES[cause]);
  shown = true;
});
chat.connect();
