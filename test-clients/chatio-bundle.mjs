// The bundles of chat.io's customer SDK as they were published. The package cannot be installed, one of its dependencies
// is in no registry; its bundle needs none, so the tarball is fetched as it is, and checked.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = "@livechat/chat.io-customer-sdk";
const INTEGRITY = {
  "0.8.0": "zwakvoBlIBFdn1lPT1pi8hx98UQg/uJaC+ZAuYZKwbm+FOAKe58UdTtL2blbj3YoX304YlvbV9mC1m9YyyNKAw==",
  "0.9.1": "eqs3baf9uiDmZ/cYjjZy4OP1Smf2qAp4VHN98kSQM17YXkvDm+cmMOkvvIwbN+xXaFqQI0t8zE1d3+hmKNW5jQ==",
};
const CACHE = fileURLToPath(new URL("node_modules/.cache/chatio", import.meta.url));

export const versions = Object.keys(INTEGRITY);

/** The path of a version's bundle. */
export function bundle(version) {
  const directory = join(CACHE, version);
  const file = join(directory, "package/dist/chat.io-customer-sdk.js");
  if (existsSync(file)) return file;
  const fresh = `${directory}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  execFileSync(npm, ["pack", `${PACKAGE}@${version}`, "--pack-destination", fresh, "--prefer-offline"], { stdio: "pipe" });
  const tarball = `livechat-chat.io-customer-sdk-${version}.tgz`;
  const found = createHash("sha512").update(readFileSync(join(fresh, tarball))).digest("base64");
  if (found !== INTEGRITY[version]) throw new Error(`${tarball} is not what was published: ${found}`);
  execFileSync("tar", ["xzf", tarball], { cwd: fresh });
  rmSync(directory, { recursive: true, force: true });
  renameSync(fresh, directory);
  return file;
}
