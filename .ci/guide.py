"""The guide as a site: lays out its sources for mdBook, and follows the links of what mdBook makes of them.

The order of the pages is that of the index, docs/README.md: its headings become parts, its lists chapters.
"""

import html.parser
import pathlib
import re
import shutil
import sys
import tomllib
import urllib.parse

DOCS = pathlib.Path("docs")

# Tables of the guide have long cells: they are read from the top, and reflow on a phone.
STYLE = """\
table td, table th { padding: 0.3rem 0.6rem; vertical-align: top; text-align: start; }
@media (max-width: 40rem) {
  table { font-size: 0.8em; }
  table td, table th { padding: 0.25rem; }
  table code { white-space: pre-wrap; padding: 0; }
}
"""

LINK = re.compile(r"\]\(([^)\s]+)\)")


def main():
    match sys.argv[1:]:
        case ["lay-out", folder]:
            lay_out(pathlib.Path(folder))
        case ["check", folder]:
            sys.exit(check(pathlib.Path(folder)))
        case _:
            sys.exit("usage: guide.py lay-out FOLDER | check FOLDER")


def lay_out(folder):
    """Writes the book to `folder`: its configuration, its pages, and the summary that orders them."""
    repository = tomllib.loads(pathlib.Path("Cargo.toml").read_text())["workspace"]["package"]["repository"]
    source = folder / "src"
    shutil.copytree(DOCS, source)
    for page in source.rglob("*.md"):
        at = DOCS / page.relative_to(source)
        page.write_text(LINK.sub(lambda link: f"]({target(link[1], at, repository)})", page.read_text()))
    (source / "SUMMARY.md").write_text(summary())
    (folder / "guide.css").write_text(STYLE)
    (folder / "book.toml").write_text(
        f"""\
[book]
title = "gainsay"
description = "Find where sources contradict each other"
language = "en"

[build]
build-dir = "site"
create-missing = false

[output.html]
git-repository-url = "{repository}"
no-section-label = true
additional-css = ["guide.css"]
fold = {{ enable = true, level = 0 }}
"""
    )


def target(link, page, repository):
    """Where `link` of a page leads on the site: to the repository, for what is not in the guide."""
    if "://" in link or link.startswith("#"):
        return link
    path, _, anchor = link.partition("#")
    anchor = "#" + anchor if anchor else ""
    to = pathlib.PurePosixPath(resolved(page.parent / path))
    if to.parts[0] != DOCS.name:
        kind = "tree" if pathlib.Path(to).is_dir() else "blob"
        return f"{repository}/{kind}/main/{to}{anchor}"
    # mdBook makes an index of a README, and links to it do not follow.
    if to.name == "README.md":
        return f"{path.removesuffix('README.md')}index.md{anchor}"
    return link


def resolved(path):
    """The path without `..`, from the root of the repository."""
    parts = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def summary():
    """The order of the pages, as mdBook reads it."""
    lines = ["# Summary", "", "[The guide](README.md)", ""]
    for line in (DOCS / "README.md").read_text().splitlines():
        if line.startswith("## "):
            lines += ["", "#" + line[2:], ""]
        elif entry := re.match(r"- \[(.+?)\]\(([^)]+\.md)\)", line):
            title, path = entry.groups()
            if path.startswith("../"):
                continue
            lines.append(f"- [{title}]({path})")
            if path == "rules/README.md":
                rules = (DOCS / path).read_text()
                lines += [f"  - [{name}](rules/{page})" for name, page in re.findall(r"^\| \[`(.+?)`\]\((.+?)\)", rules, re.M)]
    return "\n".join(lines) + "\n"


class Page(html.parser.HTMLParser):
    """What a page can be entered by, and where its links lead."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links = set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.ids.update(value for key, value in attributes.items() if key in ("id", "name") and value)
        to = attributes.get("href") or attributes.get("src")
        if tag in ("a", "img", "link", "script") and to:
            self.links.append(to)


def check(site):
    """Follows the links of each page; prints those that lead nowhere, and lists those that leave the site."""
    pages = {path.resolve(): Page(path.read_text()) for path in site.rglob("*.html")}
    dead, outside, followed = [], set(), 0
    for path, page in pages.items():
        for link in page.links:
            link = urllib.parse.urlsplit(link)
            if link.scheme or link.netloc:
                outside.add(link.geturl())
                continue
            to = (path.parent / urllib.parse.unquote(link.path)).resolve() if link.path else path
            to = to / "index.html" if to.is_dir() else to
            anchor = urllib.parse.unquote(link.fragment)
            if not to.exists() or anchor and to in pages and anchor not in pages[to].ids:
                dead.append(f"{path.relative_to(site.resolve())}: {link.geturl()}")
            followed += 1
    listed = sorted(link for link in outside if "/edit/" not in link)
    print("links that leave the guide, which are not followed:", *listed, sep="\n  ")
    print(f"{len(pages)} pages, {followed} links followed, {len(listed)} left alone, {len(dead)} dead")
    for line in sorted(set(dead)):
        print(f"dead link: {line}", file=sys.stderr)
    return 1 if dead or not followed else 0


if __name__ == "__main__":
    main()
