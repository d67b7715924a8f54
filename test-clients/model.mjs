// A language model for tests: it says what it is told to, piece by piece, to whoever asked first.

import { createServer } from "node:http";

export class Model {
  #asked = [];
  #wake = [];

  /** Starts it; `engine` is what a manifest says of it. */
  static async start() {
    const model = new Model();
    model.server = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
      model.#asked.push(response);
      model.#wake.splice(0).forEach((wake) => wake());
    });
    await new Promise((ready) => model.server.listen(0, "127.0.0.1", ready));
    model.engine = { type: "openai", model: "test", url: `http://127.0.0.1:${model.server.address().port}/v1`, typing: false };
    return model;
  }

  /** The next who asks; waits for one. */
  async asked() {
    while (this.#asked.length === 0) await new Promise((wake) => this.#wake.push(wake));
    const response = this.#asked.shift();
    const write = (event) => response.write(`data: ${event}\n\n`);
    return {
      say: (content) => write(JSON.stringify({ choices: [{ delta: { content } }] })),
      end: () => (write("[DONE]"), response.end()),
    };
  }

  close() {
    this.server.close();
    this.server.closeAllConnections();
  }
}
