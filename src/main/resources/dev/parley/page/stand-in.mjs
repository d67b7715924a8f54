// A small stand-in for the phoenix package's Socket and Channel, for builds without npm: WebSocket only, protocol V2,
// just what parley.js calls. The real package takes this file's place whenever the build could fetch it.

const DELAYS_MS = [10, 100, 250, 500, 1_000, 2_000, 5_000];
const REJOIN_MS = [1_000, 2_000, 5_000, 10_000];
const HEARTBEAT_MS = 30_000;

const delay = (table, tries) => table[Math.min(tries, table.length - 1)];

class Push {
  hooks = [];

  receive(status, hook) {
    this.hooks.push([status, hook]);
    return this;
  }

  settle(status, response) {
    clearTimeout(this.timer);
    this.hooks.filter(([wanted]) => wanted === status).forEach(([, hook]) => hook(response));
  }
}

class Channel {
  handlers = new Map();
  pending = new Map();
  joinPush = new Push();
  state = "closed";
  tries = 0;

  constructor(socket, topic, params) {
    Object.assign(this, { socket, topic, params });
    this.joinPush.receive("ok", () => this.become("joined", (this.tries = 0)));
    this.joinPush.receive("error", () => this.again());
    this.joinPush.receive("timeout", () => this.again());
  }

  on = (event, handler) => void this.handlers.set(event, handler);
  onError = (handler) => this.on("phx_error", handler);
  onClose = (handler) => this.on("phx_close", handler);
  become = (state) => (this.state = state);

  join() {
    this.become("errored");
    this.rejoin();
    return this.joinPush;
  }

  push(event, payload, timeout = this.socket.timeout) {
    return this.send(event, payload, timeout, new Push());
  }

  send(event, payload, timeout, push) {
    const ref = this.socket.ref();
    if (event === "phx_join") this.joinRef = ref;
    this.pending.set(ref, push);
    push.timer = setTimeout(() => this.pending.delete(ref) && push.settle("timeout"), timeout);
    this.socket.write([this.joinRef, ref, this.topic, event, payload]);
    return push;
  }

  rejoin() {
    clearTimeout(this.timer);
    if (this.state !== "errored" || !this.socket.isConnected()) return;
    this.become("joining");
    this.send("phx_join", this.params, this.socket.timeout, this.joinPush);
  }

  again() {
    this.become("errored");
    this.timer = setTimeout(() => this.rejoin(), delay(REJOIN_MS, this.tries++));
  }

  // What was under way will never be answered.
  fail() {
    const pending = [...this.pending.values()];
    this.pending.clear();
    pending.forEach((push) => (push === this.joinPush ? clearTimeout(push.timer) : push.settle("timeout")));
    if (this.state !== "closed") this.become("errored");
    this.handlers.get("phx_error")?.();
  }

  receive([joinRef, ref, , event, payload]) {
    if (joinRef && joinRef !== this.joinRef) return;
    if (event === "phx_reply") {
      const push = this.pending.get(ref);
      this.pending.delete(ref);
      push?.settle(payload.status, payload.response);
    } else if (event === "phx_error") {
      this.fail();
      this.again();
    } else {
      if (event === "phx_close") this.become("closed");
      this.handlers.get(event)?.(payload);
    }
  }
}

export class Socket {
  channels = [];
  opened = [];
  closed = [];
  tries = 0;
  lastRef = 0;

  constructor(endPoint, { timeout = 10_000 } = {}) {
    Object.assign(this, { url: `${endPoint}/websocket?vsn=2.0.0`, timeout });
  }

  onOpen = (handler) => this.opened.push(handler);
  onClose = (handler) => this.closed.push(handler);
  ref = () => String(++this.lastRef);
  isConnected = () => this.conn?.readyState === WebSocket.OPEN;
  write = (frame) => this.isConnected() && this.conn.send(JSON.stringify(frame));

  channel(topic, params) {
    const channel = new Channel(this, topic, params);
    this.channels.push(channel);
    return channel;
  }

  connect() {
    this.conn = new WebSocket(this.url);
    this.conn.onopen = () => this.#open();
    this.conn.onclose = () => this.#close();
    this.conn.onmessage = ({ data }) => this.#receive(JSON.parse(data));
  }

  #open() {
    this.tries = 0;
    this.beat = null;
    this.heart = setInterval(() => this.#heartbeat(), HEARTBEAT_MS);
    this.opened.forEach((handler) => handler());
    this.channels.forEach((channel) => channel.rejoin());
  }

  #close() {
    clearInterval(this.heart);
    this.closed.forEach((handler) => handler());
    this.channels.forEach((channel) => channel.fail());
    setTimeout(() => this.connect(), delay(DELAYS_MS, this.tries++));
  }

  #heartbeat() {
    if (this.beat) this.conn.close();
    else this.write([null, (this.beat = this.ref()), "phoenix", "heartbeat", {}]);
  }

  #receive(frame) {
    if (frame[1] && frame[1] === this.beat) this.beat = null;
    this.channels.filter((channel) => channel.topic === frame[2]).forEach((channel) => channel.receive(frame));
  }
}
