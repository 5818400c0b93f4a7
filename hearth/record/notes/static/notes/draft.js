/* A form keeps itself at every pause (htmx does that). What this adds: the last words before the
   page is left are kept too, and a lost connection is said beside the form, not in a toast. */
"use strict";

(() => {
  const token = JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"];
  for (const keeper of document.querySelectorAll("[data-draft]")) {
    const form = keeper.closest("form");
    const word = keeper.querySelector(".draft-kept");
    let dirty = false;
    let sent = false;

    form.addEventListener("input", () => { dirty = true; });
    form.addEventListener("change", () => { dirty = true; });
    form.addEventListener("submit", () => { sent = true; });
    document.addEventListener("hearth:form-kept", (event) => { if (event.detail === form) sent = true; });

    keeper.addEventListener("htmx:beforeRequest", () => { dirty = false; });
    for (const name of ["htmx:sendError", "htmx:timeout"]) {
      keeper.addEventListener(name, (event) => {
        event.stopPropagation();
        dirty = true;
        word.textContent = keeper.dataset.saidOffline;
      });
    }

    /* A page that goes out of sight may never come back: the browser is closed, the phone sleeps. */
    const last = () => {
      if (!dirty || sent) return;
      dirty = false;
      const body = new URLSearchParams(new FormData(form));
      fetch(keeper.getAttribute("hx-post"), {
        method: "POST", body, keepalive: true, credentials: "same-origin", headers: { "X-CSRFToken": token, "HX-Request": "true" },
      }).catch(() => { dirty = true; });
    };
    document.addEventListener("visibilitychange", () => { if (document.hidden) last(); });
    addEventListener("pagehide", last);
  }
})();
