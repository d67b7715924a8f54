// What the suites of chat.io's customer SDK share: the bot of a licence, its customers' tokens, and a human on its side.

import { makeBot, start, stop, url } from "./server.mjs";

export const license = 123456;

const admin = { "content-type": "application/json", authorization: `Bearer ${process.env.ADMIN_TOKEN}` };
let bot;

/** Makes the bot; to be called once. */
export async function begin() {
  bot = await makeBot({
    name: "Front desk",
    engine: { type: "echo", prefix: "echo: ", typing: true, quiet: "/quiet", end_on: "bye" },
    channels: [{ type: "chatio", license }],
  });
}

/** A new customer's token. */
export async function token() {
  const answer = await fetch(`${url}/customer?response_type=token&client_id=c&license_id=${license}`, { method: "POST" });
  return answer.json();
}

/** Does something in the newest session. */
export async function operator(action, body) {
  const listed = await (await fetch(`${url}/api/v1/bots/${bot}/sessions?limit=1000`, { headers: admin })).json();
  const newest = listed.data.reduce((one, other) => (one.created_at > other.created_at ? one : other));
  const answer = await fetch(`${url}/api/v1/sessions/${newest.id}/${action}`, {
    method: "POST",
    headers: admin,
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${action}: ${answer.status} ${await answer.text()}`);
}

export async function restart() {
  await stop("TERM");
  await start();
}
