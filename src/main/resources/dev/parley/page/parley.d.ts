// The types of /parley.js. docs/parley-js.md tells the same at length.

/** How far a message of one's own is. */
export type MessageState =
  /** It waits in the outbox and is sent until the server has acknowledged it. */
  | "sending"
  /** The server has stored it: it will be delivered, or shown as undeliverable. */
  | "sent"
  /** The bot has dealt with it. */
  | "delivered"
  /** The bot could not be reached yet; the server tries again. */
  | "delayed"
  /** The server has given up. */
  | "undeliverable"
  /** The server has refused it, `reason` says why; `retry` sends it again. */
  | "failed";

export interface Button {
  title: string;
  value: string;
}

/** One message. The same object is told again whenever it changes. */
export interface Message {
  /** Names the message for good: its `client_id` where the person said it with one, else the event's id. */
  key: string;
  from: "me" | "bot" | "agent" | "system";
  /** The name of who said it, where the server tells one. */
  name?: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Its place in the log, once it has one. */
  seq?: number;
  text?: string;
  /** What was said by pressing a button. */
  value?: string;
  image?: { id?: string; url: string; type?: string; name?: string };
  file?: { url: string; name?: string; type?: string; size?: number };
  buttons?: Button[];
  /** The seq this answers. */
  cause?: number;
  /** Only while the bot still says it: of how many pieces `text` is so far. */
  parts?: number;
  /** Only of messages from "me". */
  state?: MessageState;
  /** Why it failed. */
  reason?: string;
}

export interface Connection {
  state: "connecting" | "online" | "offline" | "refused";
  /** With "refused": the server's word for it, such as "unauthorized". */
  reason?: string;
}

/**
 * What became of the session: it was `started` (for the first time, or by `restart`), is `continued` (after a reload or a
 * drop), was `lost` (the server does not know it any more; another was begun), or is `closed`.
 */
export interface SessionNews {
  cause: "started" | "continued" | "lost" | "closed";
}

export interface Events {
  connection: (connection: Connection) => void;
  session: (news: SessionNews) => void;
  /** A message is new or has changed; it stands before `next`, or at the end. */
  message: (message: Message, next?: Message) => void;
  /** The bot did not finish this one, or it cannot be known whether it has: it is to be taken away. */
  gone: (message: Message) => void;
  /** What was shown is to be taken away; what remains is told anew. */
  clear: () => void;
  /** Somebody on the bot's side types, or has stopped. */
  typing: (typing: { on: boolean }) => void;
}

/** What is used of phoenix.js's Socket, 1.2 or later. */
export type SocketClass = new (endPoint: string, options?: any) => any;

/** What is used of `localStorage`; its own enumerable keys are the names in it. */
export interface KeyValueStorage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

export interface Options {
  /** The bot's id. */
  bot: string;
  /** The access token of one of its websocket entries with scope `session`. */
  token: string;
  /** The server; without it the one this module came from. */
  base?: string;
  /** The data a new session begins with. */
  data?: Record<string, unknown>;
  /** phoenix.js's Socket; without it the server's own is loaded. */
  Socket?: SocketClass;
  /** Further options for that Socket. */
  socket?: Record<string, unknown>;
  /** Where the session and the outbox are kept; without it `localStorage`, or the page's memory where there is none. */
  storage?: KeyValueStorage;
}

export class Parley {
  constructor(options: Options);
  /** All that is shown, in the order of the log, behind it what is not stored yet. */
  readonly messages: Message[];
  readonly session: string | null;
  readonly online: boolean;
  /** Whether `earlier` would find something. */
  readonly more: boolean;
  /** Calls the listener with every event of this name. Listen before `connect`. */
  on<Name extends keyof Events>(name: Name, listener: Events[Name]): void;
  /** Shows what waits since an earlier page, connects, and stays connected through any number of cuts. Called once. */
  connect(): Promise<void>;
  /** Ends the connection; what waits stays in the outbox. */
  disconnect(): void;
  /** Says a text; a pressed button is said by its title and its value. */
  send(text: string, value?: string): void;
  /** Sends a picture. Until it is uploaded it is known to this page alone: a reload in that moment forgets it. */
  image(picture: Blob): void;
  /** Sends a failed message again. */
  retry(message: Message): void;
  /** Tells the bot that the person types or has stopped. */
  typing(on: boolean): void;
  /** Tells the bot that the person has seen what there is. */
  seen(): void;
  /** Loads what was said before. Fails with `{reason}`. */
  earlier(): Promise<void>;
  /** Erases this conversation and begins another; what waits is given up. Does nothing while not online. */
  restart(): void;
}
