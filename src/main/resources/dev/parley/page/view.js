// What is on the screen: the log, the composer, the connection's state. It knows nothing of sockets.

import { appendText } from "./links.js";

const REASONS = {
  too_long: "This message is too long.",
  invalid_payload: "This message could not be understood.",
  invalid_image: "The server did not accept this picture.",
  session_closed: "This conversation has ended. Start a new one to go on.",
  unknown_session: "This conversation is no longer there.",
  timeout: "The server did not answer.",
  upload_failed: "The picture could not be sent.",
  upload_413: "This picture is too large.",
  upload_415: "Only PNG, JPEG, GIF and WebP pictures can be sent.",
  upload_429: "Too many pictures. Wait a moment.",
};
const REFUSALS = {
  unauthorized: "This chat is not available any more. Reload the page, or come back later.",
  origin_not_allowed: "This chat may not be used from here.",
};
const STATES = {
  sending: "Sending…",
  sent: "Sent",
  delivered: "Delivered",
  delayed: "Sent, but not delivered yet",
  undeliverable: "Not delivered: nobody could be reached.",
};
// What a page's styles and tests know a message's state by: whether it was delivered at once makes no difference there.
const MARKS = { sending: "pending", delivered: "sent" };
const STATUS = { connecting: "Connecting…", online: "Online", offline: "Connection lost", refused: "Not available" };
const PICTURES = ["image/png", "image/jpeg", "image/gif", "image/webp"];
const BACK_MS = 4_000;
const NEAR_PX = 80;

const byId = (id) => document.getElementById(id);

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

export class View {
  #shown = new Map();
  #typing = false;
  #gone = false;
  #backTimer;
  #top = 0;
  #stuck = true;

  /** `acts`: what the person can do: text(text, value), image(file), typing(on), retry(message), earlier(), restart(). */
  constructor(acts) {
    this.acts = acts;
    this.log = byId("log");
    this.scroll = byId("scroll");
    this.text = byId("text");
    this.latest = byId("latest");
    this.#composer();
    this.#pictures();
    this.#newConversation();
    this.scroll.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.latest.addEventListener("click", () => this.#toEnd());
    byId("earlier").addEventListener("click", () => this.acts.earlier());
    // The keyboard of a phone takes room from the log, and a picture needs more when it is there: what was at the end
    // stays there.
    const resized = new ResizeObserver(() => this.#follow());
    [this.scroll, this.log].forEach((part) => resized.observe(part));
    // Neither a phone's keyboard nor the page around a frame is disturbed unasked.
    if (matchMedia("(hover: hover)").matches && window === window.top) this.text.focus();
  }

  /** The state of the connection: connecting, online, offline or refused. */
  connection(state, reason) {
    const status = byId("status");
    status.dataset.state = state;
    status.textContent = STATUS[state];
    byId("restart").disabled = state !== "online";
    if (state === "online") {
      if (this.#gone) this.#banner("back", "Connected again.");
      this.#gone = false;
    } else if (state === "offline") {
      this.#banner("gone", "Connection lost. Trying to reconnect…");
    } else if (state === "refused") {
      this.#banner("refused", REFUSALS[reason] ?? "This chat is not available right now.");
    }
  }

  /** A message is new or has changed; `next` is the one it stands before, if any. */
  message(message, next) {
    const known = this.#shown.get(message.key);
    const article = known ?? this.#article(message);
    const before = this.#shown.get(next?.key);
    this.#shown.set(message.key, article);
    if (!known) this.#add(article, message.state === "sending", before);
    else if (before && !(article.compareDocumentPosition(before) & Node.DOCUMENT_POSITION_FOLLOWING)) before.before(article);
    if (message.from !== "me") return this.#grow(article, message);
    article.dataset.state = MARKS[message.state] ?? message.state;
    article.querySelector(".state").replaceChildren(...this.#state(message));
    this.#follow();
  }

  /** A message is no more. */
  gone({ key }) {
    this.#shown.get(key)?.remove();
    this.#shown.delete(key);
  }

  /** Somebody on the bot's side types, or has stopped. */
  typing(on) {
    byId("typing").hidden = !on;
  }

  /** Whether there is something earlier to load. */
  more(there) {
    byId("earlier").hidden = !there;
  }

  /** The page says this. */
  note(text) {
    this.#add(element("p", "note", text));
  }

  /** Empties the log. */
  clear() {
    this.#shown.clear();
    this.log.replaceChildren();
    this.latest.hidden = true;
  }

  #article(message) {
    const { from, text, image, file, buttons = [], name } = message;
    const at = new Date(message.at);
    const time = element("time", "", at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
    time.dateTime = at.toISOString();
    const bubble = element("div", image ? "bubble picture" : "bubble");
    bubble.dir = "auto";
    if (image) bubble.append(this.#thumbnail(image));
    else appendText(bubble, text ?? file?.url ?? "");
    const who = element("span", "visually-hidden", from === "me" ? "You: " : `${name || "Bot"}: `);
    const meta = element("p", "meta", time, element("span", "state"));
    return element("article", `message ${from === "me" ? "mine" : "bot"}`, who, bubble, ...this.#choices(buttons), meta);
  }

  // What is still being said grows where it stands, and is read aloud when it is whole.
  #grow(article, { text, buttons = [], parts }) {
    const grew = article.ariaBusy === "true";
    article.ariaBusy = parts ? "true" : null;
    if (!grew) return;
    const bubble = article.querySelector(".bubble");
    bubble.replaceChildren();
    appendText(bubble, text);
    if (!parts) bubble.after(...this.#choices(buttons));
    this.#follow();
  }

  #choices(buttons) {
    if (buttons.length === 0) return [];
    const all = buttons.map(({ title, value }) => {
      const choice = element("button", "choice", title);
      choice.type = "button";
      choice.addEventListener("click", () => this.acts.text(title, value));
      return choice;
    });
    return [element("p", "buttons", ...all)];
  }

  #thumbnail({ url, name }) {
    const img = element("img");
    img.alt = name ? `Picture ${name}` : "Picture";
    img.addEventListener("load", () => this.#follow());
    img.src = url;
    return img;
  }

  #state(message) {
    if (message.state !== "failed") return [STATES[message.state]];
    const again = element("button", "again", "Try again");
    again.type = "button";
    again.addEventListener("click", () => {
      this.acts.retry(message);
      this.text.focus();
    });
    const text = element("span", "", `Not sent. ${REASONS[message.reason] ?? ""}`);
    text.setAttribute("role", "alert");
    return [text, again];
  }

  #banner(kind, text) {
    clearTimeout(this.#backTimer);
    const banner = byId("banner");
    if (kind === "back") this.#backTimer = setTimeout(() => delete banner.dataset.kind, BACK_MS);
    else this.#gone = true;
    banner.dataset.kind = kind;
    if (banner.textContent !== text) banner.textContent = text;
  }

  #composer() {
    const fit = () => {
      this.text.style.height = "auto";
      this.text.style.height = `${this.text.scrollHeight}px`;
    };
    this.text.addEventListener("input", () => (fit(), this.#tellTyping(this.text.value.trim() !== "")));
    this.text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      byId("composer").requestSubmit();
    });
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      const text = this.text.value.trim();
      this.text.focus();
      if (!text) return;
      this.text.value = "";
      fit();
      this.#tellTyping(false);
      this.acts.text(text);
    });
  }

  #tellTyping(on) {
    if (on !== this.#typing) this.acts.typing((this.#typing = on));
  }

  #pictures() {
    const input = byId("file");
    const chat = byId("chat");
    byId("attach").addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      this.#send(input.files);
      input.value = "";
      this.text.focus();
    });
    document.addEventListener("paste", (event) => {
      if (this.#send(event.clipboardData.files)) event.preventDefault();
    });
    document.addEventListener("dragover", (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      chat.classList.add("dropping");
    });
    document.addEventListener("dragleave", (event) => event.relatedTarget ?? chat.classList.remove("dropping"));
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      chat.classList.remove("dropping");
      this.#send(event.dataTransfer.files);
    });
  }

  #send(files) {
    const pictures = [...files].filter((file) => PICTURES.includes(file.type));
    if (pictures.length < files.length) this.note(REASONS.upload_415);
    pictures.forEach((file) => this.acts.image(file));
    return files.length > 0;
  }

  #newConversation() {
    const dialog = byId("confirm");
    byId("restart").addEventListener("click", () => {
      dialog.returnValue = "";
      dialog.showModal();
    });
    dialog.addEventListener("close", () => {
      if (dialog.returnValue === "ok") this.acts.restart();
      this.text.focus();
    });
  }

  #add(entry, mine = false, before = null) {
    const follow = mine || this.#stuck || this.#nearEnd();
    this.log.insertBefore(entry, before);
    if (follow) this.#toEnd();
    else this.latest.hidden = false;
  }

  /** Only who scrolls up leaves the end: the log may have grown since the place was set that this tells of. */
  #scrolled() {
    const up = this.scroll.scrollTop < this.#top;
    this.#top = this.scroll.scrollTop;
    if (this.#nearEnd()) this.latest.hidden = true;
    this.#stuck = this.#nearEnd() || (this.#stuck && !up);
  }

  #nearEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroll;
    return scrollHeight - scrollTop - clientHeight < NEAR_PX;
  }

  #follow() {
    if (this.#stuck) this.#toEnd();
  }

  #toEnd() {
    this.#stuck = true;
    this.latest.hidden = true;
    this.scroll.scrollTop = this.scroll.scrollHeight;
    this.#top = this.scroll.scrollTop;
  }
}
