// One person's conversation with one bot, kept through cuts, reloads and tabs. parley.d.ts says what each part does.
const [WAIT_MS, AGAIN_MS, PASSING] = [10_000, 1_000, ["timeout", "unavailable", "upload_failed", "rate_limited"]];
const pause = ({ retry_after: seconds }) => (seconds ? seconds * 1_000 : AGAIN_MS);
const unsent = ({ state }) => state === "sending" || state === "failed";

export class Parley {
  messages = []; // In the order of the log; behind them what is not in it yet.
  session = null; online = false; more = false;
  #seen = {}; // The join's `sessions`: phoenix.js writes it anew whenever it joins again.
  #join = 0; // Counts joins and cuts: what was begun before one has no say after it.
  #listeners = {}; #pictures = new Map(); #held = new Set(); #options; #store; #key; #channel; #oldest; #loaded; #pumping;
  constructor({ storage = browserStorage(), base = new URL(import.meta.url).origin, ...options }) {
    [this.#options, this.#store, this.#key] = [{ base, ...options }, storage, `parley:${options.bot}`];
  }
  on = (name, listener) => (this.#listeners[name] ??= []).push(listener);
  send = (text, value) => this.#queue({ text, value });
  image = (file) => this.#queue({ image: { url: URL.createObjectURL(file), name: file.name } }, file);
  retry = (message) => message.state === "failed" && this.#queue(message);
  typing = (on) => this.online && this.#channel.push("typing", { session: this.session, on });
  seen = () => this.online && this.#channel.push("seen", { session: this.session, seq: this.#seen[this.session] });
  restart = () => this.online && this.#attach(() =>
    this.#push("delete_session", { session: this.session }).then(() => this.#begin("started", () => false)));
  async connect() {
    const { bot, token, base, ...given } = this.#options;
    this.#tell("connection", { state: "connecting" });
    this.session = this.#store.getItem(this.#key);
    Object.keys(this.#store).forEach((name) => this.#stored(name, this.#store.getItem(name)));
    globalThis.addEventListener?.("storage", ({ key, newValue }) => this.#stored(key, newValue, true));
    const Socket = given.Socket ?? (await import(/* @vite-ignore */ new URL("./page/phoenix.mjs", import.meta.url).href)).Socket;
    const usual = { timeout: WAIT_MS, longPollFallbackMs: 3_000, sessionStorage: memory() }; // To look at the real one may throw.
    const socket = new Socket(`${base.replace(/^http/, "ws")}/socket`, { ...usual, ...given.socket });
    const channel = (this.#channel = socket.channel(`bot:${bot}`, { access_token: token, sessions: this.#seen }));
    const hear = (name, act) => channel.on(name, (payload) => payload.session === this.session && act(payload));
    for (const name of ["btu_msg", "utb_msg", "session_closed"]) hear(name, (event) => this.#learn(event));
    hear("btu_part", (part) => this.#grow(part));
    hear("msg_status", ({ seq, status }) => this.#dealtWith(seq, status));
    hear("typing", ({ on }) => this.#tell("typing", { on }));
    socket.onOpen(() => (socket.longPollFallbackMs = null)); // Where WebSockets came through once, an outage is an outage.
    socket.onClose(() => this.#cut("offline"));
    channel.onError(() => this.#cut("offline"));
    channel.onClose(() => this.#cut("refused", "closed"));
    this.disconnect = () => socket.disconnect();
    socket.connect();
    const joining = channel.join().receive("ok", ({ sessions }) => this.#joined(sessions));
    joining.receive("error", ({ retry, reason }) => retry || this.#cut("refused", reason));
  }
  earlier = (session = this.session) => this.#push("history", { session, before: this.#oldest }, ({ events, more }) => {
    if (session !== this.session) return;
    [this.more, this.#oldest] = [more, events[0]?.seq ?? this.#oldest];
    events.forEach((event) => this.#learn(event));
  });
  // Joined, for the first time or again. Asking for the past attaches to a session this join has not named.
  #joined = (sessions) => this.#attach(async (join) => {
    const { error, recovered } = sessions[this.session] ?? {};
    if (error) throw { reason: error };
    if (!this.session) return this.#begin("started");
    if (recovered === false) this.#clear();
    if (!this.#loaded) await this.earlier();
    if (join === this.#join) this.#ready("continued");
  });
  async #attach(act) {
    const join = ++this.#join;
    this.online = false;
    await act(join).catch(({ reason, ...refusal }) => {
      if (join !== this.#join) return;
      if (reason === "unknown_session") this.#attach(() => this.#begin("lost"));
      else if (PASSING.includes(reason)) setTimeout(() => join === this.#join && this.#joined({}), pause(refusal));
      else this.#cut("refused", reason);
    });
  }
  // Opens a session, unless another tab has: one tab at a time.
  #begin = (cause, keep, old = this.session) => alone(this.#key, async () => {
    const stored = this.#store.getItem(this.#key);
    if (stored && stored !== old) return void this.#enter(stored);
    const { session } = await this.#push("new_session", { data: this.#options.data ?? {} });
    attempt(() => this.#store.setItem(this.#key, session));
    this.#clear(session, keep);
    this.#ready(cause);
  });
  #enter = (session) => (this.#clear(session), this.#channel?.state === "joined" && this.#joined({}));
  #ready(cause) {
    [this.online, this.#loaded, this.#held] = [true, true, new Set()];
    this.#seen[this.session] ??= 0;
    this.#tell("connection", { state: "online" });
    this.#tell("session", { cause });
    this.#pump();
  }
  #cut(state, reason) {
    [this.online, this.#join] = [false, this.#join + 1];
    this.messages.filter(({ parts }) => parts).forEach(this.#drop); // What comes of them is among what is missed.
    this.#tell("connection", { state, reason });
  }
  // `act` hears the answer before anything that comes behind it.
  #push = (event, payload, act = (answer) => answer) => new Promise((resolve, reject) =>
    this.#channel.push(event, payload, WAIT_MS).receive("ok", (answer) => resolve(act(answer)))
      .receive("error", reject).receive("timeout", () => reject({ reason: "timeout" })));
  #queue(message, picture) {
    message.key ??= uuid();
    if (picture) this.#pictures.set(message.key, picture);
    const at = Math.max(Date.now(), ...this.messages.map((other) => other.at + 1));
    this.#show(message, { from: "me", at, state: "sending", reason: undefined });
    this.#pump();
  }
  // One after the other, again under the same client_id until it is stored. Where the session is gone, once more in a new one.
  async #pump() {
    const [join, session] = [this.#join, this.session];
    const message = this.messages.find(({ key, state }) => state === "sending" && !this.#held.has(key));
    if (this.#pumping === join || !this.online || !message) return;
    this.#pumping = join;
    try {
      await this.#deliver(message, session, ({ seq }) =>
        message.seq || session !== this.session || this.#show(message, { seq, session, state: "sent" }));
    } catch ({ reason, ...refusal }) {
      if (reason === "unknown_session" && !message.moved) this.#attach(() => Promise.reject({ reason }), (message.moved = true));
      else if (PASSING.includes(reason)) await new Promise((again) => setTimeout(again, pause(refusal)));
      else if (!message.seq) this.#show(message, { state: "failed", reason });
    }
    if (this.#pumping === join) this.#pumping = undefined;
    this.#pump();
  }
  async #deliver(message, session, stored) {
    const { key, text, value, image } = message;
    if (!image) return this.#push("utb_msg", { session, text, value, client_id: key }, stored);
    if (!image.id) {
      const [body, address] = [new FormData(), `${this.#options.base}/content/image/${this.#options.bot}/${session}`];
      body.append("file", this.#pictures.get(key), image.name || "picture");
      const answer = await fetch(address, { method: "POST", body }).catch(() => Promise.reject({ reason: "upload_failed" }));
      if (!answer.ok) throw { reason: answer.status === 404 ? "unknown_session" : `upload_${answer.status}` };
      image.id = (await answer.json()).id;
      this.#keep(message);
    }
    return this.#push("utb_img", { session, image: image.id, client_id: key }, stored);
  }
  // An event of the log, pushed or from the past. One's own words come back after a drop, and from other tabs.
  #learn({ at, author, ...event }) {
    this.#seen[this.session] = Math.max(this.#seen[this.session] ?? 0, event.seq);
    if (!author || event.type === "closed") return this.#tell("session", { cause: "closed" });
    const from = author.type === "person" ? "me" : author.type;
    const key = (from === "me" && event.client_id) || event.id;
    const known = this.messages.find((message) => message.key === key);
    if (known?.seq) return;
    if (event.image) event.image.url = new URL(event.image.url, this.#options.base).href;
    const place = { seq: event.seq, session: this.session, at: Date.parse(at), state: from === "me" ? "sent" : undefined };
    const whole = { ...event, key, from, name: author.name, parts: undefined, ...place };
    this.#show(known?.parts ? Object.assign(known, whole) : known ?? whole, from === "me" && known && place);
    if (event.cause && from !== "system") this.#dealtWith(event.cause, "delivered");
  }
  // An answer while it is made. Who has not heard it from its beginning, or missed a piece, is shown the whole alone.
  #grow({ id: key, n, delta, cancelled }) {
    const message = this.messages.find((one) => one.key === key) ?? { key, from: "bot", at: Date.now(), text: "", parts: 0 };
    if (cancelled) return message.parts && this.#drop(message);
    if (message.parts === n) this.#show(Object.assign(message, { text: message.text + delta, parts: n + 1 }));
  }
  #drop = (gone) => this.#tell("gone", gone, (this.messages = this.messages.filter((one) => one !== gone)));
  // The bot takes things in order: what comes before this does not wait any more.
  #dealtWith(seq, state) {
    for (const one of this.messages.filter(({ from }) => from === "me"))
      if (one.seq === seq) this.#show(one, { state });
      else if (one.seq < seq && one.state === "delayed") this.#show(one, { state: "sent" });
  }
  #show(message, change) {
    if (change) this.#keep(Object.assign(message, change));
    this.messages = [...new Set([...this.messages, message])].sort((a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity) || a.at - b.at);
    this.#tell("message", message, this.messages[this.messages.indexOf(message) + 1]);
  }
  // One's own messages lie in the storage until they are delivered, pictures from their upload on.
  #keep(message) {
    const [name, image] = [`${this.#key}:${message.key}`, message.image];
    if (message.state === "delivered") return this.#store.removeItem(name);
    const url = image?.id && `${this.#options.base}/content/image/${image.id}`;
    if (!image || url) attempt(() => this.#store.setItem(name, JSON.stringify({ ...message, image: image && { ...image, url } })));
  }
  // What an earlier page left, or another tab did. That tab sends its messages itself, but may end before it has.
  #stored(name, value, elsewhere) {
    if (!value || !name.startsWith(this.#key)) return;
    if (name === this.#key) return elsewhere && value !== this.session && this.#enter(value);
    const item = JSON.parse(value);
    const known = this.messages.find(({ key }) => key === item.key);
    if (known?.seq || (item.seq && item.session !== this.session)) return known || this.#store.removeItem(name);
    if (elsewhere) setTimeout(() => this.#held.delete(item.key) && this.#pump(), WAIT_MS, this.#held.add(item.key));
    this.#show(Object.assign(known ?? item, { ...item, image: known?.image ?? item.image }));
  }
  // Another session, or a log that is to be read anew; what is not in it goes on.
  #clear(session = this.session, keep = unsent) {
    for (const one of this.messages) if (!keep(one) && one.session !== session) this.#store.removeItem(`${this.#key}:${one.key}`);
    [this.session, this.messages, this.#oldest, this.#loaded] = [session, this.messages.filter(keep), undefined, false];
    Object.keys(this.#seen).forEach((id) => delete this.#seen[id]);
    this.#tell("clear");
    this.messages.forEach((message) => this.#show(message, this.#pictures.has(message.key) && delete message.image.id));
  }
  #tell = (name, ...details) => this.#listeners[name]?.forEach((listener) => listener(...details));
}

const uuid = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const alone = async (name, act) => (globalThis.navigator?.locks ? navigator.locks.request(name, act) : act());
const attempt = (act) => { try { return act(); } catch { return undefined; } };
const browserStorage = () => attempt(() => localStorage.length >= 0 && localStorage) ?? memory();
const memory = (all = {}) => ({ getItem: (at) => all[at] ?? null, setItem: (at, it) => (all[at] = it), removeItem: (at) => delete all[at] });
