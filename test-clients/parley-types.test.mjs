// /parley.d.ts says what /parley.js has, and a page written against it compiles.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Profile } from "./tabs.mjs";
import { bot, url } from "./server.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

test("a page in TypeScript compiles, and its mistakes do not", () => {
  const options = ["--noEmit", "--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"];
  const lib = ["--lib", "es2022,dom", "--noImplicitAny", "false"];
  execFileSync(process.execPath, [here("node_modules/typescript/bin/tsc"), ...options, ...lib, here("parley-usage.ts")], { encoding: "utf8" });
});

test("the class has exactly what its types name", async () => {
  const types = await (await fetch(`${url}/parley.d.ts`)).text();
  const declared = types.slice(types.indexOf("export class Parley")).match(/^ {2}(?:readonly )?(\w+)/gm);
  const names = declared.map((line) => line.trim().replace("readonly ", "")).filter((name) => name !== "constructor");
  const profile = new Profile();
  const tab = profile.open(url, bot);
  await tab.online();
  const own = [...Object.keys(tab.chat), ...Object.getOwnPropertyNames(Object.getPrototypeOf(tab.chat))];
  assert.deepEqual(own.filter((name) => name !== "constructor").sort(), names.sort());
  profile.closeAll();
});

test("the module is small enough to be read", async () => {
  const lines = (await (await fetch(`${url}/parley.js`)).text()).trimEnd().split("\n");
  assert.ok(lines.length < 200, `${lines.length} lines`);
});
