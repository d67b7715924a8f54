// The connection to one bot: one Phoenix socket, one channel, one session, and an outbox. It knows nothing of the page.
//
//   const client = new ChatClient({ bot, token });
//   client.on("message", ({ text }) => ...);
//   client.connect();
//   client.sendText("hello");
//
// Events: "connection" {state, reason}: connecting, online, offline or refused
//         "session"    {cause}: started, continued, or lost (the server no longer knew the old one)
//         "message"    {text}: the bot said something
//         "item"       an outbox item {id, text | file, state, reason}: pending, sent or failed
//
// An item goes out when the one before it is settled. Each carries its own client_id, so that one sent again after a cut
// is stored once.

import { Socket } from "./phoenix.mjs";
import { memory } from "./store.js";

const WAIT_MS = 10_000;
const FALLBACK_MS = 3_000;

/** A push the server refused, with the reason it gave. */
class Refused extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** The connection went while something was under way; it is tried again when the connection is back. */
class Cut extends Error {}

export class ChatClient {
  #listeners = new Map();
  #outbox = [];
  #cuts = new Set();
  #busy = false;
  #ready = false;
  #session;

  constructor({ bot, token, base = location.origin, store = memory() }) {
    this.bot = bot;
    this.base = base;
    this.store = store;
    this.key = `parley:${bot}`;
    this.#session = store.getItem(this.key);
    this.socket = new Socket(`${base.replace(/^http/, "ws")}/socket`, {
      timeout: WAIT_MS,
      longPollFallbackMs: FALLBACK_MS,
      // Given, because merely looking at the browser's own throws in a frame without storage.
      sessionStorage: memory(),
    });
    this.channel = this.socket.channel(`bot:${bot}`, { access_token: token });
    this.channel.on("btu_msg", (message) => {
      if (message.session === this.#session) this.#emit("message", message);
    });
    // A network that lets WebSockets through once does so again: from then on an outage is only an outage.
    this.socket.onOpen(() => (this.socket.longPollFallbackMs = null));
    this.socket.onClose(() => this.#cut("offline"));
    this.channel.onError(() => this.#cut("offline"));
    this.channel.onClose(() => this.#cut("refused", "closed"));
  }

  /** Calls the listener with each event of this name. */
  on(name, listener) {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
  }

  /** Connects and stays connected, through any number of cuts. */
  connect() {
    this.#emit("connection", { state: "connecting" });
    this.socket.connect();
    this.channel
      .join()
      .receive("ok", () => this.#attach())
      .receive("error", (refusal) => {
        if (refusal.retry) this.#emit("connection", { state: "connecting" });
        else this.#cut("refused", refusal.reason);
      });
  }

  /** Puts a text into the outbox. */
  sendText(text) {
    this.#queue({ id: uuid(), text });
  }

  /** Puts a picture (a File or Blob) into the outbox. */
  sendImage(file) {
    this.#queue({ id: uuid(), file });
  }

  /** Sends a failed item again. */
  retry(item) {
    if (item.state === "failed") this.#queue(Object.assign(item, { moved: false }));
  }

  /** Erases this session and begins another; what waits in the outbox is given up. Does nothing while not online. */
  async restart() {
    if (!this.#ready) return;
    this.#ready = false;
    try {
      await this.#push("delete_session", { session: this.#session });
      this.#outbox.length = 0;
      this.#keep(null);
      await this.#begin("started");
    } catch (problem) {
      this.#stumble(problem);
    }
  }

  #queue(item) {
    this.#outbox.push(item);
    this.#settle(item, "pending");
    this.#pump();
  }

  // Joined, for the first time or again. Naming the session attaches this socket to it, and tells whether it still lives.
  async #attach() {
    try {
      if (!this.#session) {
        await this.#begin("started");
      } else {
        await this.#push("put_data", { session: this.#session, data: {} });
        this.#online("continued");
      }
    } catch (problem) {
      if (problem.reason !== "unknown_session") this.#stumble(problem);
      else await this.#begin("lost").catch((next) => this.#stumble(next));
    }
  }

  async #begin(cause) {
    const { session } = await this.#push("new_session", {});
    this.#keep(session);
    for (const item of this.#outbox) delete item.image;
    this.#online(cause);
  }

  #online(cause) {
    this.#ready = true;
    this.#emit("connection", { state: "online" });
    this.#emit("session", { cause });
    this.#pump();
  }

  async #pump() {
    if (this.#busy || !this.#ready || this.#outbox.length === 0) return;
    this.#busy = true;
    const item = this.#outbox[0];
    try {
      await this.#deliver(item);
      this.#done(item, "sent");
    } catch (problem) {
      await this.#undelivered(item, problem);
    }
    this.#busy = false;
    this.#pump();
  }

  // An item of a session that is gone gets one more chance, in a new session.
  async #undelivered(item, problem) {
    if (problem instanceof Cut || this.#outbox[0] !== item) return;
    if (problem.reason !== "unknown_session" || item.moved) {
      this.#done(item, "failed", problem.reason ?? "failed");
      return;
    }
    item.moved = true;
    await this.#begin("lost").catch((next) => {
      if (!(next instanceof Cut)) this.#done(item, "failed", next.reason);
    });
  }

  async #deliver(item) {
    const session = this.#session;
    if (item.file) {
      item.image ??= await this.#upload(item.file, session);
      return this.#push("utb_img", { session, image: item.image, client_id: item.id });
    }
    return this.#push("utb_msg", { session, text: item.text, client_id: item.id });
  }

  async #upload(file, session) {
    const body = new FormData();
    body.append("file", file, file.name || "picture");
    const answer = await fetch(`${this.base}/content/image/${this.bot}/${session}`, { method: "POST", body }).catch(() => {
      if (this.#ready) throw new Refused("upload_failed");
      throw new Cut();
    });
    if (!answer.ok) throw new Refused(answer.status === 404 ? "unknown_session" : `upload_${answer.status}`);
    return (await answer.json()).id;
  }

  // What is too much for now is pushed again when the server said it may be.
  #push(event, payload) {
    return new Promise((resolve, reject) => {
      let pause;
      const cut = () => settle(reject, new Cut());
      const settle = (how, value) => {
        clearTimeout(pause);
        this.#cuts.delete(cut);
        how(value);
      };
      const refused = (response) => {
        if (response?.reason !== "rate_limited") settle(reject, new Refused(response?.reason ?? "failed"));
        else if (this.#cuts.has(cut)) pause = setTimeout(send, 1000 * (response.retry_after ?? 1));
      };
      const send = () =>
        this.channel
          .push(event, payload, WAIT_MS)
          .receive("ok", (response) => settle(resolve, response))
          .receive("error", refused)
          .receive("timeout", () => settle(reject, new Refused("timeout")));
      this.#cuts.add(cut);
      send();
    });
  }

  #cut(state, reason) {
    this.#ready = false;
    for (const cut of [...this.#cuts]) cut();
    this.#emit("connection", { state, reason });
  }

  // Attaching failed although the channel stands: a server too busy to answer is asked again, a refusal is final.
  #stumble(problem) {
    if (problem.reason === "timeout") this.#attach();
    else if (!(problem instanceof Cut)) this.#cut("refused", problem.reason);
  }

  #done(item, state, reason) {
    if (this.#outbox[0] === item) this.#outbox.shift();
    this.#settle(item, state, reason);
  }

  #settle(item, state, reason) {
    Object.assign(item, { state, reason });
    this.#emit("item", item);
  }

  #keep(session) {
    this.#session = session;
    if (session) this.store.setItem(this.key, session);
    else this.store.removeItem(this.key);
  }

  #emit(name, detail) {
    for (const listener of this.#listeners.get(name) ?? []) listener(detail);
  }
}

// crypto.randomUUID exists on https and localhost only; a page on a private network has neither.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
