// Customers of the Expertflow API with the Socket.IO clients of both generations, over every way they connect.

import { before, test } from "node:test";
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { makeBot, start, stop, url } from "./server.mjs";

const require = createRequire(import.meta.url);
const clients = {
  2.5: require("socket.io-client-2.5"),
  4.8: require("socket.io-client-4.8").io,
};
const engine = { type: "echo", prefix: "echo: ", typing: true, quiet: "/quiet", end_on: "bye" };

before(() => makeBot({ name: "Desk", engine, channels: [{ type: "expertflow", connector_secret: "s-1" }] }));

async function init(channel = "web") {
  const answer = await fetch(`${url}/api/customer/init`, {
    method: "POST",
    body: JSON.stringify({ firstName: "Ann", lastName: "Lee", phone: "+41790000000", channel }),
  });
  assert.equal(answer.status, 200);
  const { conversationId, participant } = await answer.json();
  return { conversationId, id: participant.id, name: participant.name };
}

/** A client that joins whenever it connects, and keeps what it hears. */
class Customer {
  constructor(io, conversation, options = {}) {
    this.conversation = conversation;
    this.heard = [];
    this.waiting = [];
    this.socket = io(url, { forceNew: true, reconnectionDelay: 100, reconnectionDelayMax: 500, ...options });
    for (const event of ["conversationInfo", "messageArrived", "ERRORS"]) {
      this.socket.on(event, (payload) => this.#hear({ event, ...payload }));
    }
    if (conversation) this.socket.on("connect", () => this.socket.emit("joinConversation", conversation));
  }

  #hear(payload) {
    this.heard.push(payload);
    this.waiting.forEach((look) => look());
  }

  /** Takes the earliest of what was heard that fits. */
  take(what, fits) {
    return new Promise((found, missed) => {
      const look = () => {
        const at = this.heard.findIndex(fits);
        if (at < 0) return false;
        clearTimeout(timer);
        this.waiting = this.waiting.filter((other) => other !== look);
        found(this.heard.splice(at, 1)[0]);
        return true;
      };
      const timer = setTimeout(() => missed(new Error(`no ${what} in ${JSON.stringify(this.heard)}`)), 20_000);
      if (!look()) this.waiting.push(look);
    });
  }

  info = () => this.take("conversationInfo", ({ event }) => event === "conversationInfo");
  says = (text) => this.take(text, (message) => message.text === text);
  activity = (type) => this.take(type, ({ activityType }) => activityType === type);

  emit(event, payload) {
    const { conversationId } = this.conversation ?? {};
    return new Promise((answered) => this.socket.emit(event, { conversationId, ...payload }, answered));
  }

  say = (text) => this.emit("sendMessage", { type: "ChatMessage", text });
}

for (const [version, io] of Object.entries(clients)) {
  for (const transports of [["polling", "websocket"], ["websocket"], ["polling"]]) {
    test(`client ${version} over ${transports.join(" and ")} talks, with a second tab, to the end`, async () => {
      const conversation = await init();
      const customer = new Customer(io, conversation, { transports });
      const other = new Customer(io, conversation, { transports });
      assert.deepEqual((await customer.info()).messages, []);
      await other.info();

      const ack = await customer.say("Grüße 😀");
      assert.equal(ack.code, 200);
      assert.equal((await other.says("Grüße 😀")).messageId, ack.messageId);
      assert.equal((await customer.says("echo: Grüße 😀")).from.type, "Bot");
      assert.equal((await customer.activity("typing")).from.name, "Desk");
      assert.ok(!customer.heard.some(({ text }) => text === "Grüße 😀"));

      assert.equal((await customer.emit("endConversation", {})).code, 200);
      assert.equal((await other.activity("endOfConversation")).info.reason, "customer");
      assert.equal((await other.say("late")).code, 410);
      const transcript = await fetch(`${url}/api/customer/transcript/${conversation.conversationId}/pdf`);
      assert.equal(transcript.status, 200);
      assert.match(Buffer.from(await transcript.arrayBuffer()).toString("latin1"), /^%PDF-1\./);
      customer.socket.close();
      other.socket.close();
    });
  }

  test(`client ${version} is refused in words, with and without a callback`, async () => {
    const customer = new Customer(io, null);
    const { conversationId } = await init();
    assert.equal((await customer.emit("joinConversation", { conversationId, id: "intruder" })).code, 403);
    assert.equal((await customer.emit("nothing", {})).code, 404);
    customer.socket.emit("joinConversation", { conversationId: "nope", id: "x" });
    assert.equal((await customer.take("ERRORS", ({ event }) => event === "joinConversation")).code, 404);
    customer.socket.close();
  });

  test(`a connector with client ${version} shows its secret and is told what customers without a socket are`, async () => {
    const connector = new Customer(io, null, { query: { secret: "s-1" } });
    const channel = `sms${version.replace(".", "")}`;
    assert.equal((await connector.emit("registerConnector", { id: channel, channel })).code, 200);
    const { conversationId } = await init(channel);
    const said = await fetch(`${url}/api/v1/sessions/${conversationId}/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${process.env.ADMIN_TOKEN}` },
      body: JSON.stringify({ text: "your parcel is here" }),
    });
    assert.ok(said.ok, await said.text());
    const told = await connector.says("your parcel is here");
    assert.equal(told.to[0].id, "+41790000000");
    assert.equal(told.conversationId, conversationId);
    connector.socket.close();
  });
}

test("clients of both generations find everything again after the server was killed", async () => {
  const conversation = await init();
  const customers = Object.values(clients).map((io) => new Customer(io, conversation));
  for (const customer of customers) await customer.info();
  await customers[0].say("before");
  for (const customer of customers) await customer.says("echo: before");

  await stop("KILL");
  await start();

  for (const customer of customers) {
    const { messages } = await customer.info();
    assert.deepEqual(messages.map(({ text }) => text), ["before", "echo: before"]);
  }
  await customers[1].say("after");
  for (const customer of customers) {
    await customer.says("echo: after");
    customer.socket.close();
  }
});
