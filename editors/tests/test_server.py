"""What a real client sees of `gainsay server`: pytest-lsp starts the program and speaks to it over its streams."""

import asyncio
import json
import os
import pathlib
import random
import subprocess

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient

GAINSAY = os.environ["GAINSAY"]
EDITS = int(os.environ.get("EDITS", "300"))
ENCODINGS = ["utf-8", "utf-16", "utf-32"]

CLAIM = """\
claims:
  - id: {source}-1
    source: {source}
    subject: harbour-fire
    attribute: deaths
    value: 12
    as-of: 2024-05-02
"""


@pytest.fixture
def folder(tmp_path):
    claims = tmp_path / "claims"
    claims.mkdir()
    for source in ["herald", "gazette"]:
        (claims / f"{source}.yaml").write_text(CLAIM.format(source=source))
    return tmp_path


@pytest_lsp.fixture(config=ClientServerConfig(server_command=[GAINSAY, "server"]), params=ENCODINGS)
async def client(lsp_client: LanguageClient, request, folder):
    capabilities = types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=[request.param]),
        window=types.WindowClientCapabilities(show_document=types.ShowDocumentClientCapabilities(support=True)),
    )
    folders = [types.WorkspaceFolder(uri=folder.as_uri(), name="test")]
    result = await lsp_client.initialize_session(
        types.InitializeParams(capabilities=capabilities, workspace_folders=folders)
    )
    lsp_client.encoding = result.capabilities.position_encoding
    assert lsp_client.encoding == request.param
    yield
    await lsp_client.shutdown_session()


def units(text, encoding):
    """How many units of an encoding a text has."""
    size = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    name = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[encoding]
    return len(text.encode(name)) // size


def position(text, at, encoding):
    before = text[:at]
    start = before.rfind("\n") + 1
    return types.Position(line=before.count("\n"), character=units(before[start:], encoding))


def open_file(client, path):
    document = types.TextDocumentItem(uri=path.as_uri(), language_id="yaml", version=0, text=path.read_text())
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=document))


def change(client, path, text, at, length, new, version):
    """Replaces a part of an open text, and returns it as it is then."""
    start, end = position(text, at, client.encoding), position(text, at + length, client.encoding)
    edit = types.TextDocumentContentChangePartial(range=types.Range(start=start, end=end), text=new)
    document = types.VersionedTextDocumentIdentifier(uri=path.as_uri(), version=version)
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(text_document=document, content_changes=[edit])
    )
    return text[:at] + new + text[at + length :]


async def settle(client):
    await client.protocol.send_request_async("gainsay/settle", None)
    await asyncio.sleep(0)


def codes(client, path):
    return [diagnostic.code for diagnostic in client.diagnostics.get(path.as_uri(), [])]


def apply(text, edits, encoding):
    """A text with edits of the server, the last one first."""
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def offset(position):
        line = text[starts[position.line] :]
        at = next(at for at in range(len(line) + 1) if units(line[:at], encoding) >= position.character)
        return starts[position.line] + at

    for edit in sorted(edits, key=lambda edit: offset(edit.range.start), reverse=True):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
    return text


@pytest.mark.asyncio
async def test_a_contradiction_is_typed_seen_and_fixed(client, folder):
    herald, gazette = folder / "claims/herald.yaml", folder / "claims/gazette.yaml"
    open_file(client, herald)
    open_file(client, gazette)
    await settle(client)
    assert codes(client, herald) == codes(client, gazette) == []
    text = herald.read_text()
    text = change(client, herald, text, text.index("12"), 2, "at least 30", 1)
    await settle(client)
    assert codes(client, herald) == codes(client, gazette) == ["death-toll"]
    shown = client.diagnostics[gazette.as_uri()][0]
    assert shown.related_information[0].location.uri == herald.as_uri()
    assert shown.code_description.href.endswith("/death-toll.md")
    # A misspelt key beside it is fixed by the first action that is offered for it.
    text = change(client, herald, text, text.index("attribute"), len("attribute"), "atribute", 2)
    await settle(client)
    assert codes(client, gazette) == []
    wrong = next(one for one in client.diagnostics[herald.as_uri()] if one.code == "unknown-key")
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            text_document=types.TextDocumentIdentifier(uri=herald.as_uri()),
            range=wrong.range,
            context=types.CodeActionContext(diagnostics=[wrong]),
        )
    )
    fix = next(action for action in actions if action.kind == "quickfix" and action.edit)
    fixed = apply(text, fix.edit.changes[herald.as_uri()], client.encoding)
    assert "\n    attribute: deaths" in fixed
    text = change(client, herald, text, 0, len(text), fixed, 3)
    await settle(client)
    assert codes(client, herald) == codes(client, gazette) == ["death-toll"]
    text = change(client, herald, text, text.index("at least 30"), len("at least 30"), "12", 4)
    await settle(client)
    assert codes(client, herald) == codes(client, gazette) == []


def checked(folder, encoding):
    """What `gainsay check --format json` says of the files: path, range and rule of each side."""
    run = subprocess.run(
        [GAINSAY, "check", "--format", "json", "--show", "note"], cwd=folder, capture_output=True, text=True
    )
    assert run.returncode in (0, 1, 3), run.stderr
    sides = []
    for finding in json.loads(run.stdout)["findings"]:
        for label in finding["labels"]:
            if label["role"] == "rule" or label["role"] == "related" and not label.get("claim"):
                continue
            lines = (folder / label["path"]).read_text().split("\n")

            def place(line, column):
                return line - 1, units(lines[line - 1][: column - 1], encoding)

            start = place(label["line"], label["column"])
            end = place(label["end_line"], label["end_column"])
            sides.append((label["path"], start, end, finding["rule"]))
    return sorted(sides)


def shown(client, folder):
    sides = []
    for uri, diagnostics in client.diagnostics.items():
        path = str(pathlib.Path(uri.removeprefix("file://")).relative_to(folder))
        for one in diagnostics:
            start, end = one.range.start, one.range.end
            sides.append((path, (start.line, start.character), (end.line, end.character), one.code))
    return sorted(sides)


@pytest.mark.asyncio
async def test_an_editor_shows_what_a_check_finds(client, folder):
    rng = random.Random(1)
    paths = [folder / "claims/herald.yaml", folder / "claims/gazette.yaml"]
    texts = {path: path.read_text() for path in paths}
    for path in paths:
        open_file(client, path)
    words = ["12", "about 30", "🔥 7", "ü", "e\u0301", "deaths", "injured", "\t", "herald", "# 日本", "2024-05-09", "'"]
    for version in range(1, EDITS + 1):
        path = rng.choice(paths)
        text = texts[path]
        lines = text.split("\n")
        match rng.randrange(4):
            case 0:
                at, length, new = len(text), 0, CLAIM.format(source=rng.choice(["a", "b"])).split("\n", 1)[1]
            case 1:
                line = rng.randrange(len(lines))
                at, length, new = len("\n".join(lines[:line])) + (line > 0), 0, "# é 🔥\n"
            case 2 if len(text) > 2000:
                at, length, new = 0, len(text), CLAIM.format(source=path.stem)
            case _:
                line = rng.choice([at for at, line in enumerate(lines) if ": " in line] or [0])
                before = len("\n".join(lines[:line])) + (line > 0)
                value = lines[line].find(": ") + 2 if ": " in lines[line] else 0
                at, length, new = before + value, len(lines[line]) - value, rng.choice(words)
        texts[path] = change(client, path, text, at, length, new, version)
        if version % 10:
            continue
        await settle(client)
        if any("malformed-yaml" in codes(client, path) for path in paths):
            continue
        for other, other_text in texts.items():
            other.write_text(other_text)
        assert shown(client, folder) == checked(folder, client.encoding), texts
