// What an application does with chat.io's customer SDK: every method and every event of its readme. Runs in Node and in a
// page; `world` is what differs:
//
//   CustomerSDK, license, env, restarts   the bundle, the licence, the second argument of init, whether the server can restart
//   token()                               a new customer's token
//   operator(action, body)                what a human does in the newest session, by REST
//   restart()                             stops the server and starts it again

const NAMES = [
  "connected", "connection_lost", "connection_restored", "customer_id", "disconnected", "chat_properties_updated",
  "chat_thread_properties_updated", "last_seen_timestamp_updated", "new_event", "user_data", "user_joined_chat",
  "user_left_chat", "user_is_typing", "user_stopped_typing", "thread_closed", "thread_summary", "customer_updated",
];

function check(condition, what) {
  if (!condition) throw new Error(what);
}

function same(actual, expected, what) {
  check(JSON.stringify(actual) === JSON.stringify(expected), `${what}: ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
}

async function until(what, look) {
  for (let left = 750; left > 0; left--) {
    const found = look();
    if (found) return found;
    await new Promise((again) => setTimeout(again, 20));
  }
  throw new Error(`still not: ${typeof what === "function" ? what() : what}`);
}

async function rejected(promise) {
  try {
    await promise;
  } catch (why) {
    return why;
  }
  throw new Error("it was not rejected");
}

/** An SDK that remembers its events. */
class Client {
  events = [];

  constructor(world, license = world.license) {
    this.sdk = world.CustomerSDK.init({ license, clientId: "client" }, world.env);
    for (const name of NAMES) this.sdk.on(name, (payload) => this.events.push([name, payload]));
  }

  /** The payload of an event that comes or has come. */
  heard(name, wanted = () => true) {
    const find = () => this.events.find(([type, payload]) => type === name && wanted(payload));
    return until(() => `${name} among ${JSON.stringify(this.events)}`, find).then(([, payload]) => payload ?? {});
  }

  said(text) {
    return this.heard("new_event", ({ event }) => event.text === text);
  }

  all(name) {
    return this.events.filter(([type]) => type === name).map(([, payload]) => payload);
  }
}

function use(world, token) {
  const stored = JSON.stringify({
    accessToken: token.access_token,
    entityId: token.entity_id,
    expiresIn: token.expires_in * 1000,
    tokenType: token.token_type,
    creationDate: Date.now(),
    license: world.license,
  });
  for (const key of ["@@lc_auth_token:", "@@chatio_auth_token:"]) localStorage.setItem(key + world.license, stored);
}

/** A new customer with so many connections. */
async function arrive(world, connections = 1) {
  const token = await world.token();
  use(world, token);
  const clients = Array.from({ length: connections }, () => new Client(world));
  for (const client of clients) await client.heard("connected");
  return Object.assign(clients, { id: token.entity_id });
}

const message = (text) => ({ type: "message", text });

export const scenarios = {
  async "a customer connects and knows who it is"(world) {
    const clients = await arrive(world);
    const [client] = clients;
    same(client.all("customer_id"), [clients.id], "customer_id");
    same(await client.heard("connected"), { chatsSummary: [], totalChats: 0 }, "connected");
    same((await client.sdk.auth.getToken()).entityId, clients.id, "the token's owner");
    client.sdk.destroy();
  },

  async "startChat, and the bot answers behind it"(world) {
    const clients = await arrive(world);
    const [client] = clients;
    const chat = await client.sdk.startChat({ events: [message("hello")], properties: { ns: { a: 1 } } });
    same(chat.users.length, 2, "users");
    check(chat.users.includes(clients.id), "the customer is one of them");
    same(chat.threads.length, 1, "threads");
    same(chat.properties, { ns: { a: { value: 1 } } }, "properties");
    const { event } = await client.said("echo: hello");
    same(event.author, chat.users.find((user) => user !== clients.id), "the bot's event");
    same(event.thread, chat.threads[0], "its thread");
    check(client.all("user_data").some((user) => user.type === "agent" && user.name === "Front desk"), "the bot is a user");
    same(client.all("thread_summary").map(({ id }) => id), chat.threads, "thread_summary");
    client.sdk.destroy();
  },

  async "sendMessage and sendEvent are settled once, typing ends before the bot's words"(world) {
    const [client] = await arrive(world);
    const { id, users } = await client.sdk.startChat();
    const said = await client.sdk.sendMessage(id, { text: "zażółć 漢字 😀 <b>", customId: "c-1" });
    same([said.text, said.customId], ["zażółć 漢字 😀 <b>", "c-1"], "the message");
    check(Math.abs(said.timestamp - Date.now()) < 60_000, "its time is in milliseconds");
    await client.said("echo: zażółć 漢字 😀 <b>");
    const names = client.events.map(([name]) => name);
    check(names.indexOf("user_is_typing") < names.indexOf("user_stopped_typing"), "typing begins and ends");
    check(names.indexOf("user_stopped_typing") < names.lastIndexOf("new_event"), "and ends before the words");
    check(users.includes((await client.heard("user_is_typing")).user), "by a user");
    const custom = await client.sdk.sendEvent(id, { type: "custom", content: { a: [1, null] } });
    same(custom.content, { a: [1, null] }, "a custom event");
    const repeat = await client.sdk.sendMessage(id, { text: "zażółć 漢字 😀 <b>", customId: "c-1" });
    same(repeat.id, said.id, "a repeat is the first");
    const refused = await rejected(client.sdk.sendMessage("NOPE", { text: "x" }));
    same(refused.code, "REQUEST_FAILED", "a chat that is none");
    client.sdk.setSneakPeek(id, "what is");
    client.sdk.destroy();
  },

  async "all connections of a customer hear everything once"(world) {
    const [one, two] = await arrive(world, 2);
    const { id } = await one.sdk.startChat({ events: [message("/quiet first")] });
    await two.said("/quiet first");
    await one.sdk.sendMessage(id, { text: "/quiet from one" });
    await two.sdk.sendMessage(id, { text: "/quiet from two" });
    await one.said("/quiet from two");
    await two.said("/quiet from one");
    const texts = (client) => client.all("new_event").map(({ event }) => event.text);
    same(texts(one), ["/quiet from two"], "what one was told");
    same(texts(two), ["/quiet first", "/quiet from one"], "what two was told");
    one.sdk.destroy();
    two.sdk.destroy();
  },

  async "closeThread, and the next words open another"(world) {
    const [one, two] = await arrive(world, 2);
    const { id, threads } = await one.sdk.startChat({ events: [message("/quiet first")] });
    same(await one.sdk.closeThread(id), { success: true }, "closeThread");
    same(await two.heard("thread_closed"), { chat: id }, "thread_closed");
    const next = await two.sdk.sendMessage(id, { text: "bye" });
    check(next.thread !== threads[0], "another thread");
    await one.said("bye");
    await until("the bot ended it", () => one.all("thread_closed").length === 1);
    same((await rejected(one.sdk.closeThread(id))).code, "REQUEST_FAILED", "nothing is left to close");
    one.sdk.destroy();
    two.sdk.destroy();
  },

  async "summaries, threads and a history that is complete"(world) {
    const [client] = await arrive(world);
    const { id } = await client.sdk.startChat();
    const sent = [];
    for (let thread = 0; thread < 4; thread++) {
      for (let i = 0; i < 40; i++) sent.push((await client.sdk.sendMessage(id, { text: `/quiet ${thread}.${i}` })).id);
      await client.sdk.closeThread(id);
    }
    const { chatsSummary, totalChats } = await client.sdk.getChatsSummary({ offset: 0, limit: 25 });
    same(totalChats, 1, "totalChats");
    same(chatsSummary[0].lastEvent.text, "/quiet 3.39", "lastEvent");
    same(chatsSummary[0].lastEventsPerType.message.id, sent.at(-1), "lastEventsPerType");
    same((await client.sdk.getChatsSummary({ offset: 1, limit: 10 })).chatsSummary, [], "behind the last chat");
    const { threadsSummary, totalThreads } = await client.sdk.getChatThreadsSummary(id, { offset: 0, limit: 25 });
    same(totalThreads, 4, "totalThreads");
    same(threadsSummary.map(({ totalEvents }) => totalEvents), [40, 40, 40, 40], "totalEvents");
    const [oldest] = await client.sdk.getChatThreads(id, [threadsSummary[0].id]);
    same(oldest.events.map((event) => event.id), sent.slice(0, 40), "the oldest thread");
    same(oldest.active, false, "it is over");
    const history = client.sdk.getChatHistory(id);
    let loaded = [];
    for (let done = false; !done; ) {
      const page = await history.next();
      loaded = page.value.map((event) => event.id).concat(loaded);
      done = page.done;
    }
    same(loaded, sent, "the history");
    client.sdk.destroy();
  },

  async "updateCustomer, properties and last seen"(world) {
    const clients = await arrive(world, 2);
    const [one, two] = clients;
    const { id, threads } = await one.sdk.startChat();
    await two.heard("user_data");
    same(await one.sdk.updateCustomer({ name: "Ada", email: "a@example.org", fields: { k: "v" } }), { success: true }, "updateCustomer");
    same((await two.heard("customer_updated")).customer.name, "Ada", "customer_updated");
    const properties = { ns: { a: 1 } };
    same(await one.sdk.updateChatProperties(id, properties), { success: true }, "updateChatProperties");
    same(await two.heard("chat_properties_updated"), { chat: id, properties: { ns: { a: { value: 1 } } } }, "chat_properties_updated");
    same(await one.sdk.updateChatThreadProperties(id, threads[0], properties), { success: true }, "updateChatThreadProperties");
    same(
      await two.heard("chat_thread_properties_updated"),
      { chat: id, thread: threads[0], properties: { ns: { a: { value: 1 } } } },
      "chat_thread_properties_updated",
    );
    const { timestamp } = await one.sdk.updateLastSeenTimestamp(id);
    check(Math.abs(timestamp - Date.now()) < 60_000, "updateLastSeenTimestamp");
    same(await two.heard("last_seen_timestamp_updated"), { chat: id, user: clients.id, timestamp }, "last_seen_timestamp_updated");
    const [summary] = (await two.sdk.getChatsSummary()).chatsSummary;
    same(summary.lastSeenTimestamps[clients.id], timestamp, "lastSeenTimestamps");
    same(summary.properties, { ns: { a: { value: 1 } } }, "the chat's properties");
    one.sdk.destroy();
    two.sdk.destroy();
  },

  async "a human joins, speaks and leaves"(world) {
    const [client] = await arrive(world);
    const { id } = await client.sdk.startChat();
    await world.operator("take_over", { agent: "Jane" });
    const joined = await client.heard("user_joined_chat");
    same(joined.chat, id, "user_joined_chat");
    const jane = await client.heard("user_data", (user) => user.id === joined.user);
    same([jane.type, jane.name], ["agent", "Jane"], "user_data");
    await world.operator("messages", { text: "Jane here", agent: "Jane" });
    same((await client.said("Jane here")).event.author, joined.user, "who speaks");
    await world.operator("hand_back", {});
    same(await client.heard("user_left_chat"), joined, "user_left_chat");
    client.sdk.destroy();
  },

  async "sendFile, and its end half way"(world) {
    const [one, two] = await arrive(world, 2);
    const { id } = await one.sdk.startChat();
    const png = Uint8Array.from(
      atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="),
      (letter) => letter.charCodeAt(0),
    );
    const progress = [];
    const { url } = await one.sdk.sendFile(
      id,
      { file: new File([png], "zażółć.png", { type: "image/png" }), customId: "f-1" },
      { onProgress: (done) => progress.push(done) },
    );
    for (const client of [one, two]) {
      const { event } = await client.heard("new_event", ({ event }) => event.type === "file" && event.customId === "f-1");
      same([event.url, event.width, event.height, event.contentType], [url, 1, 1, "image/png"], "the file's event");
    }
    check(progress.length > 0 && progress.at(-1) === 1, "onProgress");
    const refused = await rejected(one.sdk.sendFile(id, { file: new File([png], "a.exe", { type: "application/x-msdownload" }) }));
    check(refused.code === "UPLOAD_FAILED" || refused.error.type === "validation", "a type that is not taken");
    const large = one.sdk.sendFile(id, { file: new File([new Uint8Array(10 << 20)], "a.txt", { type: "text/plain" }) });
    const given = rejected(large);
    // It begins when its token is there.
    await one.sdk.auth.getToken();
    large.cancel();
    same((await given).code, "CANCELLED", "cancel");
    await one.sdk.sendMessage(id, { text: "/quiet behind" });
    await two.said("/quiet behind");
    check(!two.all("new_event").some(({ event }) => event.contentType === "text/plain"), "nothing of it is there");
    one.sdk.destroy();
    two.sdk.destroy();
  },

  async "connection_lost and connection_restored around a restart of the server"(world) {
    const [client] = await arrive(world);
    const { id } = await client.sdk.startChat({ events: [message("/quiet before")] });
    await world.restart();
    await client.heard("connection_lost");
    const restored = await client.heard("connection_restored");
    same(restored.totalChats, 1, "totalChats");
    same(restored.chatsSummary[0].lastEvent.text, "/quiet before", "nothing is lost");
    await client.sdk.sendMessage(id, { text: "after" });
    await client.said("echo: after");
    client.sdk.destroy();
  },

  async "disconnect and destroy end it, and an unknown licence is told"(world) {
    const [client, other] = await arrive(world, 2);
    const { id } = await client.sdk.startChat();
    other.sdk.disconnect();
    await client.sdk.sendMessage(id, { text: "/quiet x" });
    same(other.all("new_event"), [], "it hears nothing more");
    client.sdk.destroy();
    localStorage.setItem("@@lc_auth_token:1", localStorage.getItem(`@@lc_auth_token:${world.license}`));
    localStorage.setItem("@@chatio_auth_token:1", localStorage.getItem(`@@lc_auth_token:${world.license}`));
    const stranger = new Client(world, 1);
    same((await stranger.heard("disconnected")).reason, "license_not_found", "disconnected");
    stranger.sdk.destroy();
  },
};
