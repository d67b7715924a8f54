// Headless Chromium, and pages that notice every complaint of the browser.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const SCREENSHOTS = process.env.SCREENSHOTS ?? "artefacts";
const SILENT = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
// What Chromium says by itself when a server is not there: no fault of the page.
const OUTAGE = /ERR_CONNECTION|ERR_EMPTY_RESPONSE|WebSocket connection|net::ERR_/;

/** @param more further arguments of the browser */
export const launch = (more = []) =>
  chromium.launch({ executablePath: process.env.CHROMIUM, chromiumSandbox: false, args: [...SILENT, ...more] });

/** A page in a context of its own. `page.complaints()` are the console errors, exceptions and policy violations so far. */
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1100, height: 800 }, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.exposeFunction("complainOfPolicy", (directive, blocked) => complaints.push(`policy: ${directive} ${blocked}`));
  await page.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", (event) =>
      window.complainOfPolicy(event.violatedDirective, event.blockedURI),
    ),
  );
  page.complaints = () => complaints;
  await options.prepare?.(page);
  await page.goto(url);
  return page;
}

/** Closes the page's context; fails if the browser complained of anything but a missing server. */
export async function close(page, { outage = false } = {}) {
  await page.context().close();
  assert.deepEqual(
    page.complaints().filter((text) => !(outage && OUTAGE.test(text))),
    [],
  );
}

/** Waits for an element, which a failure names. */
export const see = (page, selector, options = {}) => page.locator(selector, options).first().waitFor({ timeout: 20_000 });

/** Keeps a picture of the page as a build artefact. */
export async function screenshot(page, name) {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: `${SCREENSHOTS}/${name}.png`, animations: "disabled" });
}
