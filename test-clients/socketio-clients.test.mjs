// Real socket.io-clients of three generations talk to SocketIoLab (LAB_URL), over every transport and through the upgrade.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import io2 from "socket.io-client-2.5";
import { io as io3 } from "socket.io-client-3.1";
import { io as io4 } from "socket.io-client-4.8";

const URL = process.env.LAB_URL;
const CLIENTS = { 2.5: io2, 3.1: io3, 4.8: io4 };
const TRANSPORTS = { polling: ["polling"], websocket: ["websocket"], "polling, then websocket": ["polling", "websocket"] };
const MANY = 500;

/** The next time it is heard, as a list of what came with it. */
const heard = (socket, event) => new Promise((resolve) => socket.once(event, (...args) => resolve(args)));

/** What the callback of an event is given. */
const answered = (socket, event, ...args) => new Promise((resolve) => socket.emit(event, ...args, (...answer) => resolve(answer)));

async function connected(io, namespace, options) {
  const socket = io(URL + namespace, { forceNew: true, reconnectionDelay: 100, ...options });
  const auth = heard(socket, "auth");
  await heard(socket, "connect");
  return [socket, (await auth)[0]];
}

/** Resolves once the connection has left polling behind. */
async function upgraded(socket) {
  const engine = socket.io.engine;
  if (engine.transport.name !== "websocket") {
    await new Promise((resolve) => engine.once("upgrade", resolve));
  }
}

for (const [version, io] of Object.entries(CLIENTS)) {
  for (const [way, transports] of Object.entries(TRANSPORTS)) {
    describe(`socket.io-client ${version} over ${way}`, { concurrency: true, timeout: 60_000 }, () => {
      const talk = (name, body, { namespace = "", ...options } = {}) =>
        test(name, async () => {
          const [socket, auth] = await connected(io, namespace, { transports, ...options });
          try {
            await body(socket, auth);
          } finally {
            socket.close();
          }
        });

      talk("events go both ways", async (socket) => {
        const back = heard(socket, "message-back");
        socket.emit("message", 1, "zażółć 漢字 😀", { a: [true, null] });
        assert.deepEqual(await back, [1, "zażółć 漢字 😀", { a: [true, null] }]);
      });

      talk("a callback is answered", async (socket) => {
        assert.deepEqual(await answered(socket, "message-with-ack", "x", { y: 1 }), ["x", { y: 1 }]);
      });

      talk("the server's callback is answered", async (socket) => {
        socket.on("question", (text, answer) => answer(`${text} to you too`, Buffer.from([7])));
        const back = heard(socket, "answered");
        socket.emit("ask", "hello");
        const [text, bytes] = await back;
        assert.equal(text, "hello to you too");
        assert.deepEqual([...bytes], [7]);
      });

      talk("bytes go both ways, within values too", async (socket) => {
        const back = heard(socket, "message-back");
        socket.emit("message", Buffer.from([1, 2, 3]), { in: { side: Buffer.from([4]) } });
        const [bytes, object] = await back;
        assert.deepEqual([...bytes], [1, 2, 3]);
        assert.deepEqual([...object.in.side], [4]);
        const [answer] = await answered(socket, "message-with-ack", Buffer.from([5]));
        assert.deepEqual([...answer], [5]);
      });

      talk("a namespace is a conversation of its own", async (socket) => {
        const main = io(URL, { forceNew: true, transports });
        await heard(main, "connect");
        main.on("message-back", () => assert.fail("heard in the wrong namespace"));
        const back = heard(socket, "message-back");
        socket.emit("message", "there");
        assert.deepEqual(await back, ["there"]);
        main.close();
      }, { namespace: "/custom" });

      if (version !== "2.5") {
        talk("the server hears who it is", async (socket, auth) => {
          assert.deepEqual(auth, { token: "abc" });
        }, { auth: { token: "abc" } });
      }

      test("an unknown namespace is refused", async () => {
        const socket = io(`${URL}/nowhere`, { forceNew: true, transports, reconnection: false });
        const [error] = await heard(socket, version === "2.5" ? "error" : "connect_error");
        assert.equal(error.message ?? error, "Invalid namespace");
        socket.close();
      });

      talk("much arrives whole and in order, across the upgrade", async (socket) => {
        const numbers = [];
        const all = new Promise((resolve) =>
          socket.on("message-back", (number) => {
            numbers.push(number);
            if (numbers.length === MANY) {
              resolve();
            }
          }),
        );
        for (let i = 0; i < MANY; i++) {
          socket.emit("message", i, "x".repeat(i));
          if (i % 50 === 0) {
            await new Promise((resolve) => setImmediate(resolve));
          }
        }
        await all;
        assert.deepEqual(numbers, [...Array(MANY).keys()]);
        if (transports.includes("websocket")) {
          await upgraded(socket);
        }
      });

      talk("it comes back after the server has closed the connection", async (socket) => {
        const before = socket.id;
        const gone = heard(socket, "disconnect");
        const back = heard(socket, "connect");
        socket.emit("close");
        assert.match((await gone)[0], /transport/);
        await back;
        assert.notEqual(socket.id, before);
        assert.deepEqual(await answered(socket, "message-with-ack", "again"), ["again"]);
      });

      talk("it stays away after the server has put it out", async (socket) => {
        const gone = heard(socket, "disconnect");
        socket.emit("put-me-out");
        assert.deepEqual((await gone)[0], "io server disconnect");
        assert.equal(socket.connected, false);
      });

      talk("it lives on by its heartbeat", async (socket) => {
        const fail = (reason) => assert.fail(reason);
        socket.on("disconnect", fail);
        // What the server sends of it: in protocol 3 the answer to a ping, in protocol 4 the ping.
        const beat = version === "2.5" ? "pong" : "ping";
        let beats = 0;
        await new Promise((resolve) =>
          socket.io.engine.on("packet", (packet) => packet.type === beat && ++beats === 2 && resolve()),
        );
        socket.off("disconnect", fail);
      });
    });
  }
}
