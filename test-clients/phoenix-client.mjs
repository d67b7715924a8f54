// One phoenix.js of a given version, wrapped so that a test reads as a conversation.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { WebSocket } from "ws";
import { XMLHttpRequest } from "./xhr.mjs";
import { bot, png, token, url } from "./server.mjs";

// Every phoenix.js before 1.8 looks for its surroundings in `window` or `self` when it is loaded.
Object.assign(globalThis, { window: globalThis, self: globalThis, XMLHttpRequest });

const require = createRequire(import.meta.url);
const PATIENCE_MS = 30_000;

export class PhoenixClient {
  #arrived = [];
  #heard = new Set();
  joins = 0;
  #wake = () => {};

  constructor(version, transport) {
    const { Socket, LongPoll } = require(`phoenix-${version}`);
    this.socket = new Socket(`${url.replace("http", "ws")}/socket`, {
      transport: transport === "LongPoll" ? LongPoll : WebSocket,
    });
    this.channel = this.socket.channel(`bot:${bot}`, { access_token: token });
    this.channel.on("btu_msg", (message) => {
      this.#arrived.push(message);
      this.#wake();
    });
    this.channel.onClose(() => {
      this.closed = true;
      this.#wake();
    });
  }

  /** Connects and joins, and waits until that is done. phoenix.js joins again by itself after every cut. */
  async join() {
    this.socket.connect();
    this.channel.join().receive("ok", () => {
      this.joins += 1;
      this.#wake();
    });
    await this.joinedAfter(0);
  }

  /** Waits until more joins than this succeeded. */
  joinedAfter(joins) {
    return this.#until(() => this.joins > joins, `join number ${joins + 1}`);
  }

  /** Pushes an event and returns the response of its ok reply. */
  push(event, payload) {
    return new Promise((resolve, reject) => {
      this.channel
        .push(event, payload)
        .receive("ok", resolve)
        .receive("error", (reason) => reject(new Error(`${event} refused: ${JSON.stringify(reason)}`)))
        .receive("timeout", () => reject(new Error(`${event} was not answered`)));
    });
  }

  /**
   * Says a text and checks its acknowledgement and the bot's echo. A client that counts no seqs may hear the last answer
   * once more after a crash, so what was heard before is passed over.
   */
  async talk(session, text) {
    const { id, seq } = await this.push("utb_msg", { session, text });
    assert.match(id, /^[0-9a-f-]{36}$/);
    assert.ok(Number.isInteger(seq) && seq > 0, `seq ${seq}`);
    assert.equal((await this.#nextNew()).text, `echo: ${text}`);
    return seq;
  }

  /** Uploads a picture, shows it to the bot and waits for the bot's answer. */
  async show(session) {
    const form = new FormData();
    form.append("file", new Blob([png], { type: "image/png" }), "pixel.png");
    const answer = await fetch(`${url}/content/image/${bot}/${session}`, { method: "POST", body: form });
    assert.equal(answer.status, 200);
    const { id } = await answer.json();
    const stored = await fetch(`${url}/content/image/${id}`);
    assert.deepEqual(Buffer.from(await stored.arrayBuffer()), png);
    await this.push("utb_img", { session, image: id });
    assert.equal((await this.#nextNew()).session, session);
  }

  /** Leaves the channel; the server's side of it is over when this returns. */
  async leave() {
    await new Promise((resolve, reject) => {
      this.channel.leave().receive("ok", resolve).receive("timeout", () => reject(new Error("leave timed out")));
    });
    await this.#until(() => this.closed, "the channel's end");
  }

  disconnect() {
    this.socket.disconnect();
    // Before 1.6 a disconnected socket's heartbeat goes on for ever, and keeps the process alive.
    clearInterval(this.socket.heartbeatTimer);
  }

  async #nextNew() {
    for (;;) {
      await this.#until(() => this.#arrived.length > 0, "a message of the bot");
      const message = this.#arrived.shift();
      if (this.#heard.has(message.text)) continue;
      this.#heard.add(message.text);
      return message;
    }
  }

  #until(condition, what) {
    if (condition()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`waited in vain for ${what}`)), PATIENCE_MS);
      this.#wake = () => {
        if (!condition()) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
