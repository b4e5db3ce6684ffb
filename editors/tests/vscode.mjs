// The extension in VS Code, as code-server serves it to a browser: a contradiction is marked in both files, and goes as it is typed away.
// `node editors/tests/vscode.mjs CODE_SERVER PLAYWRIGHT BROWSER VSIX GAINSAY`: the folders of the npm packages `code-server` and
// `playwright-core`, a Chromium, the packaged extension, and the program.
import assert from 'node:assert';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const [codeServer, playwright, executablePath, vsix, gainsay] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(path.resolve(playwright));

const work = mkdtempSync(path.join(tmpdir(), 'gainsay-vscode-'));
mkdirSync(path.join(work, 'data/User'), { recursive: true });
writeFileSync(
  path.join(work, 'data/User/settings.json'),
  JSON.stringify({
    'gainsay.path': gainsay,
    'security.workspace.trust.enabled': false,
    'telemetry.telemetryLevel': 'off',
    'workbench.startupEditor': 'none',
  }),
);
writeFileSync(path.join(work, 'config.yaml'), 'auth: none\n');
const folder = path.join(work, 'project');
mkdirSync(path.join(folder, 'claims'), { recursive: true });
for (const [source, value] of Object.entries({ herald: 30, gazette: 12 })) {
  const about = 'subject: harbour-fire, attribute: deaths, as-of: 2024-05-02';
  writeFileSync(path.join(folder, `claims/${source}.yaml`), `claims:\n  - source: ${source}\n    ${about.replaceAll(', ', '\n    ')}\n    value: ${value}\n`);
}
const entry = path.join(codeServer, 'out/node/entry.js');
const options = [
  ...['--config', path.join(work, 'config.yaml'), '--user-data-dir', path.join(work, 'data')],
  ...['--extensions-dir', path.join(work, 'extensions'), '--disable-telemetry', '--disable-update-check'],
];

/** A port that nobody listens to. */
function port() {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Waits until code-server answers. */
async function answers(url) {
  for (let tries = 0; tries < 120; tries++) {
    if (await fetch(`${url}/healthz`).then((answer) => answer.ok, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('code-server does not answer');
}

/** How many problems the editor counts in the files that it lists, by their names. */
function counts(page) {
  return page.$$eval('.explorer-folders-view .monaco-list-row', (rows) =>
    Object.fromEntries(
      rows
        .map((row) => [row.querySelector('.label-name')?.textContent, row.querySelector('.monaco-icon-label')])
        .map(([name, label]) => [name, label ? getComputedStyle(label, '::after').content.replaceAll('"', '') : '']),
    ),
  );
}

/** Waits until the editor counts so many problems in each of both files. */
async function counted(page, expected) {
  let last;
  for (let tries = 0; tries < 240; tries++) {
    last = await counts(page);
    if (['herald.yaml', 'gazette.yaml'].every((name) => (/^[0-9]+/.exec(last[name] ?? '')?.[0] ?? '') === expected)) return;
    await page.waitForTimeout(250);
  }
  assert.fail(`not ${expected || 'nothing'} but ${JSON.stringify(last)}`);
}

async function tryIt(url) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.setDefaultTimeout(120_000);
    const file = `vscode-remote://${new URL(url).host}${folder}/claims/herald.yaml`;
    const payload = encodeURIComponent(JSON.stringify([['openFile', file]]));
    await page.goto(`${url}/?folder=${folder}&payload=${payload}`);
    await page.waitForSelector('.squiggly-error');
    await counted(page, '1');
    // The value is the last word of its line.
    await page.locator('.view-line', { hasText: 'value:' }).click();
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('12');
    await page.waitForSelector('.squiggly-error', { state: 'detached' });
    await counted(page, '');
  } finally {
    await browser.close();
  }
}

const url = `http://127.0.0.1:${await port()}`;
execFileSync(process.execPath, [entry, ...options, '--install-extension', path.resolve(vsix)], { stdio: 'ignore' });
const server = spawn(process.execPath, [entry, ...options, '--bind-addr', new URL(url).host], { stdio: 'ignore' });
try {
  await answers(url);
  await tryIt(url);
  console.log('VS Code: marked in both files, and cleared');
} finally {
  server.kill();
  rmSync(work, { recursive: true, force: true });
}
