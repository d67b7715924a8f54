// The server under test, as the environment describes it, and what the suites share.

export const url = need("PARLEY_URL");
export const bot = need("BOT_ID");
export const token = need("BOT_TOKEN");

/** The smallest PNG: one grey pixel. */
export const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==",
  "base64",
);

/** Stops the server with a signal, TERM or KILL; it is gone when this returns. */
export const stop = (signal) => post(`/stop?signal=${signal}`);

/** Starts the server again, on the same port and data; it is ready when this returns. */
export const start = () => post("/start");

async function post(path) {
  const answer = await fetch(need("CONTROL_URL") + path, { method: "POST" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

function need(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

/** Makes another bot with a page and these manifest keys, an echo unless they say otherwise; its id. */
export async function makeBot(manifest) {
  const engine = { type: "echo", prefix: "echo: " };
  const channels = [{ type: "websocket", access_token: token, scope: "session", page: true }];
  const answer = await fetch(`${url}/api/bots`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${need("ADMIN_TOKEN")}` },
    body: JSON.stringify({ bot: { manifest: { engine, channels, ...manifest } } }),
  });
  if (answer.status !== 201) throw new Error(`the bot was not made: ${answer.status} ${await answer.text()}`);
  return (await answer.json()).data.id;
}
