//! Which files are checked: those of the folders that are open, and open ones beside them.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::editor::{Editor, claim, folder, uri};

#[test]
fn every_folder_that_is_open_is_served_by_its_own_configuration() {
    let [plain, quiet, other] = [folder(), folder(), folder()];
    for folder in [&plain, &quiet, &other] {
        fs::write(folder.path().join("claims/herald.yaml"), claim("herald", "30")).unwrap();
    }
    fs::write(quiet.path().join("gainsay.yaml"), "ignore: death-toll\n").unwrap();
    fs::rename(other.path().join("claims"), other.path().join("data")).unwrap();
    fs::write(other.path().join("gainsay.yaml"), "paths: data\n").unwrap();
    let [first, second, third] = [&plain, &quiet, &other].map(|folder| uri(folder.path(), ""));
    let herald = format!("{third}/data/herald.yaml");
    let mut editor = Editor::with(plain, &[first.clone(), second]);
    assert_eq!(editor.codes("claims/herald.yaml"), ["death-toll"]);
    assert_eq!(editor.codes_at(&uri(quiet.path(), "claims/herald.yaml")), [""; 0]);
    let event = |added: &[&str], removed: &[&str]| {
        let all = |uris: &[&str]| -> Vec<Value> {
            uris.iter().map(|uri| json!({ "uri": uri, "name": "test" })).collect()
        };
        json!({ "event": { "added": all(added), "removed": all(removed) } })
    };
    editor.notify("workspace/didChangeWorkspaceFolders", event(&[&third], &[]));
    assert_eq!(editor.codes_at(&herald), ["death-toll"]);
    // An edit in one of them is checked with its own neighbours, and answers are about these.
    let text = claim("herald", "12");
    let document = json!({ "uri": herald, "languageId": "yaml", "version": 1, "text": text });
    editor.notify("textDocument/didOpen", json!({ "textDocument": document }));
    assert_eq!(editor.codes_at(&herald), [""; 0]);
    assert_eq!(editor.codes("claims/herald.yaml"), ["death-toll"]);
    let at = json!({ "textDocument": { "uri": herald }, "position": { "line": 5, "character": 12 } });
    let hover = editor.request("textDocument/hover", at);
    let hover = hover["result"]["contents"]["value"].as_str().unwrap();
    assert!(hover.starts_with("- **allows**: 12\n"), "{hover}");
    for (folder, starts) in [(&first, "`30`"), (&third, "`12`")] {
        let explain = json!({ "command": "gainsay.explain", "arguments": ["herald-1", folder] });
        let page = editor.request("workspace/executeCommand", explain)["result"].clone();
        assert!(page.as_str().unwrap().lines().nth(2).unwrap().contains(starts), "{page}");
    }
    editor.notify("workspace/didChangeWorkspaceFolders", event(&[], &[&first]));
    assert_eq!(editor.codes("claims/herald.yaml"), [""; 0]);
    editor.end();
}

#[test]
fn a_folder_that_is_not_there_is_named_and_nothing_else_is_checked() {
    let folder = folder();
    fs::write(folder.path().join("claims/herald.yaml"), claim("herald", "30")).unwrap();
    let missing = uri(folder.path(), "missing");
    let mut editor = Editor::with(folder, &[missing, "untitled:folder".to_owned()]);
    assert_eq!(editor.codes("claims/herald.yaml"), [""; 0]);
    let path = editor.folder.path().display();
    let expected =
        format!("cannot go to the folder `{path}/missing`: no such file or folder; nothing is checked there");
    assert_eq!(
        editor.messages(),
        [&*expected, "`untitled:folder` is not a folder on the disk; nothing is checked there"]
    );
    assert!(!editor.sent.iter().any(|message| message["method"] == "textDocument/publishDiagnostics"));
    editor.end();
}

#[test]
fn a_folder_at_no_address_is_named_and_the_others_are_checked() {
    let folder = folder();
    fs::write(folder.path().join("claims/herald.yaml"), claim("herald", "30")).unwrap();
    let (first, other) = (uri(folder.path(), ""), tempfile::tempdir().unwrap());
    let mut editor = Editor::with(folder, &["no address".to_owned(), first.clone(), ":".to_owned()]);
    assert_eq!(editor.codes("claims/herald.yaml"), ["death-toll"]);
    let expected = ["no%20address", ":"]
        .map(|uri| format!("`{uri}` is not a folder on the disk; nothing is checked there"));
    assert_eq!(editor.messages(), expected);
    editor.sent.clear();
    let named = |uri: &str| json!({ "uri": uri, "name": "test" });
    let (added, removed) = ([named("[]"), named(&uri(other.path(), ""))], [named("[]"), named(&first)]);
    let event = json!({ "event": { "added": added, "removed": removed } });
    editor.notify("workspace/didChangeWorkspaceFolders", event);
    assert_eq!(editor.codes("claims/herald.yaml"), [""; 0]);
    assert_eq!(editor.messages(), ["`[]` is not a folder on the disk; nothing is checked there"]);
    editor.end();
}

#[test]
fn a_new_file_is_checked_before_it_is_saved() {
    let folder = folder();
    fs::write(folder.path().join(".gitignore"), "drafts/\n").unwrap();
    let mut editor = Editor::new(folder);
    editor.open_as("claims/times.yaml", &claim("times", "70"));
    assert_eq!(editor.codes("claims/times.yaml"), ["death-toll"]);
    assert_eq!(editor.codes("claims/herald.yaml"), ["death-toll"]);
    editor.change("claims/times.yaml", &claim("times", "12"));
    assert_eq!(editor.codes("claims/herald.yaml"), [""; 0]);
    // Where a check would not look, it is none of its files.
    for path in ["claims/drafts/a.yaml", "claims/.hidden.yaml", "elsewhere/a.yaml", "claims/a.txt"] {
        editor.open_as(path, &claim("times", "90"));
        assert_eq!(editor.codes("claims/herald.yaml"), [""; 0], "{path}");
    }
    editor.change("claims/times.yaml", &claim("times", "70"));
    assert_eq!(editor.codes("claims/herald.yaml"), ["death-toll"]);
    let document = json!({ "textDocument": { "uri": editor.uri("claims/times.yaml") } });
    editor.notify("textDocument/didClose", document);
    assert_eq!(editor.codes("claims/herald.yaml"), [""; 0]);
    editor.end();
}

#[test]
fn the_first_files_of_a_folder_are_checked_before_they_are_saved() {
    let mut editor = Editor::new(tempfile::tempdir().unwrap());
    editor.open_as("claims/herald.yaml", &claim("herald", "30"));
    editor.open_as("claims/gazette.yaml", &claim("gazette", "12"));
    assert_eq!(editor.codes("claims/herald.yaml"), ["death-toll"]);
    editor.open_as("gainsay.yaml", "ignore: death-toll\n");
    assert_eq!(editor.codes("claims/herald.yaml"), [""; 0]);
    editor.end();
}

#[test]
#[cfg(unix)]
fn an_open_text_counts_however_its_file_is_reached() {
    for paths in ["../shared/claims", "sub/../../shared/claims", "linked"] {
        let around = folder();
        let (project, shared) = (around.path().join("project"), around.path().join("shared"));
        fs::create_dir_all(project.join("sub")).unwrap();
        fs::create_dir(around.path().join(".git")).unwrap();
        fs::create_dir(&shared).unwrap();
        fs::rename(around.path().join("claims"), shared.join("claims")).unwrap();
        std::os::unix::fs::symlink("../shared/claims", project.join("linked")).unwrap();
        fs::write(project.join("gainsay.yaml"), format!("paths: {paths}\n")).unwrap();
        let project = uri(&project, "");
        let mut editor = Editor::with(around, &[project]);
        editor.open("shared/claims/herald.yaml");
        editor.change("shared/claims/herald.yaml", &claim("herald", "30"));
        assert_eq!(editor.codes("shared/claims/herald.yaml"), ["death-toll"], "{paths}");
        let other = if paths == "linked" { "project/linked" } else { "shared/claims" };
        assert_eq!(editor.codes(&format!("{other}/gazette.yaml")), ["death-toll"], "{paths}");
        editor.open_as("project/linked/gazette.yaml", &claim("gazette", "30"));
        assert_eq!(editor.codes("shared/claims/herald.yaml"), [""; 0], "{paths}");
        editor.end();
    }
}

#[test]
fn an_open_file_beside_the_folders_is_checked_with_its_project_or_by_itself() {
    let around = folder();
    let path = around.path().to_owned();
    for folder in ["project", "alone", "rules"] {
        fs::create_dir(path.join(folder)).unwrap();
    }
    fs::rename(path.join("claims"), path.join("project/claims")).unwrap();
    let mut editor = Editor::with(around, &[uri(&path, "rules")]);
    // The neighbours in its project are read with it, and marked, too.
    editor.open_as("project/claims/herald.yaml", &claim("herald", "30"));
    assert_eq!(editor.codes("project/claims/herald.yaml"), ["death-toll"]);
    assert_eq!(editor.codes("project/claims/gazette.yaml"), ["death-toll"]);
    let hover = json!({ "textDocument": { "uri": editor.uri("project/claims/herald.yaml") }, "position": { "line": 5, "character": 12 } });
    let hover = editor.request("textDocument/hover", hover)["result"]["contents"]["value"].clone();
    assert!(hover.as_str().unwrap().starts_with("- **allows**: 30\n"), "{hover}");
    fs::write(path.join("project/claims/gazette.yaml"), claim("gazette", "30")).unwrap();
    let change = json!({ "changes": [{ "uri": editor.uri("project/claims/gazette.yaml"), "type": 2 }] });
    editor.notify("workspace/didChangeWatchedFiles", change);
    assert_eq!(editor.codes("project/claims/herald.yaml"), [""; 0]);
    editor.change("project/claims/herald.yaml", &claim("herald", "12"));
    assert_eq!(editor.codes("project/claims/gazette.yaml"), ["death-toll"]);
    // Once the project is opened as a folder, it is marked as one, and not twice.
    let event = |added: &[String], removed: &[String]| {
        let all = |uris: &[String]| -> Vec<Value> {
            uris.iter().map(|uri| json!({ "uri": uri, "name": "test" })).collect()
        };
        json!({ "event": { "added": all(added), "removed": all(removed) } })
    };
    let project = [editor.uri("project")];
    for (added, removed) in [(project.as_slice(), [].as_slice()), (&[], &project)] {
        editor.notify("workspace/didChangeWorkspaceFolders", event(added, removed));
        assert_eq!(editor.codes("project/claims/gazette.yaml"), ["death-toll"]);
    }
    let close = |path: &str, editor: &mut Editor| {
        let document = json!({ "textDocument": { "uri": editor.uri(path) } });
        editor.notify("textDocument/didClose", document);
    };
    close("project/claims/herald.yaml", &mut editor);
    assert_eq!(editor.codes("project/claims/gazette.yaml"), [""; 0]);
    // In no project, what holds claims is checked by itself; all else is left alone.
    let both = claim("herald", "30") + &claim("gazette", "12").replace("claims:\n", "");
    editor.open_as("alone/a.yaml", &both);
    assert_eq!(editor.codes("alone/a.yaml"), ["death-toll", "death-toll"]);
    for text in ["services: { web: { image: a } }\n", "services: [\n", "claims: { sub: user }\n"] {
        editor.change("alone/a.yaml", text);
        assert_eq!(editor.codes("alone/a.yaml"), [""; 0], "{text}");
    }
    editor.change("alone/a.yaml", "claims:\n  - { source: herald }\n");
    assert_eq!(editor.codes("alone/a.yaml"), ["missing-key", "missing-key"]);
    editor.change("alone/a.yaml", &both);
    assert_eq!(editor.codes("alone/a.yaml"), ["death-toll", "death-toll"]);
    editor.end();
}

#[test]
fn files_that_are_watched_beside_the_folders_are_those_of_their_projects() {
    let around = folder();
    fs::create_dir(around.path().join("open")).unwrap();
    let (first, project) = (uri(around.path(), "open"), uri(around.path(), ""));
    let watched = json!({ "dynamicRegistration": true, "relativePatternSupport": true });
    let capabilities = json!({ "workspace": { "didChangeWatchedFiles": watched } });
    let mut editor = Editor::with_capabilities(around, &[first], &capabilities);
    editor.open("claims/herald.yaml");
    editor.codes("claims/herald.yaml");
    let asked = |editor: &mut Editor, method: &str| -> Vec<Value> {
        let sent = std::mem::take(&mut editor.sent).into_iter();
        sent.filter(|message| message["method"] == method).map(|message| message["params"].clone()).collect()
    };
    let registered = asked(&mut editor, "client/registerCapability").pop().unwrap();
    let registration = &registered["registrations"][0];
    assert_eq!(registration["registerOptions"]["watchers"][0]["globPattern"]["baseUri"], project);
    editor.notify(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": editor.uri("claims/herald.yaml") } }),
    );
    editor.codes("claims/herald.yaml");
    let ended = asked(&mut editor, "client/unregisterCapability").pop().unwrap();
    assert_eq!(ended["unregisterations"][0]["id"], registration["id"]);
    editor.end();
}

#[test]
fn addresses_are_read_with_letters_that_were_to_be_encoded() {
    let around = tempfile::tempdir().unwrap();
    let project = around.path().join("München 1");
    fs::create_dir_all(project.join("claims")).unwrap();
    fs::write(project.join("claims/zürich.yaml"), claim("herald", "30")).unwrap();
    fs::write(project.join("claims/bern.yaml"), claim("gazette", "12")).unwrap();
    let folder = uri(&project, "");
    let mut editor = Editor::with(around, &[folder]);
    let encoded = |editor: &Editor, path: &str| editor.uri(path).replace('ü', "%C3%BC").replace(' ', "%20");
    editor.open("München 1/claims/zürich.yaml");
    for path in ["München 1/claims/zürich.yaml", "München 1/claims/bern.yaml"] {
        let uri = encoded(&editor, path);
        assert_eq!(editor.codes_at(&uri), ["death-toll"], "{path}");
    }
    editor.change("München 1/claims/zürich.yaml", &claim("herald", "12"));
    let uri = encoded(&editor, "München 1/claims/zürich.yaml");
    assert_eq!(editor.codes_at(&uri), [""; 0]);
    editor.end();
}

#[test]
fn folders_are_read_side_by_side() {
    // Relative paths of each start from it: of the configuration, of tables, of copies and of what is ignored.
    let folders: Vec<TempDir> = (0..4).map(|_| folder()).collect();
    for (at, folder) in folders.iter().enumerate() {
        let path = folder.path();
        fs::rename(path.join("claims"), path.join("data")).unwrap();
        fs::write(
            path.join("gainsay.yaml"),
            "paths: data\nexclude: old\nper-path-severities:\n  data/gazette.yaml: { death-toll: warning }\n",
        )
        .unwrap();
        fs::create_dir(path.join("data/old")).unwrap();
        fs::write(path.join("data/old/times.yaml"), claim("times", "900")).unwrap();
        let quote =
            format!("{}    quote: 30 dead in street {at}\n    text: copy.txt\n", claim("herald", "30"));
        fs::write(path.join("data/herald.yaml"), quote).unwrap();
        fs::write(path.join("data/copy.txt"), format!("There were 30 dead in street {at}.\n")).unwrap();
    }
    let uris: Vec<String> = folders.iter().map(|folder| uri(folder.path(), "")).collect();
    let mut editor = Editor::with(folder(), &uris);
    for round in 0..5 {
        for uri in &uris {
            let herald = format!("{uri}/data/herald.yaml");
            assert_eq!(editor.codes_at(&herald), ["death-toll"], "{round}");
            assert_eq!(editor.codes_at(&format!("{uri}/gainsay.yaml")), [""; 0], "{round}");
        }
        let changes: Vec<Value> =
            uris.iter().map(|uri| json!({ "uri": format!("{uri}/gainsay.yaml"), "type": 2 })).collect();
        editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    }
    assert!(!editor.sent.iter().any(|message| message.to_string().contains("times.yaml")));
    editor.end();
}
