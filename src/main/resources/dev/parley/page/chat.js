// The chat page: hands what the client says to the view and what the person does to the client.

import { ChatClient } from "./client.js";
import { pageStore } from "./store.js";
import { View } from "./view.js";

const LOST = "The earlier conversation is no longer there. This is a new one.";
const CONTINUED = "You are back in the same conversation.";

const { bot, token } = document.body.dataset;
const client = new ChatClient({ bot, token, store: pageStore() });
const view = new View({
  text: (text) => client.sendText(text),
  image: (file) => client.sendImage(file),
  retry: (item) => client.retry(item),
  restart: () => client.restart(),
});
let known = false;

client.on("connection", ({ state, reason }) => view.connection(state, reason));
client.on("message", ({ text }) => view.fromBot(text));
client.on("item", (item) => view.item(item));
client.on("session", ({ cause }) => {
  if (cause === "lost") view.note(LOST);
  else if (cause === "started" && known) view.clear();
  else if (cause === "continued" && !known) view.note(CONTINUED);
  known = true;
});
client.connect();
