// Starts `gainsay server` for the folders that are open, asks for reasons, and opens explanations.
'use strict';

const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

/** Explanations are documents with addresses of this scheme. */
const SCHEME = 'gainsay-explanation';

/** @type {LanguageClient | undefined} */
let client;

/** Starts the server where a folder is open. It is told of all folders, and of those that come and go. */
async function start() {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder || client) return;
  const settings = vscode.workspace.getConfiguration('gainsay');
  client = new LanguageClient(
    'gainsay',
    'gainsay',
    { command: settings.get('path', 'gainsay'), args: ['server'], options: { cwd: folder.uri.fsPath } },
    {
      documentSelector: [
        { scheme: 'file', language: 'yaml' },
        { scheme: 'file', language: 'json' },
      ],
      initializationOptions: { prompts: true, log: settings.get('log', 'info') },
    },
  );
  try {
    await client.start();
  } catch (error) {
    vscode.window.showErrorMessage(`gainsay cannot be started: ${error.message ?? error}. Is it installed? See the setting gainsay.path.`);
  }
}

async function stop() {
  await client?.stop();
  client = undefined;
}

/** Has the server do a command. */
function ask(command, ...args) {
  return client?.sendRequest('workspace/executeCommand', { command, arguments: args });
}

/** Asks why a finding is accepted, and has the server write that down. */
async function askReason(fingerprint, folder) {
  const reason = await vscode.window.showInputBox({
    prompt: 'Why is this accepted?',
    placeHolder: 'one counts the ward, the other the town',
    validateInput: (text) => (text.trim() ? undefined : 'say why'),
  });
  if (reason) await ask('gainsay.accept', fingerprint, reason, folder);
}

/** Opens all about a claim beside it. */
async function openExplanation(id, folder) {
  const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${id}.md`, query: folder });
  explanations.changed.fire(uri);
  await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
}

const explanations = {
  changed: new vscode.EventEmitter(),
  get onDidChange() {
    return this.changed.event;
  },
  async provideTextDocumentContent(uri) {
    return (await ask('gainsay.explain', uri.path.slice(1, -'.md'.length), uri.query)) ?? '';
  },
};

exports.activate = async (context) => {
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, explanations),
    vscode.commands.registerCommand('gainsay.askReason', askReason),
    vscode.commands.registerCommand('gainsay.openExplanation', openExplanation),
    vscode.commands.registerCommand('gainsay.restart', async () => {
      await stop();
      await start();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(start),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration('gainsay')) {
        await stop();
        await start();
      }
    }),
  );
  await start();
};

exports.deactivate = stop;
