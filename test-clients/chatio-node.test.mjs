// chat.io's customer SDK, its published bundles, in Node. Their hosts are compiled in, so their sockets and requests are
// handed to the server under test.

import { createRequire } from "node:module";
import { before, describe, test } from "node:test";
import { WebSocket } from "ws";
import { bundle, versions } from "./chatio-bundle.mjs";
import { BinaryXMLHttpRequest } from "./chatio-xhr.mjs";
import { scenarios } from "./chatio-scenarios.mjs";
import { begin, license, operator, restart, token } from "./chatio-world.mjs";
import { url } from "./server.mjs";

const here = (address) => String(address).replace(/^(http|ws)s:\/\/api\.chat\.io/, (all, scheme) => scheme + url.replace(/^http/, ""));
const store = new Map();

globalThis.window = globalThis;
globalThis.navigator ??= { userAgent: "node" };
globalThis.localStorage = {
  getItem: (key) => store.get(key) ?? null,
  setItem: (key, value) => store.set(key, value),
  removeItem: (key) => store.delete(key),
};
globalThis.WebSocket = class extends WebSocket {
  constructor(address, protocols) {
    super(here(address), protocols);
  }
};
globalThis.XMLHttpRequest = class extends BinaryXMLHttpRequest {
  open(method, address) {
    super.open(method, here(address));
  }
};

before(begin);

for (const version of versions) {
  describe(`@livechat/chat.io-customer-sdk ${version}`, () => {
    const CustomerSDK = createRequire(import.meta.url)(bundle(version));
    for (const [name, scenario] of Object.entries(scenarios)) {
      test(name, () => scenario({ CustomerSDK, license, token, operator, restart }));
    }
  });
}
