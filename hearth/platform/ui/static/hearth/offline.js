/* Forms that may wait on the device, and the strip that says so (docs/reference/offline.md).
   Every marked write is kept, sealed, before it is sent, and forgotten when the house has answered. */
"use strict";

(() => {
  const keep = self.hearthKeep;
  const body = document.body;
  const { words, toast, clock, now } = window.hearth;
  const who = body.dataset.who || "";
  const own = body.dataset.offline ? JSON.parse(body.dataset.offline) : {};
  const SEND = "/offline/send/";
  const EVERY = 10000;
  const CONTACT = 60000;
  const strip = document.getElementById("sync");

  if (!keep?.able || !window.isSecureContext) return;
  if ((own.lease || own.device) && navigator.serviceWorker) {
    navigator.serviceWorker.register("/sw.js").catch(() => {});
    navigator.storage?.persist?.().catch(() => {});
  }

  /* --- The strip --------------------------------------------------------------------------- */

  let sending = false;
  let refused = false;
  /* A device may call itself online with nothing behind the Wi-Fi: what was tried last counts. */
  const list = document.querySelector("[data-kept-list]");
  const keptAt = body.dataset.keptAt;
  let reached = !list && !keptAt;
  const away = () => !navigator.onLine || !reached;
  const count = (one, many, n, more = {}) => Object.entries({ n, ...more })
    .reduce((said, [name, value]) => said.replace(`{${name}}`, value), n === 1 ? one : many);
  const told = (state) => {
    const n = state.waiting;
    const time = n ? clock(new Date(state.since)) : "";
    if (refused) return ["refused", words.sync_refused];
    if (state.needs) return ["needs", count(words.sync_need, words.sync_needs, state.needs)];
    const live = document.getElementById("live"); // it says "Offline" itself
    if (n && away() && !live) return ["offline", count(words.sync_kept_one, words.sync_kept, n, { time })];
    if (n && away()) return ["offline", count(words.sync_wait_one, words.sync_wait, n, { time })];
    if (away() && !live) return ["offline", words.offline];
    if (n && sending) return ["sending", count(words.sync_send_one, words.sync_send, n)];
    if (n) return ["waiting", count(words.sync_wait_one, words.sync_wait, n, { time })];
    return ["", ""];
  };
  const paint = async () => {
    const state = await keep.state(who).catch(() => null);
    if (!state) return;
    document.dispatchEvent(new CustomEvent("hearth:kept", { detail: state }));
    if (!strip || list) return; // the page without a connection lists what waits
    const [kind, said] = told(state);
    strip.dataset.state = kind;
    for (const part of strip.querySelectorAll("[data-sync]")) {
      const shown = part.dataset.sync === (kind === "refused" ? "needs" : kind === "waiting" ? "sending" : kind);
      part.hidden = !shown;
      const word = part.querySelector("[data-sync-word]");
      if (shown && word.textContent !== said) word.textContent = said;
    }
  };

  /* --- Sending what waits ------------------------------------------------------------------------ */

  let met = false; // the page that asks who you are always asks first who may still be asked
  const people = async () => {
    const keys = await keep.within("keys", "readonly", (at) => at.getAllKeys());
    return keys.filter((key) => String(key).startsWith("person:")).map((key) => key.slice(7));
  };
  const drain = async () => {
    const state = await keep.state(who).catch(() => ({ waiting: 0 }));
    const silent = (await keep.rows().catch(() => [])).some((row) => row.quiet);
    const contacted = await keep.get("state", "contacted").catch(() => 0);
    const enrolled = own.device || Boolean(await keep.get("keys", "device").catch(() => null));
    const contact = enrolled && ((!who && !met) || Date.now() - (contacted || 0) > CONTACT);
    if (!state.waiting && !silent && !contact) return;
    if (state.waiting && !away()) { sending = true; await paint(); }
    const extra = { community: own.community, always: contact };
    if (enrolled) extra.people = await people();
    const outcome = await keep.drain(SEND, extra).catch(() => null);
    sending = false;
    if (outcome) reached = outcome.status !== undefined;
    if (outcome?.reached) {
      met = true;
      await keep.put("state", "contacted", Date.now());
      const { lease, wipe, gone } = outcome.answer;
      if (lease?.lease) Object.assign(own, lease);
      if (wipe) { await keep.wipeAll(); location.assign("/enter/"); }
      for (const one of gone || []) await keep.wipe(one);
      outcome.sent.forEach((ref) => mark(ref, words.sync_sent, true));
      outcome.needs.forEach((ref) => mark(ref, words.sync_held, false));
    }
    await paint();
  };
  const mark = (ref, said, done) => {
    const line = document.querySelector(`[data-kept-ref="${ref}"]`);
    if (!line) return;
    line.querySelector("span").textContent = said;
    const region = line.closest("[data-live]");
    if (done && region) window.htmx?.trigger(region, "hearth:refresh");
  };

  /* --- A marked form --------------------------------------------------------------------------------- */

  const fieldsOf = (form, button) => {
    const fields = new FormData(form);
    if (button?.name) fields.append(button.name, button.value);
    for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
    return fields;
  };
  const holdsFile = (form) =>
    Array.from(form.querySelectorAll("input[type=file]")).some((field) => field.files.length);
  const payloadOf = (fields, about) => {
    const found = {};
    for (const name of new Set(fields.keys())) {
      if (name === "csrfmiddlewaretoken") continue;
      const values = fields.getAll(name).map((value) => value.replace(/\r\n?/g, "\n"));
      found[name] = values.length === 1 ? values[0] : values;
    }
    return { ...found, ...Object.fromEntries(new URLSearchParams(about)) };
  };
  /* Keep the write, and say how it is named on its way. Null where nothing can be kept. */
  const prepare = async (form, button) => {
    const { offlineVerb: verb, offlineAbout: about = "", offlineWhat: what = "" } = form.dataset;
    if (!own.lease || !own.seal || holdsFile(form)) return null;
    form.dataset.offlineRef ||= crypto.randomUUID();
    const ref = form.dataset.offlineRef;
    const fields = fieldsOf(form, button);
    const effective = new Date(now()).toISOString();
    const write = { verb, payload: payloadOf(fields, about), effective, lease: own.lease };
    try {
      await keep.add({ ref, who, house: own.seal, write, told: { what, verb, about }, direct: true });
      refused = false;
    } catch (error) {
      refused = error.name !== "RangeError";
      await paint();
      return null;
    }
    const headers = { "X-Hearth-Ref": ref, "X-Hearth-Verb": verb, "X-Hearth-About": about, "X-Hearth-At": effective };
    return { ref, fields, headers };
  };
  const answeredBy = (form, item) => {
    delete form.dataset.dirty;
    delete form.dataset.offlineRef;
    keep.remove(item.ref);
  };
  const sayKept = (form, ref, said) => {
    delete form.dataset.dirty;
    delete form.dataset.offlineRef;
    form.removeAttribute("aria-busy");
    const line = document.createElement("p");
    line.className = "kept";
    line.dataset.keptRef = ref;
    line.setAttribute("role", "status");
    const word = document.createElement("span");
    word.textContent = said;
    line.append(document.getElementById("kept-icon")?.content.cloneNode(true) || "", word);
    const row = form.closest(".task-do");
    if (row) { // in a row: in place of its buttons, in few words
      word.textContent = said === words.kept ? words.kept_short : said;
      Array.from(row.children).forEach((one) => { one.hidden = true; });
      row.append(line);
    } else {
      form.before(line);
      if ("offlineAgain" in form.dataset) form.reset();
      else form.hidden = true;
    }
    document.dispatchEvent(new CustomEvent("hearth:form-kept", { detail: form }));
  };
  const waits = async (form, item, said) => {
    await keep.release(item.ref);
    sayKept(form, item.ref, said);
    await paint();
    navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("hearth-send")).catch(() => {});
  };

  /* What the house answered: done, to be corrected by the person, or to be sent again. */
  const show = (html, url) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const fresh = page.getElementById("main");
    if (!fresh) { location.assign(url); return; }
    document.getElementById("main").replaceWith(document.adoptNode(fresh));
    window.htmx?.process(fresh);
    window.htmx?.trigger(fresh, "htmx:afterSettle");
    const first = fresh.querySelector("[data-focus], [aria-invalid='true'], .errors, h1");
    if (first && !first.matches("input, select, textarea, a, button")) first.tabIndex = -1;
    first?.focus();
    window.scrollTo(0, 0);
  };
  /* Nothing overtakes what this person wrote before it: "undo" must not arrive ahead of "done". */
  const behind = async () => (await keep.state(who)).own.some((one) => one.state === "waiting" && !one.direct);
  const LATER = new Set([403, 404, 500, 502, 503, 504]);
  const send = async (form, item) => {
    let response;
    let said;
    if (await behind()) { await waits(form, item, words.kept); return drain(); }
    try {
      const params = new URLSearchParams([...item.fields]);
      response = await fetch(form.action, {
        method: "POST", body: params, headers: item.headers, credentials: "same-origin", signal: AbortSignal.timeout(20000),
      });
      said = await response.text();
    } catch {
      reached = false;
      return waits(form, item, words.kept);
    }
    reached = true;
    if (response.status === 401) { await waits(form, item, words.kept_signed_out); return drain(); }
    if (LATER.has(response.status)) { await waits(form, item, words.kept_sending); return drain(); }
    answeredBy(form, item);
    if (response.status === 201 || response.redirected) {
      document.dispatchEvent(new CustomEvent("hearth:form-kept", { detail: form })); // no draft of it any more
    }
    if (response.status === 201) location.assign(JSON.parse(said).next || location.href);
    else if (response.redirected) location.assign(response.url);
    else { form.removeAttribute("aria-busy"); show(said, response.url); }
    return null;
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches?.("form[data-offline-verb]") || form.matches("[hx-post]") || form.dataset.plain) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    if (holdsFile(form) && !navigator.onLine) { toast(words.file_needs, "urgent"); form.removeAttribute("aria-busy"); return; }
    prepare(form, event.submitter).then((item) => {
      if (item) return send(form, item);
      form.dataset.plain = "1"; // as any other form: only a connection saves it
      form.removeAttribute("aria-busy");
      form.requestSubmit(event.submitter || undefined);
      delete form.dataset.plain;
      return null;
    });
  }, true);

  /* The same for forms that htmx sends: kept first, named on the way, forgotten on an answer. */
  const items = new WeakMap();
  body.addEventListener("htmx:confirm", (event) => {
    const form = event.detail.elt;
    if (!form.matches?.("form[data-offline-verb][hx-post]")) return;
    event.preventDefault();
    prepare(form, event.detail.triggeringEvent?.submitter).then(async (item) => {
      if (item && await behind()) { await waits(form, item, words.kept); return drain(); }
      if (item) items.set(form, item); else items.delete(form);
      return event.detail.issueRequest(true);
    });
  });
  body.addEventListener("htmx:configRequest", (event) => {
    const item = items.get(event.detail.elt);
    if (item) Object.assign(event.detail.headers, item.headers);
  });
  body.addEventListener("htmx:beforeOnLoad", (event) => {
    const form = event.detail.requestConfig?.elt;
    const item = form && items.get(form);
    if (!item) return;
    const { status } = event.detail.xhr;
    items.delete(form);
    if (status === 401 || LATER.has(status)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      waits(form, item, status === 401 ? words.kept_signed_out : words.kept_sending).then(drain);
    } else answeredBy(form, item);
  }, true);
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:sendAbort"]) {
    body.addEventListener(name, (event) => {
      const form = event.detail.requestConfig?.elt;
      const item = form && items.get(form);
      if (!item) return;
      items.delete(form);
      reached = false;
      event.stopImmediatePropagation();
      waits(form, item, words.kept);
    }, true);
  }

  /* Forms whose write still waits say so again after the page was loaded anew. */
  document.addEventListener("hearth:kept", (event) => {
    for (const one of event.detail.own) {
      if (one.state !== "waiting" || document.querySelector(`[data-kept-ref="${one.ref}"]`)) continue;
      const fits = (form) => form.dataset.offlineVerb === one.verb && (form.dataset.offlineAbout || "") === one.about
        && !("offlineAgain" in form.dataset) && form.getAttribute("aria-busy") !== "true" && !form.hidden && form.dataset.offlineRef !== one.ref;
      const form = Array.from(document.querySelectorAll("form[data-offline-verb]")).find(fits);
      if (form && form.dataset.offlineAbout) sayKept(form, one.ref, words.kept);
    }
  });

  /* --- Signing out with something waiting ----------------------------------------------------------------- */

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches?.("form[data-sign-out]") || form.dataset.sure) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const leave = async () => {
      await keep.wipe(who);
      form.dataset.sure = "1";
      if (navigator.onLine) { form.requestSubmit(); return; }
      await keep.put("state", "leaving", true); // the session ends at the next contact
      location.assign("/offline/");
    };
    keep.state(who).then((state) => {
      const mine = state.own.filter((one) => one.state === "waiting").length;
      const dialog = document.getElementById("leave-waiting");
      if (!mine || !dialog) return leave();
      dialog.querySelector("[data-waiting]").textContent = count(words.leave_one, words.leave, mine);
      dialog.querySelector("[data-leave]").onclick = leave;
      dialog.showModal();
      return null;
    });
  }, true);

  /* The page without a connection: what waits, in words that name nobody. */
  if (list) {
    keep.get("state", "page").then((page) => { // times are told in the community's zone here too
      if (page?.zone) { body.dataset.zone = page.zone; body.dataset.clock = page.clock; paint(); }
    }).catch(() => {});
    document.addEventListener("hearth:kept", (event) => {
      list.replaceChildren(...event.detail.own.filter((one) => one.state === "waiting").map((one) => {
        const line = document.createElement("li");
        line.textContent = `${one.what || "·"} · ${clock(new Date(one.at))}`;
        return line;
      }));
      list.parentElement.hidden = !event.detail.waiting;
      if (!list.children.length && event.detail.waiting) {
        const line = document.createElement("li");
        line.textContent = count(words.sync_wait_one, words.sync_wait, event.detail.waiting, { time: clock(new Date(event.detail.since)) });
        list.append(line);
      }
    });
    document.querySelector("[data-again]").addEventListener("click", (event) => {
      if (location.pathname === "/offline/") return;
      event.preventDefault();
      location.reload();
    });
  }

  /* --- From here on ---------------------------------------------------------------------------------------- */

  /* A page from the device looks for the house again, and makes way for the real one. */
  if (list || keptAt) {
    setInterval(async () => {
      const found = await fetch("/sw.js", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(4000) }).catch(() => null);
      reached = Boolean(found?.ok);
      if (!reached) { paint(); return; }
      await drain();
      const typing = document.querySelector("form[data-dirty], dialog[open]") || document.activeElement?.matches("input, textarea, select");
      if (typing) return;
      if (location.pathname === "/offline/") location.replace("/"); else location.reload();
    }, 5000);
  }
  if (keptAt && own.lease) { // who looked is told to the house, as of any page
    const write = { verb: "ui.read_kept", payload: { path: location.pathname + location.search }, effective: new Date(now()).toISOString(), lease: own.lease };
    keep.add({ ref: crypto.randomUUID(), who, house: own.seal, write, told: {}, quiet: true }).catch(() => {});
  }
  if (keptAt) {
    const notice = document.getElementById("kept-page");
    if (notice) {
      notice.querySelector("span").textContent = words.kept_page.replace("{time}", clock(new Date(keptAt)));
      notice.hidden = false;
    }
  } else if (body.dataset.now) {
    const { zone, clock: form } = body.dataset;
    const page = { lang: document.documentElement.lang, offset: Date.parse(body.dataset.now) - Date.now(), zone, clock: form };
    if (own.community) keep.put("state", "page", page).catch(() => {});
  }
  if (who && !keptAt && !own.pin) {
    keep.get("state", "leaving").then(async (leaving) => {
      const out = document.querySelector("form[data-sign-out]");
      if (!leaving || !out) return;
      await keep.drop("state", "leaving");
      out.dataset.sure = "1";
      out.requestSubmit();
    }).catch(() => {});
  }
  if (body.querySelector("[data-kept-seen]")) keep.seen(who).then(paint);
  keep.sweep().catch(() => {});
  keep.chatter?.addEventListener("message", paint);
  addEventListener("online", () => { paint(); drain(); });
  addEventListener("offline", paint);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) drain(); });
  setInterval(drain, EVERY);
  paint().then(drain);
  window.hearthOffline = Object.freeze({ drain, paint, who, own });
})();
