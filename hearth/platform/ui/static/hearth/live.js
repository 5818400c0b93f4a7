/* Live pages. The stream names what changed; regions that show it fetch themselves again.
   <section data-live="tasks stays" hx-get="…" hx-trigger="hearth:refresh" hx-swap="outerHTML">
   Never under a finger, never under the focus: a region in use waits until it is left. */
"use strict";

(() => {
  const url = document.body.dataset.liveUrl;
  const strip = document.getElementById("live");
  if (!url || !strip || !window.EventSource) return;
  const { clock, now, words } = window.hearth;
  const word = strip.querySelector("[data-live-word]");
  const stamp = strip.querySelector("[data-live-at]");
  const show = strip.querySelector("[data-live-show]");
  const waiting = new Set();
  const QUIET = 35000; // two heartbeats of the stream (15 s each) and a little
  let last = Date.now();
  let heardAt = now();
  let touched = 0;

  const say = (state) => {
    if (strip.dataset.state !== state) {
      strip.dataset.state = state;
      word.textContent = words[state];
    }
    const time = clock(heardAt);
    stamp.textContent = state === "live" ? time : words.last.replace("{time}", time);
  };
  const inUse = (region) =>
    region.contains(document.activeElement) ||
    region.querySelector("details[open], dialog[open], form[data-dirty], .task-form") ||
    (region.matches(":hover") && Date.now() - touched < 2000);
  const refresh = (region) => window.htmx.trigger(region, "hearth:refresh");
  const offer = () => { show.hidden = waiting.size === 0; };
  const changed = (kinds) => {
    for (const region of document.querySelectorAll("[data-live]")) {
      const shown = region.dataset.live.split(/\s+/);
      if (!kinds.some((kind) => kind === "everything" || shown.includes(kind))) continue;
      if (inUse(region)) waiting.add(region.id); else refresh(region);
    }
    offer();
  };
  const release = (force) => {
    for (const id of waiting) {
      const region = document.getElementById(id);
      if (region && !force && inUse(region)) continue;
      waiting.delete(id);
      if (region) refresh(region);
    }
    offer();
  };
  const heard = (event) => {
    last = Date.now();
    heardAt = now();
    say("live");
    if (!event.data) return;
    let told = {};
    try { told = JSON.parse(event.data); } catch { return; }
    if (told.kinds?.length) changed(told.kinds);
  };

  const open = () => {
    const stream = new EventSource(url);
    stream.addEventListener("open", () => { last = Date.now(); heardAt = now(); say("live"); });
    for (const name of ["message", "hello", "changed", "here"]) stream.addEventListener(name, heard);
    stream.addEventListener("ended", () => {
      stream.close();
      if (!document.querySelector("form[data-dirty]")) location.reload();
    });
    stream.addEventListener("error", () => {
      say(navigator.onLine ? "stale" : "offline");
    });
  };
  open();
  say("live");
  setInterval(() => {
    if (!navigator.onLine) say("offline");
    else if (Date.now() - last > QUIET) say("stale");
    if (waiting.size) release(false);
  }, 5000);
  addEventListener("offline", () => say("offline"));
  addEventListener("pointerdown", () => { touched = Date.now(); }, { passive: true });
  show.addEventListener("click", () => release(true));
  document.body.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.triggeringEvent?.type === "hearth:refresh") {
      event.detail.headers["HX-Background"] = "1";
    }
  });
})();
