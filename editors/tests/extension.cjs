// The extension as it is packaged, with something in the place of VS Code: it starts the server with the right words, tells it of all
// folders, and hands its commands on. `node editors/tests/extension.cjs EXTENSION GAINSAY FOLDER OTHER`
'use strict';

const assert = require('node:assert');
const childProcess = require('node:child_process');
const Module = require('node:module');
const path = require('node:path');
const { pathToFileURL, fileURLToPath } = require('node:url');

const [extension, gainsay, ...folders] = process.argv.slice(2);

class Uri {
  constructor({ scheme = 'file', path = '', query = '' }) {
    Object.assign(this, { scheme, path, query, authority: '', fragment: '' });
  }
  static from(parts) {
    return new Uri(parts);
  }
  static file(file) {
    return new Uri({ path: file });
  }
  static parse(text) {
    return text.startsWith('file:') ? Uri.file(fileURLToPath(text)) : new Uri({ scheme: text.split(':')[0], path: text });
  }
  get fsPath() {
    return this.path;
  }
  toString() {
    return this.scheme === 'file' ? pathToFileURL(this.path).href : `${this.scheme}:${this.path}`;
  }
}

class EventEmitter {
  listeners = [];
  event = (listener) => {
    this.listeners.push(listener);
    return { dispose() {} };
  };
  fire(value) {
    for (const listener of this.listeners) listener(value);
  }
  dispose() {}
}

const logged = [];
const shown = [];
const commands = {};
const settings = { path: gainsay, log: 'info' };
const workspaceFolders = folders.map((folder, index) => ({ uri: Uri.file(folder), name: path.basename(folder), index }));
/** Whatever else is asked for: a class that can be extended, or a function that returns something to dispose of. */
const rest = (known) =>
  new Proxy(known, {
    get(target, name) {
      if (!(name in target)) {
        target[name] = /^on[A-Z]|^register|^create|^dispose/.test(String(name)) ? () => ({ dispose() {} }) : rest(function () {});
      }
      return target[name];
    },
  });

const log = (text) => logged.push(text);
const channel = rest({ append: log, appendLine: log, trace: log, debug: log, info: log, warn: log, error: log });

class CodeActionKind {
  static Empty = new CodeActionKind('');
  constructor(value) {
    this.value = value;
  }
  append(part) {
    return new CodeActionKind(this.value ? `${this.value}.${part}` : part);
  }
}

const vscode = rest({
  Uri,
  CodeActionKind,
  EventEmitter,
  workspace: rest({
    workspaceFolders,
    textDocuments: [],
    notebookDocuments: [],
    getConfiguration: () => ({ get: (name, usual) => settings[name] ?? usual }),
    getWorkspaceFolder: (uri) => workspaceFolders.find((folder) => uri.fsPath.startsWith(folder.uri.fsPath)),
  }),
  window: rest({
    createOutputChannel: () => channel,
    showErrorMessage: async (text) => shown.push(text),
    showInputBox: async () => 'known',
    visibleTextEditors: [],
    tabGroups: { all: [], onDidChangeTabs: () => ({ dispose() {} }) },
  }),
  commands: rest({
    registerCommand(name, run) {
      commands[name] = run;
      return { dispose() {} };
    },
    executeCommand: async (...all) => shown.push(all),
  }),
  env: rest({ language: 'en', appName: 'test' }),
  version: '1.91.0',
});

const load = Module._load;
Module._load = (name, ...others) => (name === 'vscode' ? vscode : load(name, ...others));

const started = [];
const sent = [];
const spawn = childProcess.spawn;
childProcess.spawn = (command, words, options) => {
  started.push([command, words, options.cwd]);
  const child = spawn(command, words, options);
  const write = child.stdin.write.bind(child.stdin);
  child.stdin.write = (data, ...others) => {
    sent.push(String(data));
    return write(data, ...others);
  };
  return child;
};

/** Waits until `done` returns something. */
async function wait(what, done) {
  for (let at = 0; at < 500; at += 1) {
    const value = done();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail(`waited for nothing: ${what}; shown: ${JSON.stringify(shown)}; logged: ${logged.join('')}`);
}

const request = (method) => {
  const text = sent.join('').split(/Content-Length: \d+\r\n\r\n/).find((text) => text.includes(`"method":"${method}"`));
  return text && JSON.parse(text);
};

async function main() {
  const { activate, deactivate } = require(path.resolve(extension));
  await activate({ subscriptions: [] });
  assert.deepStrictEqual(started, [[gainsay, ['server'], folders[0]]]);
  const { params } = await wait('initialize', () => request('initialize'));
  assert.deepStrictEqual(params.workspaceFolders.map((folder) => folder.uri), folders.map((folder) => pathToFileURL(folder).href));
  assert.deepStrictEqual(params.initializationOptions, { prompts: true, log: 'info' });
  assert.strictEqual(params.capabilities.workspace.workspaceFolders, true);
  await wait('the log', () => logged.join('').includes('gainsay 0.'));
  // The commands of its code actions come with a reason, and with the folder.
  await commands['gainsay.askReason']('00', 'file:///nowhere').catch(() => undefined);
  const accepted = await wait('the command', () => request('workspace/executeCommand'));
  assert.deepStrictEqual(accepted.params, { command: 'gainsay.accept', arguments: ['00', 'known', 'file:///nowhere'] });
  await commands['gainsay.openExplanation']('herald-1', 'file:///nowhere');
  const [preview, uri] = shown.at(-1);
  assert.strictEqual(preview, 'markdown.showPreviewToSide');
  assert.deepStrictEqual([uri.path, uri.query], ['/herald-1.md', 'file:///nowhere']);
  await deactivate();
  assert.ok(request('shutdown'));
  console.log('extension: starts the server for all folders, and hands its commands on');
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
