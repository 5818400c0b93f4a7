/* A form keeps itself at every pause (htmx does that). What this adds: the last words before the
   page is left are kept too, nothing is kept once the form was sent, and a lost connection is said
   beside the form, not in a toast. Forms may be replaced while the page stands: found when needed. */
"use strict";

(() => {
  const body = document.body;
  const token = JSON.parse(body.getAttribute("hx-headers") || "{}")["X-CSRFToken"];
  const changed = new WeakSet();
  const sent = new WeakSet();
  const formOf = (element) => element?.closest?.("form:has([data-draft])");

  for (const name of ["input", "change"]) {
    document.addEventListener(name, (event) => {
      const form = formOf(event.target);
      if (form) { changed.add(form); sent.delete(form); }
    });
  }
  /* On the window, before anything else hears of it: the queue of the device takes the event over. */
  addEventListener("submit", (event) => {
    const form = formOf(event.target);
    if (form) sent.add(form);
  }, true);

  body.addEventListener("htmx:beforeRequest", (event) => {
    if (!event.target.matches("[data-draft]")) return;
    const form = formOf(event.target);
    if (sent.has(form)) event.preventDefault();
    else changed.delete(form);
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    body.addEventListener(name, (event) => {
      if (!event.target.matches("[data-draft]")) return;
      event.stopImmediatePropagation();
      changed.add(formOf(event.target));
      event.target.querySelector(".draft-kept").textContent = event.target.dataset.saidOffline;
    }, true);
  }

  /* A page that goes out of sight may never come back: the browser is closed, the phone sleeps. */
  const last = () => {
    for (const keeper of document.querySelectorAll("[data-draft]")) {
      const form = formOf(keeper);
      if (!changed.has(form) || sent.has(form)) continue;
      changed.delete(form);
      fetch(keeper.getAttribute("hx-post"), {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { "X-CSRFToken": token, "HX-Request": "true" },
        credentials: "same-origin",
        keepalive: true,
      }).catch(() => changed.add(form));
    }
  };
  document.addEventListener("visibilitychange", () => { if (document.hidden) last(); });
  addEventListener("pagehide", last);
})();
