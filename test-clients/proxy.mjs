// A network between client and server that fails on demand. HTTP passes; of a WebSocket every frame is looked at.
//
//   const network = await Network.open(url);
//   network.rule = ({ from, event, payload }) => (event === "btu_msg" ? "cut" : "pass");
//
// A rule answers for each frame: "pass", "drop" (it never arrives), "cut" (it never arrives and the connection ends) or
// "hold" (it and what follows in this direction wait for `release`).

import { createServer, request } from "node:http";
import { WebSocket, WebSocketServer } from "ws";

export class Network {
  rule = () => "pass";
  cuts = 0;
  #links = new Set();
  #requests = new Set();
  #server = createServer((incoming, answer) => this.#forward(incoming, answer));

  static async open(target) {
    const network = new Network();
    network.target = target;
    const upgrades = new WebSocketServer({ noServer: true });
    network.#server.on("upgrade", (incoming, socket, head) => {
      if (network.down) socket.destroy();
      else upgrades.handleUpgrade(incoming, socket, head, (client) => network.#link(client, incoming));
    });
    await new Promise((ready) => network.#server.listen(0, "127.0.0.1", ready));
    network.url = `http://127.0.0.1:${network.#server.address().port}`;
    return network;
  }

  /** Ends every connection; with `down` set, none is made. */
  cut() {
    this.#links.forEach((link) => link.cut());
    this.#requests.forEach((answer) => answer.destroy());
  }

  /** Lets go what rules have held back. */
  release() {
    this.rule = () => "pass";
    this.#links.forEach((link) => link.release());
  }

  close() {
    this.down = true;
    this.cut();
    this.#server.close();
    this.#server.closeAllConnections?.();
  }

  #forward(incoming, answer) {
    if (this.down) return void incoming.socket.destroy();
    const { method, url, headers } = incoming;
    const out = request(this.target + url, { method, headers }, (response) => {
      answer.writeHead(response.statusCode, response.headers);
      response.pipe(answer);
    });
    out.on("error", () => answer.destroy());
    this.#requests.add(answer);
    answer.on("close", () => {
      this.#requests.delete(answer);
      out.destroy();
    });
    incoming.pipe(out);
  }

  #link(client, { url, headers }) {
    const server = new WebSocket(this.target.replace("http", "ws") + url, { origin: headers.origin });
    const open = new Promise((ready) => server.on("open", ready));
    const held = { client: [], server: [] };
    const link = {
      cut: () => {
        client.terminate();
        server.terminate();
        this.cuts += this.#links.delete(link) ? 1 : 0;
      },
      release: () => {
        for (const pass of [...held.client.splice(0), ...held.server.splice(0)]) pass();
      },
    };
    this.#links.add(link);
    const carry = (from, source, target) =>
      source.on("message", async (data, binary) => {
        await open;
        const pass = () => target.readyState === WebSocket.OPEN && target.send(data, { binary });
        const frame = JSON.parse(data);
        // Serializer version 2 writes arrays, version 1 objects.
        const [, , , event, payload] = Array.isArray(frame) ? frame : [, , , frame.event, frame.payload];
        const verdict = held[from].length > 0 ? "hold" : this.rule({ from, event, payload });
        if (verdict === "pass") pass();
        else if (verdict === "hold") held[from].push(pass);
        else if (verdict === "cut") link.cut();
      });
    carry("client", client, server);
    carry("server", server, client);
    for (const side of [client, server]) side.on("close", link.cut).on("error", link.cut);
  }
}

/** A rule that gives this verdict once, to the first frame that is meant; `seen` completes then. */
export function once(verdict, meant) {
  let tell;
  const seen = new Promise((done) => (tell = done));
  let over = false;
  const rule = (frame) => {
    if (over || !meant(frame)) return "pass";
    over = true;
    tell();
    return verdict;
  };
  return { rule, seen };
}

/** The server's acknowledgement of a message. */
export const acknowledgement = ({ from, event, payload }) =>
  from === "server" && event === "phx_reply" && payload.response?.seq !== undefined;

/** A message on its way to the server. */
export const said = ({ from, event }) => from === "client" && (event === "utb_msg" || event === "utb_img");
