"use strict";
// Reading needs none of this: it finds the other side of a statement, steps by keyboard, and opens what print needs.
(() => {
  const texts = document.getElementById("reports");
  const dossier = document.getElementById("dossier");
  const order = [...texts.querySelectorAll("[id^='statement-']")].map((e) => e.id.slice(10));
  const rank = new Map(order.map((id, i) => [id, i]));
  let at = -1;
  let lit = [];

  const parts = (id) => [...document.querySelectorAll(`[data-s="${CSS.escape(id)}"]`)];

  function reveal(element, where) {
    for (let d = element.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    element.scrollIntoView({ block: where, inline: "nearest" });
  }

  function light(id) {
    for (const e of lit) e.classList.remove("current");
    lit = parts(id);
    for (const e of lit) e.classList.add("current");
    at = rank.has(id) ? rank.get(id) : at;
  }

  // from: "text" brings the dossier along, "dossier" brings the text along, "" both
  function choose(id, from) {
    light(id);
    const there = document.getElementById(`statement-${id}`);
    const here = lit.find((e) => dossier.contains(e) && e.closest(".claim")) || lit.find((e) => dossier.contains(e));
    const two = window.matchMedia("(min-width: 1000px)").matches;
    if (here && from !== "dossier" && two) reveal(here, "center");
    if (there && from !== "text") reveal(there, "center");
    if (!two && from === "text" && here) reveal(here, "center");
    history.replaceState(null, "", `#statement-${id}`);
  }

  texts.addEventListener("click", (event) => {
    if (event.target.closest("a, button") || String(getSelection())) return;
    const mark = event.target.closest("[data-s]");
    if (mark) choose(mark.dataset.s, "text");
  });

  dossier.addEventListener("click", (event) => {
    if (event.target.closest("a, summary, button") || String(getSelection())) return;
    const row = event.target.closest("[data-s]");
    if (row) choose(row.dataset.s, "dossier");
  });

  function follow() {
    let hash = "";
    try { hash = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    if (hash.startsWith("statement-")) light(hash.slice(10));
    const target = hash && document.getElementById(hash);
    if (target) {
      reveal(target, hash.startsWith("statement-") || hash.startsWith("at-") || hash.startsWith("figure-") ? "center" : "start");
      if (!target.contains(document.activeElement) && target.matches("article, [tabindex]")) target.focus({ preventScroll: true });
    }
  }

  function step(by) {
    if (!order.length) return;
    at = Math.min(order.length - 1, Math.max(0, at < 0 ? (by > 0 ? 0 : order.length - 1) : at + by));
    choose(order[at], "");
    const now = document.getElementById(`statement-${order[at]}`);
    now.tabIndex = -1;
    now.focus({ preventScroll: true });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  });
  document.getElementById("next").addEventListener("click", () => step(1));
  document.getElementById("previous").addEventListener("click", () => step(-1));
  document.querySelector(".keys").hidden = false;
  window.addEventListener("hashchange", follow);
  window.addEventListener("beforeprint", () => {
    for (const d of document.querySelectorAll("details:not(.source)")) d.open = true;
  });
  follow();
})();
