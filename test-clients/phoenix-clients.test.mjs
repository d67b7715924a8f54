// Every phoenix.js since 1.2, over every transport it can: the same conversation, with the server stopped twice in it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Barrier } from "./barrier.mjs";
import { PhoenixClient } from "./phoenix-client.mjs";
import { start, stop } from "./server.mjs";

const VERSIONS = ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8"];
// The LongPoll of 1.2 expects another answer form than Phoenix gives since 1.3.
const clients = VERSIONS.flatMap((version) =>
  ["WebSocket", "LongPoll"].filter((transport) => version !== "1.2" || transport === "WebSocket").map((transport) => [version, transport]),
);
const restart = (signal) => async () => {
  await stop(signal);
  await start();
};
const shutdown = new Barrier(clients.length, restart("TERM"));
const crash = new Barrier(clients.length, restart("KILL"));

describe("phoenix.js", { concurrency: true }, () => {
  for (const [version, transport] of clients) {
    test(`${version} over ${transport} talks, outlives two restarts and leaves`, { timeout: 120_000 }, async () => {
      const client = new PhoenixClient(version, transport);
      const barriers = [shutdown, crash];
      try {
        await client.join();
        const { session } = await client.push("new_session", { data: { first_name: `phoenix.js ${version}` } });
        assert.match(session, /^[0-9a-f-]{36}$/);
        const first = await client.talk(session, "hello");
        await client.show(session);

        let joins = client.joins;
        await barriers.shift().arrive();
        await client.joinedAfter(joins);
        const second = await client.talk(session, "are you back?");

        joins = client.joins;
        await barriers.shift().arrive();
        await client.joinedAfter(joins);
        const third = await client.talk(session, "and again?");
        assert.ok(first < second && second < third, "the log went on");

        await client.leave();
      } finally {
        barriers.forEach((barrier) => barrier.leave());
        client.disconnect();
      }
    });
  }
});
