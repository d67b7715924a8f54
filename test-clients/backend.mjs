// A bot's backend for tests: joins with the engine token, acknowledges, and says what it is told to.

import { createRequire } from "node:module";
import { WebSocket } from "ws";
import { url } from "./server.mjs";

const { Socket } = createRequire(import.meta.url)("phoenix-1.8");

export const engine = { type: "socket", token: "backend-token" };

export class Backend {
  heard = [];

  /** Connects; joined when this completes. It acknowledges every message. */
  static async join(bot) {
    const backend = new Backend();
    backend.socket = new Socket(`${url.replace("http", "ws")}/socket`, { transport: WebSocket });
    backend.channel = backend.socket.channel(`bot:${bot}`, { engine_token: engine.token, ack: true });
    for (const name of ["utb_msg", "utb_img", "typing"])
      backend.channel.on(name, (event) => {
        backend.heard.push(event);
        if (event.seq) backend.channel.push("ack", { session: event.session, seq: event.seq });
      });
    backend.socket.connect();
    await new Promise((joined, refused) => backend.channel.join().receive("ok", joined).receive("error", refused));
    return backend;
  }

  say(session, message) {
    return new Promise((stored, refused) =>
      this.channel.push("btu_msg", { session, ...message }).receive("ok", stored).receive("error", refused),
    );
  }

  typing(session, on) {
    this.channel.push("typing", { session, on });
  }

  close() {
    this.socket.disconnect();
  }
}
