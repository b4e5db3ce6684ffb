"use strict";
(() => {
  const one = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const pause = () => new Promise((done) => setTimeout(done));
  const counted = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

  /** Runs `act` once nothing has been typed for a moment. */
  const later = (act) => {
    let timer;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(act, 120);
    };
  };

  /** The text packed into the element with that id. */
  const unpack = async (id) => {
    const bytes = Uint8Array.from(atob(one(id).textContent.trim()), (c) => c.charCodeAt(0));
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(plain).text();
  };

  for (const element of all(".script")) element.hidden = false;

  // The theme.
  one("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    root.dataset.theme = dark === "dark" ? "light" : "dark";
  });

  // Findings: those that are packed get their bodies when they are opened.
  const findings = all("details.finding");
  const blocks = new Map();
  const fill = async (finding) => {
    const { block, part } = finding.dataset;
    if (block === undefined) return;
    if (!blocks.has(block)) blocks.set(block, unpack(`block-${block}`).then((text) => text.split("\0")));
    const bodies = await blocks.get(block);
    if (finding.dataset.block === undefined) return;
    delete finding.dataset.block;
    // Made by the same escaping templates as the rest of the page.
    finding.querySelector(".body").innerHTML = bodies[Number(part)];
  };
  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target.open && event.target.matches?.("details.finding")) fill(event.target);
    },
    true,
  );

  /** Opens the finding, or the pair of sources, that the address names. */
  const follow = async () => {
    const target = location.hash.length > 1 && one(decodeURIComponent(location.hash.slice(1)));
    const pair = target && target.closest("details.pair");
    if (pair) pair.open = true;
    if (!target || !target.matches("details.finding")) return;
    if (target.hidden) clearFilters();
    await fill(target);
    target.open = true;
    target.scrollIntoView({ block: "start" });
  };
  addEventListener("hashchange", follow);
  // A link to where the address is already changes nothing, and what it leads to may have been closed.
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("a[href^='#']")?.hash === location.hash) follow();
  });

  // Finding findings.
  const words = findings.map((finding) => {
    const about = finding.closest(".thread").querySelector("h3").textContent;
    return `${about} ${finding.querySelector("summary").textContent}`.toLowerCase();
  });
  const find = () => {
    const wanted = one("find-text").value.toLowerCase().split(/\s+/).filter(Boolean);
    const tone = one("find-severity").value;
    const kind = one("find-kind").value;
    let shown = 0;
    findings.forEach((finding, at) => {
      const { tone: isTone, kind: isKind } = finding.dataset;
      const fits =
        (!tone || tone === isTone) && (!kind || kind === isKind) && wanted.every((word) => words[at].includes(word));
      finding.hidden = !fits;
      shown += fits;
    });
    const any = wanted.length > 0 || tone || kind;
    for (const thread of all(".thread")) {
      thread.hidden = any && !thread.querySelector("details.finding:not([hidden])");
    }
    one("found").value = `${counted(shown, "finding", "findings")}${any ? ` of ${findings.length.toLocaleString("en")}` : ""}`;
  };
  const clearFilters = () => {
    for (const id of ["find-text", "find-severity", "find-kind"]) one(id).value = "";
    find();
  };
  one("find-text").addEventListener("input", later(find));
  one("find-severity").addEventListener("change", find);
  one("find-kind").addEventListener("change", find);
  one("find").addEventListener("submit", (event) => event.preventDefault());
  one("open-all").addEventListener("click", async () => {
    // More at once would be slow to lay out, and nobody looks at more.
    const shown = findings.filter((finding) => !finding.hidden).slice(0, 200);
    for (const finding of shown) {
      await fill(finding);
      finding.open = true;
    }
  });
  one("close-all").addEventListener("click", () => {
    for (const finding of findings) finding.open = false;
  });
  find();
  follow();

  // A mark and the row of its claim show each other.
  const point = (event, on) => {
    const at = event.target.closest?.("[data-claim]");
    const look = at?.closest(".look");
    if (!look) return;
    const claim = CSS.escape(at.dataset.claim);
    for (const same of all(`[data-claim="${claim}"], [data-of="${claim}"]`, look)) same.classList.toggle("hot", on);
  };
  document.addEventListener("pointerover", (event) => point(event, true));
  document.addEventListener("pointerout", (event) => point(event, false));

  /** Makes a head of a column a button that sorts by it, up and then down. */
  const sorts = (head, sort) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sort(down ? -1 : 1);
    });
  };
  const collator = new Intl.Collator("en", { numeric: true });
  for (const table of all("table.sortable")) {
    all("thead th", table).forEach((head, column) => {
      const text = (row) => row.cells[column].textContent.trim();
      sorts(head, (way) => {
        const rows = [...table.tBodies[0].rows];
        rows.sort((a, b) => way * collator.compare(text(a), text(b)));
        table.tBodies[0].append(...rows);
      });
    });
  }

  // All claims: columns of numbers into one list of texts.
  const SHOWN = 100;
  const NAMES = ["id", "source", "subject", "attribute", "place", "value", "allows", "when", "dispute", "spot", "href", "web"];
  const SEARCHED = ["id", "source", "subject", "attribute", "place", "value", "allows", "when", "spot"];
  const table = one("all");
  const texts = [""];
  const columns = {};
  let claims = 0;
  let order = new Uint32Array();
  let fitting = order;
  let page = 0;
  let sorted = null;

  const load = async () => {
    const parts = [];
    for (let number = 0; one(`claims-${number}`); number += 1) {
      parts.push(JSON.parse(await unpack(`claims-${number}`)));
      one("rows-found").value = "unpacking";
      await pause();
    }
    claims = parts.reduce((sum, part) => sum + part.id.length, 0);
    for (const name of [...NAMES, "line"]) columns[name] = new Uint32Array(claims);
    columns.day = new Float64Array(claims);
    const known = new Map([["", 0]]);
    let at = 0;
    for (const part of parts) {
      const numbers = part.texts.map((text) => {
        if (!known.has(text)) known.set(text, texts.push(text) - 1);
        return known.get(text);
      });
      for (const name of NAMES) part[name].forEach((text, row) => (columns[name][at + row] = numbers[text]));
      part.line.forEach((line, row) => (columns.line[at + row] = line));
      part.day.forEach((day, row) => (columns.day[at + row] = day ?? -Infinity));
      at += part.id.length;
      await pause();
    }
    order = Uint32Array.from({ length: claims }, (_, claim) => claim);
  };
  let loading;
  const loaded = () => (loading ??= load());

  /** The name of each column but the first, for where rows are lists. */
  const labels = all("th[data-column]", table)
    .slice(1)
    .map((head) => head.textContent.trim().toLowerCase());

  const text = (name, claim) => texts[columns[name][claim]];
  const cell = (content, href, rel) => {
    const cell = document.createElement("td");
    let within = cell;
    if (href) {
      within = document.createElement("a");
      within.href = href;
      if (rel) within.rel = rel;
      cell.append(within);
    }
    within.append(content);
    return cell;
  };
  /** An address that this page may lead to: the same that its maker lets through. */
  const web = (address) => (/^https?:\/\//.test(address) ? address : "");
  const row = (claim) => {
    const row = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    head.append(...cell(text("id", claim), web(text("web", claim)), "noopener noreferrer").childNodes);
    const dispute = text("dispute", claim);
    const href = text("href", claim);
    const line = columns.line[claim];
    row.append(
      head,
      ...["source", "subject", "attribute", "place", "value", "allows", "when"].map((name) => cell(text(name, claim))),
      cell(dispute && "in dispute", dispute && `#${dispute}`),
      cell(`${text("spot", claim)}:${line}`, href && `${href}#L${line}`),
    );
    row.lastChild.className = "path";
    labels.forEach((label, at) => (row.cells[at + 1].dataset.label = label));
    return row;
  };
  const show = () => {
    const pages = Math.max(1, Math.ceil(fitting.length / SHOWN));
    page = Math.min(page, pages - 1);
    const rows = [...fitting.subarray(page * SHOWN, (page + 1) * SHOWN)].map(row);
    table.tBodies[0].replaceChildren(...rows);
    one("page-of").textContent = `page ${(page + 1).toLocaleString("en")} of ${pages.toLocaleString("en")}`;
    one("pages").hidden = pages === 1;
    one("back").disabled = page === 0;
    one("on").disabled = page === pages - 1;
    const of = fitting.length === claims ? "" : ` of ${claims.toLocaleString("en")}`;
    one("rows-found").value = `${counted(fitting.length, "claim", "claims")}${of}`;
  };

  const narrow = async () => {
    await loaded();
    const wanted = (id) => one(id).value.toLowerCase().split(/\s+/).filter(Boolean);
    // Each text is looked at once, however many claims hold it.
    const holding = (word) => Uint8Array.from(texts, (text) => text.toLowerCase().includes(word));
    const tests = [];
    const ask = (words, names) => {
      for (const word of words) {
        const holds = holding(word);
        const asked = names.map((name) => columns[name]);
        tests.push((claim) => asked.some((column) => holds[column[claim]]));
      }
    };
    ask(wanted("rows-text"), SEARCHED);
    for (const name of ["source", "attribute", "subject"]) ask(wanted(`rows-${name}`), [name]);
    if (one("rows-conflict").checked) tests.push((claim) => columns.dispute[claim] > 0);
    fitting = tests.length ? order.filter((claim) => tests.every((test) => test(claim))) : order;
    page = 0;
    show();
  };
  const sort = async (name, way) => {
    sorted = name;
    await loaded();
    if (sorted !== name) return;
    const column = columns[name === "when" ? "day" : name];
    let key = column;
    if (name !== "when") {
      const used = [...new Set(column)].sort((a, b) => collator.compare(texts[a], texts[b]));
      const ranks = new Uint32Array(texts.length);
      used.forEach((text, rank) => (ranks[text] = rank));
      key = column.map((text) => ranks[text]);
    }
    const less = (a, b) => (key[a] < key[b] ? -1 : key[a] > key[b] ? 1 : a - b);
    order.sort((a, b) => way * less(a, b) || a - b);
    await narrow();
  };
  for (const head of all("th[data-column]", table)) sorts(head, (way) => sort(head.dataset.column, way));
  for (const id of ["rows-text", "rows-source", "rows-attribute", "rows-subject"]) {
    one(id).addEventListener("input", later(narrow));
  }
  one("rows-conflict").addEventListener("change", narrow);
  one("rows").addEventListener("submit", (event) => event.preventDefault());
  const turn = (by) => {
    page += by;
    show();
  };
  one("back").addEventListener("click", () => turn(-1));
  one("on").addEventListener("click", () => turn(1));
  // Unpacked when it is scrolled to, so that a large page opens at once.
  new IntersectionObserver((seen, observer) => {
    if (!seen.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    narrow();
  }).observe(one("claims"));
})();
