// A browser's tabs in Node: /parley.js as the server serves it, with one localStorage for all tabs of a profile.

import { webcrypto } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { token, url } from "./server.mjs";

globalThis.crypto ??= webcrypto;
const { Socket } = createRequire(import.meta.url)("phoenix-1.8");
const folder = await mkdtemp(join(tmpdir(), "parley-js-"));
await writeFile(join(folder, "parley.mjs"), await (await fetch(`${url}/parley.js`)).text());
const { Parley } = await import(join(folder, "parley.mjs"));
await rm(folder, { recursive: true });
const PATIENCE_MS = 20_000;

/** What the tabs of one browser share. */
export class Profile {
  items = {};
  tabs = [];

  /** Opens a tab on a bot's conversation; it is connecting when this returns. */
  open(base, bot, options = {}) {
    const tab = new Tab(this, base, bot, options);
    this.tabs.push(tab);
    return tab;
  }

  closeAll() {
    this.tabs.forEach((tab) => tab.close());
  }
}

class Tab {
  connections = [];
  sessions = [];
  typing = [];
  gone = [];
  #wake = new Set();

  constructor(profile, base, bot, options) {
    this.bot = bot;
    const tell = (key, newValue) =>
      profile.tabs.forEach((other) => other !== this && setTimeout(() => other.hear?.({ key, newValue })));
    const methods = {
      getItem: (name) => profile.items[name] ?? null,
      setItem: (name, value) => tell(name, (profile.items[name] = value)),
      removeItem: (name) => tell(name, (delete profile.items[name], null)),
    };
    const storage = new Proxy(profile.items, { get: (items, name) => methods[name] ?? items[name] });
    this.chat = new Parley({ bot, token, base, storage, Socket, socket: { transport: WebSocket }, ...options });
    this.chat.on("connection", ({ state, reason }) => this.#note(this.connections, reason ? `${state} ${reason}` : state));
    this.chat.on("session", ({ cause }) => this.#note(this.sessions, cause));
    this.chat.on("typing", ({ on }) => this.#note(this.typing, on));
    this.chat.on("message", () => this.#note([]));
    this.chat.on("gone", ({ text }) => this.#note(this.gone, text));
    globalThis.addEventListener = (name, listener) => (this.hear = listener);
    this.chat.connect();
  }

  /** What is shown, as `from text`; of one's own with how far it is. */
  lines(states = true) {
    return this.chat.messages.map(
      ({ from, text, image, state }) => `${from} ${text ?? (image ? "picture" : "?")}${states && state ? ` (${state})` : ""}`,
    );
  }

  /** Waits until it is so. */
  until(what, condition) {
    return new Promise((resolve, reject) => {
      const check = () => {
        if (!condition()) return;
        clearTimeout(timer);
        this.#wake.delete(check);
        resolve();
      };
      const timer = setTimeout(
        () => reject(new Error(`never ${what}; shown: ${JSON.stringify(this.lines())}, ${this.connections}, ${this.sessions}`)),
        PATIENCE_MS,
      );
      this.#wake.add(check);
      check();
    });
  }

  /** Waits until exactly this is shown. */
  shows(...lines) {
    return this.until(`shows ${JSON.stringify(lines)}`, () => JSON.stringify(this.lines()) === JSON.stringify(lines));
  }

  online() {
    return this.until("online", () => this.chat.online);
  }

  close() {
    this.hear = undefined;
    this.chat.disconnect?.();
  }

  #note(list, entry) {
    list.push(entry);
    setTimeout(() => this.#wake.forEach((check) => check()));
  }
}
