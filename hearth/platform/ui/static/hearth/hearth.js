/* What every page does by itself. Everything here only shortens the way: each page works without
   it. No inline handlers, no eval: the page's policy is script-src 'self'. */
"use strict";

(() => {
  const root = document.documentElement;
  const body = document.body;
  const words = JSON.parse(body.dataset.words || "{}");
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  root.classList.add("js");

  /* Now, by the server's clock: a tablet whose own clock is wrong still tells true ages. */
  const opened = Date.now();
  const served = Date.parse(body.dataset.now) || opened;
  const now = () => served + (Date.now() - opened);

  /* The time of day as this community writes it, in its own zone. */
  const clock = (instant) =>
    new Intl.DateTimeFormat(root.lang, {
      hour: body.dataset.clock === "12" ? "numeric" : "2-digit",
      minute: "2-digit",
      timeZone: body.dataset.zone || "UTC",
      hour12: body.dataset.clock === "12",
    }).format(instant).replace(/ AM$/, " am").replace(/ PM$/, " pm");

  /* A short word that something happened, at the foot of the page. Never a resident's name. */
  const toast = (text, level = "neutral") => {
    const place = document.getElementById("toasts");
    if (!place || !text) return;
    const box = document.createElement("div");
    box.className = "toast";
    box.dataset.toast = level;
    const said = document.createElement("span");
    said.textContent = text;
    box.append(said);
    place.append(box);
    settle(box);
  };
  const settle = (box) => {
    if (box.dataset.settled) return;
    box.dataset.settled = "1";
    let leaving = 0;
    const later = () => { leaving = setTimeout(() => box.remove(), 12000); };
    const stay = () => clearTimeout(leaving);
    box.addEventListener("pointerenter", stay);
    box.addEventListener("focusin", stay);
    box.addEventListener("pointerleave", later);
    box.addEventListener("focusout", later);
    later();
  };

  /* "20 min ago" stays true while the page stands open. */
  const tick = () => {
    for (const span of all("[data-ago]")) {
      const at = span.closest("time");
      const minutes = Math.floor((now() - Date.parse(at.dateTime)) / 60000);
      if (minutes < 0 || minutes >= 1440) continue;
      const text = minutes < 1 ? words.now
        : minutes < 60 ? words.min.replace("{n}", minutes)
        : words.hour.replace("{n}", Math.floor(minutes / 60));
      if (text && span.textContent !== text) span.textContent = text;
    }
  };
  setInterval(tick, 20000);

  /* What a freshly arrived piece of page needs. */
  const dress = (within) => {
    all("[data-toast]", within).forEach(settle);
    const first = within.querySelector?.("[data-focus]");
    if (first) first.focus();
  };

  /* Menus: one open at a time; Escape and a press elsewhere close them. */
  const closeMenus = (except) => all("details.menu[open]").forEach((menu) => {
    if (menu !== except && !menu.contains(except)) menu.open = false;
  });
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : body;
    const menu = target.closest("details.menu");
    const behind = menu && target === menu;
    closeMenus(behind ? null : menu);

    const opener = target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog?.showModal) { event.preventDefault(); closeMenus(null); dialog.showModal(); }
    if (target instanceof HTMLDialogElement) target.close();

    if (target.closest("[data-dismiss]")) target.closest("[data-toast]")?.remove();
    if (target.closest("[data-print]")) window.print();
    if (target.closest("[aria-disabled='true']")) event.preventDefault();

    const key = target.closest("[data-digit], [data-erase]");
    if (key) pressPin(key);
  });

  const pressPin = (key) => {
    const form = key.closest("form");
    const field = form.querySelector(".pin-field");
    if ("erase" in key.dataset) field.value = field.value.slice(0, -1);
    else if (field.value.length < Number(form.dataset.pin)) field.value += key.dataset.digit;
    if (field.value.length === Number(form.dataset.pin)) form.requestSubmit();
  };

  /* Keys. Single letters can be switched off (WCAG 2.1.4); the choice stays on this device. */
  const shortcuts = () => {
    try { return localStorage.getItem("hearth.keys") !== "off"; } catch { return true; }
  };
  const showShortcuts = () => all("[data-shortcuts]").forEach((button) => {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(shortcuts()));
  });
  showShortcuts();
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-shortcuts]")) return;
    try { localStorage.setItem("hearth.keys", shortcuts() ? "off" : "on"); } catch { /* private */ }
    showShortcuts();
  });
  const step = (by) => {
    const rows = all("[data-row]").filter((row) => row.offsetParent);
    const here = rows.indexOf(document.activeElement?.closest("[data-row]"));
    const next = rows[Math.min(Math.max(here + by, 0), rows.length - 1)];
    const target = next?.querySelector("a, button, summary") || next;
    if (target === next) next?.setAttribute("tabindex", "-1");
    target?.focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const open = document.querySelector("details.menu[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); }
      return;
    }
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const find = document.querySelector("[data-key='/']") || document.querySelector(".top-search-link");
    if (event.key === "k" && (event.ctrlKey || event.metaKey) && find) {
      event.preventDefault();
      find.focus();
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !shortcuts()) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "/" && find) {
      event.preventDefault();
      if (find.offsetParent) find.focus();
      else document.querySelector(".top-search-link")?.click();
    }
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  });

  /* Boxes of one name, chosen all at once; how many are chosen is said. */
  document.addEventListener("change", (event) => {
    const box = event.target;
    const form = box.form;
    const count = form?.querySelector("[data-count]");
    if (!count || box.type !== "checkbox") return;
    const boxes = all(`[name="${count.dataset.count}"]`, form);
    const every = form.querySelector("[data-all]");
    if (box === every) boxes.forEach((one) => { one.checked = every.checked; });
    const chosen = boxes.filter((one) => one.checked).length;
    if (every) every.checked = chosen === boxes.length;
    count.textContent = `${count.dataset.none}: ${chosen}`;
  });

  /* A form is sent once. Coming back to the page makes it ready again. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "dialog" || form.matches("[hx-post], [hx-get]")) return;
    if (form.getAttribute("aria-busy") === "true") { event.preventDefault(); return; }
    if (form.method === "post" && !("download" in form.dataset)) form.setAttribute("aria-busy", "true");
    delete form.dataset.dirty;
  });
  addEventListener("pageshow", () => all("form[aria-busy]").forEach((form) => form.removeAttribute("aria-busy")));
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-guard]");
    if (form) form.dataset.dirty = "1";
  });
  addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-dirty]")) event.preventDefault();
  });

  /* htmx: honest answers. A whole page in answer to a fragment is never pushed into a row. */
  body.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, boosted, target } = event.detail;
    if (boosted || target === body) return;
    if (!/^\s*<!doctype/i.test(xhr.responseText || "")) return;
    event.detail.shouldSwap = false;
    const elsewhere = new URL(xhr.responseURL || location.href, location.href);
    const signIn = /^\/(enter|accounts)\b/.test(elsewhere.pathname);
    toast(signIn ? words.signed_out : words.gone, "urgent");
  });
  body.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (xhr.status !== 401) return;
    event.preventDefault();
    const typed = document.querySelector("form[data-dirty]") || requestConfig?.verb !== "get";
    if (typed) toast(words.signed_out, "urgent");
    else location.assign(`/enter/?next=${encodeURIComponent(location.pathname + location.search)}`);
  });
  body.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status >= 500) toast(words.broken, "urgent");
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    body.addEventListener(name, (event) => {
      const headers = event.detail.requestConfig?.headers || {};
      if (headers["HX-Background"] || headers["X-Hearth-Ref"]) return; // kept: offline.js says so
      toast(words.failed, "urgent");
    });
  }
  /* What a toast offered was taken: it has nothing more to say. */
  body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) event.target.closest?.("[data-toast]")?.remove();
  });
  body.addEventListener("hearth:toast", (event) => toast(event.detail.value || event.detail.text));
  body.addEventListener("htmx:afterSettle", (event) => dress(event.target));
  body.addEventListener("htmx:oobAfterSwap", (event) => dress(event.target));

  dress(document);
  tick();
  if (document.querySelector("[data-print-now]")) window.print();
  window.hearth = Object.freeze({ clock, now, toast, words });
})();
