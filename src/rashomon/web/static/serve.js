"use strict";
// Reading and correcting need none of this: it steps by keyboard, opens corrections in place, and tells what has changed.
(() => {
  const marks = [...document.querySelectorAll("[id^='statement-']")];
  const rows = marks.length ? marks : [...document.querySelectorAll("[data-step], .history tr[data-s]")];
  const dialog = document.getElementById("fix");
  const body = document.getElementById("fix-body");
  let at = -1;

  const key = (row) => row.dataset.s || (row.id.startsWith("statement-") ? row.id.slice(10) : "");
  const parts = (row) => (key(row) ? [...document.querySelectorAll(`[data-s="${CSS.escape(key(row))}"]`)] : [row]);

  function light(row) {
    for (const e of document.querySelectorAll(".current")) e.classList.remove("current");
    for (const e of [row, ...parts(row)]) e.classList.add("current");
    at = rows.indexOf(row);
  }

  function step(by) {
    if (!rows.length) return;
    const row = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by))];
    light(row);
    row.scrollIntoView({ block: "center", inline: "nearest" });
    if (row.id) history.replaceState(null, "", `#${row.id}`);
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
  }

  // The form of the thing's own page, in place; without it the link leads there.
  async function correct(link) {
    let answer;
    try { answer = await fetch(link.href, { credentials: "same-origin" }); } catch { location.assign(link.href); return; }
    const thing = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("thing");
    if (!thing) { location.assign(link.href); return; }
    for (const back of thing.querySelectorAll("input[name=back]")) {
      const row = link.closest("[data-s]");
      const here = new URL(location.href);
      here.searchParams.delete("done");
      back.value = here.pathname + here.search + (row && marks.length ? `#statement-${row.dataset.s}` : here.hash);
    }
    body.replaceChildren(document.adoptNode(thing));
    dialog.showModal();
    (body.querySelector("select, textarea, input:not([type=hidden])") || dialog).focus();
  }

  function open(row) {
    const link = parts(row).concat(row).map((e) => e.querySelector("[data-fix]")).find(Boolean);
    if (link) correct(link);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-fix]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      correct(link);
      return;
    }
    if (event.target.closest("a, button, summary, input, label, select, textarea") || String(getSelection())) return;
    const mark = event.target.closest(".text [data-s]");
    const row = mark && document.getElementById(`statement-${mark.dataset.s}`);
    if (row) light(row);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    if (event.target.closest("input, textarea, select")) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
    if (event.key === "Enter" && at >= 0 && event.target === rows[at]) rows[at].querySelector("a[href]")?.click();
    if (event.key === "e") {
      event.preventDefault(); // the field that is opened must not get the key
      const panel = document.querySelector("details.correct");
      if (at >= 0) open(rows[at]);
      else if (panel) { panel.open = true; panel.querySelector("input:not([type=hidden]), textarea").focus(); }
    }
    if (event.key === "u") document.getElementById("undo")?.click();
    if (event.key === "/") { event.preventDefault(); document.getElementById("find").focus(); }
  });

  // Words that were marked in a report's text are filled into the forms that ask for exact words.
  document.querySelector("details.correct")?.addEventListener("toggle", fill);
  document.addEventListener("selectionchange", fill);
  function fill() {
    const chosen = getSelection();
    if (chosen.isCollapsed || !chosen.anchorNode) return;
    const inside = chosen.anchorNode.nodeType === Node.ELEMENT_NODE ? chosen.anchorNode : chosen.anchorNode.parentElement;
    if (!inside.closest(".report .text")) return;
    const range = chosen.getRangeAt(0).cloneRange();
    const text = inside.closest(".text");
    if (!text.contains(range.startContainer)) range.setStart(text, 0);
    if (!text.contains(range.endContainer)) range.setEnd(text, text.childNodes.length); // one paragraph: beside it stands the margin
    const start = place(range, inside.closest(".report"));
    for (const field of document.querySelectorAll("[data-exact]")) field.value = String(range);
    for (const field of document.querySelectorAll("[data-start]")) field.value = start;
  }

  // Characters before the marked words, counted as the case counts them; the case checks that the words stand there.
  function place(range, report) {
    let before = 0;
    for (const text of report.querySelectorAll(".text")) {
      if (!text.contains(range.startContainer)) { before += [...text.textContent].length; continue; }
      const head = document.createRange();
      head.selectNodeContents(text);
      head.setEnd(range.startContainer, range.startOffset);
      return before + [...String(head)].length;
    }
    return "";
  }

  function follow() {
    let hash = "";
    try { hash = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const target = hash && document.getElementById(hash);
    if (!target) return;
    if (target.id.startsWith("statement-")) light(target);
    target.scrollIntoView({ block: hash.startsWith("report-") ? "start" : "center" });
  }

  // One stream a visible page: a browser allows six connections to one place.
  let stream = null;
  let touched = false;
  document.addEventListener("input", () => { touched = true; });
  const jobs = document.getElementById("jobs");
  function listen() {
    if (document.hidden) { stream?.close(); stream = null; return; }
    if (stream) return;
    stream = new EventSource("/events");
    stream.addEventListener("version", (event) => {
      const changed = document.getElementById("changed");
      changed.hidden = event.data === document.body.dataset.version;
      // what was waited for is shown as soon as it is there, unless somebody is writing
      if (!changed.hidden && "stale" in document.body.dataset && !dialog.open && !touched) location.replace(changed.querySelector("a").href + location.hash);
    });
    stream.addEventListener("jobs", (event) => { if (jobs) show(JSON.parse(event.data)); });
  }

  function show(all) {
    if (!all.length) return;
    jobs.replaceChildren(...all.map((job) => {
      const article = document.createElement("article");
      article.className = `job is-${job.state}`;
      const line = article.appendChild(document.createElement("p"));
      line.appendChild(document.createElement("b")).textContent = job.names.slice(0, 5).join(", ");
      const working = job.state === "working" && job.stage ? `, ${job.stage} ${job.done}${job.total ? ` of ${job.total}` : ""}` : "";
      line.append(`: ${job.state}${working}`);
      const list = article.appendChild(document.createElement("ul"));
      for (const text of job.lines) list.appendChild(document.createElement("li")).textContent = text;
      return article;
    }));
  }

  document.querySelector(".keys-hint").hidden = false;
  const here = new URL(location.href);
  if (here.searchParams.has("done")) { // a reload must not say it again
    here.searchParams.delete("done");
    history.replaceState(null, "", here);
  }
  window.addEventListener("hashchange", follow);
  document.addEventListener("visibilitychange", listen);
  follow();
  listen();
})();
