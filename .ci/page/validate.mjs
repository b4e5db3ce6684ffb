// Opens the page of `gainsay audit` in Chromium, from disk, and uses it as people do: by mouse, by keyboard, on a small
// screen, in the dark, on paper and without scripts. A second page holds thousands of disputes.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [tools, executablePath, gainsay, option, pictures] = process.argv.slice(2);
const require = createRequire(resolve(tools, "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const out = resolve(tools, "pages");
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const audit = (arguments_, page) => {
  execFileSync(resolve(gainsay), ["audit", ...arguments_, "--format", "html", "--output", page]);
  return pathToFileURL(resolve(page)).href;
};

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const DESK = { width: 1280, height: 900 };
const HAND = { width: 390, height: 844 };

const profile = mkdtempSync(join(tmpdir(), "gainsay-page-"));
const browser = await chromium.launchPersistentContext(profile, { executablePath, args: FLAGS, viewport: DESK });

/** Opens a page of which every request but the first and every complaint is a failure. */
const open = async (href, within = browser) => {
  const page = await within.newPage();
  const complaints = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => request.url() !== href && complaints.push(`request of ${request.url()}`));
  await page.goto(href);
  return { page, quiet: () => assert.deepEqual(complaints, []) };
};

const done = (what) => console.log(`page: ${what}`);
const shown = (page, selector) => page.locator(`${selector}:visible`).count();

/** No violation that axe-core calls serious or critical. */
const accessible = async (page, where) => {
  // The policy of the page lets no script in but its own, so axe comes in by the debugger.
  const found = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ["violations"] })`);
  const bad = found.violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  const told = bad.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary}`).join(" | ")}`);
  assert.deepEqual(told, [], where);
};

/** What is cut or reaches out of the window: nothing may scroll sideways, hide what does not fit, or lie beside the page. */
const cut = (page) =>
  page.evaluate(() => {
    const told = (element, what) => `${element.tagName} ${element.getAttribute("class") ?? ""} ${what}: ${element.textContent.slice(0, 60)}`;
    return [...document.querySelectorAll("body *")].flatMap((element) => {
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      if (!box.width || !box.height || element.closest(".skip, noscript")) return [];
      const found = [];
      // What lies outside of a drawing by its own measure is looked at by what is drawn.
      const drawn = element instanceof SVGElement && !["text", "path", "rect", "line"].includes(element.tagName);
      if (!drawn && (box.right > innerWidth + 1 || box.left < -1)) found.push(told(element, `reaches to ${box.left}..${box.right}`));
      if (element instanceof HTMLElement && style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1 && !element.matches("input, select")) {
        found.push(told(element, `hides ${element.scrollWidth - element.clientWidth} pixels`));
      }
      if (style.textOverflow === "ellipsis") found.push(told(element, "ends in dots"));
      return found;
    });
  });

/** Labels of a chart that lie upon each other. */
const overlaps = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".chart")].flatMap((chart) => {
      const labels = [...chart.querySelectorAll(".column text, .axis text")].filter((label) => label.getBoundingClientRect().width);
      const boxes = labels.map((label) => [label.textContent, label.getBoundingClientRect()]);
      return boxes.flatMap(([text, a], at) =>
        boxes.slice(at + 1).filter(([, b]) => a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom).map(([other]) => `${text} on ${other}`),
      );
    }),
  );

/** Marks that neither stand within their day nor cover it. */
const astray = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".chart .mark")].filter((mark) => {
      const plot = mark.closest(".plot");
      const box = plot.getBoundingClientRect();
      if (!box.width || !plot.dataset.day) return false;
      const share = (text) => (box.width * parseFloat(text)) / 100;
      const shape = mark.querySelector(".shape").getBoundingClientRect();
      const middle = (shape.left + shape.right) / 2 - box.left - share(mark.querySelector("svg").getAttribute("x"));
      return Math.abs(middle) > Math.max(shape.width / 2, share(plot.dataset.day) / 2);
    }).length,
  );

/** Every size and both themes: nothing is cut, lies upon another or is hard to read. */
const sizes = async (page, name) => {
  for (const [width, size] of [["1280", DESK], ["768", { width: 768, height: 1000 }], ["390", HAND], ["320", { width: 320, height: 700 }]]) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      if (width !== "768" && width !== "320") await accessible(page, `${name} ${width} ${colorScheme}`);
      await page.screenshot({ path: join(out, `${name}-${width}-${colorScheme}.png`) });
    }
    assert.deepEqual(await cut(page), [], `${name}: nothing is cut at ${width} pixels`);
    assert.deepEqual(await overlaps(page), [], `${name}: no label lies upon another at ${width} pixels`);
    assert.equal(await astray(page), 0, `${name}: every mark stands on its day at ${width} pixels`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(overflow <= 0, `${name}: overflow at ${width}`);
  }
};

/** The addresses within the page that lead nowhere. */
const broken = (page) =>
  page.evaluate(() => [...document.querySelectorAll("a[href^='#']")].map((link) => link.getAttribute("href")).filter((href) => !document.getElementById(decodeURIComponent(href.slice(1)))));

const real = async (href) => {
  const { page, quiet } = await open(href);
  const first = page.locator("details.finding").first();
  assert.ok((await page.locator("details.finding").count()) > 10);

  // A dispute opens by keyboard, and what is drawn is what is listed.
  await first.locator("summary").focus();
  await page.keyboard.press("Enter");
  assert.equal(await first.getAttribute("open"), "");
  await page.locator("#open-all").click();
  const unlike = await page.evaluate(() =>
    [...document.querySelectorAll("details.finding")].flatMap((finding) => {
      const ids = (selector) => [...finding.querySelectorAll(selector)].map((element) => element.dataset.claim);
      const [drawn, listed] = [ids(".plot .mark"), ids("tr[data-claim]")];
      const chart = finding.querySelector(".chart");
      const conflict = finding.dataset.kind === "conflict";
      if (!chart) return conflict ? [`${finding.id} has no chart`] : [];
      const lacking = drawn.filter((id) => !listed.includes(id));
      const undrawn = conflict ? listed.filter((id) => !drawn.includes(id)) : [];
      return drawn.length && !lacking.length && !undrawn.length ? [] : [`${finding.id}: ${lacking} ${undrawn}`];
    }),
  );
  assert.deepEqual(unlike, []);
  const outside = await page.evaluate(() =>
    [...document.querySelectorAll(".chart")].filter((chart) => {
      const frame = chart.getBoundingClientRect();
      return [...chart.querySelectorAll(".shape, .column text, .axis text")].some((element) => {
        const box = element.getBoundingClientRect();
        return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
      });
    }).length,
  );
  assert.equal(outside, 0, "every mark and label lies within its chart");
  done("disputes open, and their charts hold their claims");

  await sizes(page, "real");
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await page.locator("#theme").focus();
  await page.keyboard.press("Enter");
  assert.notEqual(await background(), dark);
  await page.setViewportSize(DESK);
  await page.emulateMedia({ colorScheme: "light" });
  done("nothing is cut, upon another or hard to read, in light and dark, from 1280 to 320 pixels");

  // Source against source.
  assert.deepEqual(await broken(page), [], "links that lead nowhere");
  const cells = page.locator(".matrix td a");
  assert.ok((await cells.count()) > 10);
  await page.locator("#close-all").click();
  for (const to of ["#pair-", "#f-"]) {
    const cell = page.locator(`.matrix td a[href^='${to}']`).first();
    const target = (await cell.getAttribute("href")).slice(1);
    await cell.click();
    await page.waitForFunction((id) => document.getElementById(id).closest("details").open, target);
    assert.ok(await page.locator(`[id="${target}"]`).isVisible());
  }
  await page.locator("details.pair[open] a").first().click();
  await page.waitForFunction(() => document.querySelector(":target.finding").open);
  done("cells of source against source lead to their disputes");

  // Filters of findings, by keyboard and by click.
  const every = await shown(page, "details.finding");
  await page.locator("#find-text").focus();
  await page.keyboard.type("kyiv independent");
  await page.waitForFunction((every) => document.querySelectorAll("details.finding:not([hidden])").length < every, every);
  assert.ok((await shown(page, "details.finding")) > 0);
  await page.locator("#find-text").fill("");
  await page.locator("#find-severity").selectOption("warning");
  assert.equal(await shown(page, "details.finding"), await page.locator("details.finding.warning").count());
  await page.locator("#find-severity").selectOption("");
  await page.locator("#find-kind").selectOption("misattribution");
  assert.equal(await shown(page, "details.finding"), await page.locator('details[data-kind="misattribution"]').count());
  await page.locator("#find-kind").selectOption("");

  // The table of claims.
  const count = async () => Number((await page.locator("#rows-found").textContent()).split(" ")[0].replace(",", ""));
  await page.locator("#claims").scrollIntoViewIfNeeded();
  await page.waitForFunction(() => /claims/.test(document.querySelector("#rows-found").value));
  const claims = await count();
  await page.locator("#rows-source").focus();
  await page.keyboard.type("pentagon");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("department of defense");
  await page.waitForFunction(() => / of /.test(document.querySelector("#rows-found").value));
  assert.ok((await count()) > 0 && (await count()) < claims);
  const sources = await page.locator("#all tbody tr td:nth-child(2)").allTextContents();
  assert.ok(sources.every((source) => /department of defense/i.test(source)), sources.join());
  await page.locator("#rows-source").fill("");
  await page.locator("#rows-conflict").click();
  await page.waitForFunction(() => [...document.querySelectorAll("#all tbody tr")].every((row) => row.cells[8].textContent));
  await page.locator("#rows-conflict").click();

  // Sorting, by click and by key.
  const heads = page.locator("#all thead th");
  const ids = async () => page.locator("#all tbody th").allTextContents();
  const collator = new Intl.Collator("en", { numeric: true });
  await heads.nth(0).locator("button").click();
  await page.waitForFunction(() => document.querySelector("#all th").getAttribute("aria-sort") === "ascending");
  await page.waitForTimeout(200);
  assert.deepEqual(await ids(), [...(await ids())].sort(collator.compare));
  await heads.nth(0).locator("button").focus();
  await page.keyboard.press("Enter");
  await page.waitForTimeout(200);
  assert.equal(await heads.nth(0).getAttribute("aria-sort"), "descending");
  assert.deepEqual(await ids(), [...(await ids())].sort((a, b) => collator.compare(b, a)));
  const sorted = page.locator("#sources thead th").nth(3).locator("button");
  await sorted.click();
  const numbers = (await page.locator("#sources tbody td:nth-child(4)").allTextContents()).map(Number);
  assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b));
  await page.locator("#close-all").click();
  await page.locator("#all tbody a[href^='#f-']").first().click();
  await page.waitForFunction(() => document.querySelector(":target").open);
  done("filters and sorting work by keyboard and by click");

  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  assert.equal(await page.locator(".script:visible").count(), 0);
  assert.equal(await background(), "rgb(255, 255, 255)");
  const pdf = await page.pdf({ path: join(out, "real.pdf"), format: "A4" });
  assert.ok(pdf.length > 50_000);
  quiet();
  await page.close();
  done("it prints, complains of nothing and asks for nothing");
};

/** The page of one dispute. */
const alone = async (href) => {
  const { page, quiet } = await open(href);
  await sizes(page, "alone");
  assert.deepEqual(await broken(page), []);
  assert.equal(await page.locator("script").count(), 0);
  assert.equal(await page.locator("a:not([href^='http'])").count(), 0, "it leads to sources alone");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  assert.ok((await page.pdf({ path: join(out, "alone.pdf"), format: "A4" })).length > 20_000);
  quiet();
  await page.close();
  done("the page of one dispute holds all of it, and is nowhere cut");
};

const plain = async (href) => {
  const without = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), "gainsay-page-")), { executablePath, args: FLAGS, viewport: DESK, javaScriptEnabled: false });
  const { page, quiet } = await open(href, without);
  await page.locator("details.finding summary").first().click();
  assert.ok(await page.locator("details.finding .chart").first().isVisible());
  assert.ok(await page.locator("noscript p").first().isVisible());
  assert.equal(await page.locator(".script:visible").count(), 0);
  assert.ok((await page.locator("#all tbody tr").count()) > 100);
  quiet();
  await without.close();
  done("without scripts, disputes open and claims are listed");
};

const large = async () => {
  const claims = ["claims:"];
  for (let number = 0; number < 3000; number += 1) {
    for (const [source, value] of [["herald", 30], ["gazette", 12]]) {
      claims.push(`  - { id: ${source}-${number}, source: ${source}, subject: fire-${number % 50}, place: town-${number}, attribute: deaths, value: ${value}, as-of: 2024-05-02 }`);
    }
  }
  const file = join(out, "large.yaml");
  writeFileSync(file, claims.join("\n"));
  const href = audit([file], join(out, "large.html"));
  const started = performance.now();
  const { page, quiet } = await open(href);
  const opened = performance.now() - started;
  assert.ok(opened < 15_000, `opened in ${opened} ms`);
  const last = page.locator("details.finding").last();
  assert.equal(await page.locator("details.finding").count(), 3000);
  assert.equal(await last.locator(".chart").count(), 0);
  await last.locator("summary").click();
  await last.locator(".chart").waitFor();
  assert.equal(await last.locator(".plot .mark").count(), 2);
  const town = (await last.locator("summary").textContent()).match(/town-\d+/)[0];
  await page.locator("#find-text").fill(town);
  await page.waitForFunction(() => document.querySelectorAll("details.finding:not([hidden])").length < 20);
  assert.ok(await last.isVisible());
  await page.locator("#find-text").fill("");

  const time = async (what, act, until) => {
    const started = performance.now();
    await act();
    await page.waitForFunction(until);
    const spent = performance.now() - started;
    assert.ok(spent < 5_000, `${what} took ${spent} ms`);
  };
  await time("unpacking", () => page.evaluate(() => document.querySelector("#claims").scrollIntoView()), () => /^6,000 claims$/.test(document.querySelector("#rows-found").value));
  assert.equal(await page.locator("#all tbody tr").count(), 100);
  const id = () => page.locator("#all tbody th").first().textContent();
  const before = await id();
  await page.locator("#on").click();
  assert.notEqual(await id(), before);
  await time("filtering", () => page.locator("#rows-text").fill("town-2999"), () => /^2 claims of 6,000$/.test(document.querySelector("#rows-found").value));
  await page.locator("#all tbody a[href^='#f-']").first().click();
  await page.locator(":target .chart").waitFor();
  quiet();
  await page.close();
  done(`with 3,000 disputes it opens in ${Math.round(opened)} ms, and unpacks what is asked for`);
};

/** The pictures of the docs: a dispute on the page of an audit, and that dispute alone; on a screen and in a hand, light and dark. */
const photograph = async (href, alone, fingerprint) => {
  const shot = async (name, href, size, colorScheme, act) => {
    const { page } = await open(href);
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await act(page);
    await page.mouse.move(0, 0);
    await page.screenshot({ path: join(pictures, `${name}.png`) });
    await page.close();
  };
  const first = async (page) => {
    const dispute = page.locator(`#f-${fingerprint}`);
    await dispute.locator("summary").click();
    await dispute.evaluate((element) => element.scrollIntoView({ behavior: "instant" }));
  };
  const top = async () => {};
  const sizes = { "": { width: 1280, height: 760 }, "-narrow": HAND };
  const schemes = { "": "light", "-dark": "dark" };
  for (const [size, viewport] of Object.entries(sizes)) {
    for (const [scheme, colors] of Object.entries(schemes)) {
      await shot(`audit-page${size}${scheme}`, href, viewport, colors, first);
      await shot(`dispute-page${size}${scheme}`, alone, viewport, colors, top);
    }
  }
};

try {
  const href = audit(["claims"], join(out, "real.html"));
  const disputed = JSON.parse(execFileSync(resolve(gainsay), ["audit", "claims", "--format", "json"], { maxBuffer: 1 << 28 }));
  const { fingerprint } = disputed.disputes.find(({ attribute, kind }) => attribute === "casualties" && kind === "conflict");
  const sent = audit(["claims", "--dispute", fingerprint], join(out, "alone.html"));
  if (option === "--screenshots") {
    await photograph(href, sent, fingerprint);
  } else {
    await real(href);
    await alone(sent);
    await plain(href);
    await large();
  }
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}
