/* An enrolled tablet: what a PIN brings out, the lock after a minute's quiet, the draft that is there
   again afterwards, and the way in without a connection (docs/explanation/offline.md). */
"use strict";

(() => {
  const keep = self.hearthKeep;
  const body = document.body;
  if (!keep?.able || !window.isSecureContext) return;
  const { words, toast, clock } = window.hearth;
  const own = body.dataset.offline ? JSON.parse(body.dataset.offline) : {};
  const who = body.dataset.who || "";
  const here = location.pathname + location.search;
  const ROUNDS = 600000; // Source: OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256
  const TRIES = 5;
  const STAY = 15000;

  /* The key that closes a person's key: their PIN and this tablet's own key together. */
  const derive = async (account, pin) => {
    const device = await keep.get("keys", "device");
    if (!device) return null;
    const salt = await crypto.subtle.deriveBits(
      { name: "HKDF", hash: "SHA-256", salt: keep.coder.encode(account), info: keep.coder.encode("hearth.pin.1") }, device.key, 256);
    const source = await crypto.subtle.importKey("raw", keep.coder.encode(pin), "PBKDF2", false, ["deriveKey"]);
    return crypto.subtle.deriveKey(
      { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS }, source, { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
  };
  const unwrap = (person, kek) => crypto.subtle.unwrapKey(
    "raw", person.wrapped, kek, { name: "AES-GCM", iv: person.n }, "AES-GCM", false, ["encrypt", "decrypt"]);
  const open = (account, key, until) => keep.put("keys", "open", {
    who: account, key, until, seen: Date.now(), quiet: (own.pin || 60) * 1000 + 30000,
  });

  /* --- Online: the PIN is proven by the house, then it brings out the key ----------------------- */

  const pad = document.querySelector("form.pin[data-pin]:not([data-pin-offline])");
  if (pad) {
    keep.drop("keys", "pending");
    pad.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      const account = pad.action.match(/[0-9a-f-]{36}/)?.[0];
      const pin = pad.querySelector(".pin-field").value;
      derive(account, pin)
        .then((kek) => kek && keep.put("keys", "pending", { who: account, kek, name: pad.dataset.pinName, at: Date.now() }))
        .catch(() => {})
        .finally(() => pad.submit());
    });
  }
  const bring = async () => {
    const pending = await keep.get("keys", "pending");
    if (!pending) return;
    if (pending.who !== who || Date.now() - pending.at > 120000) { await keep.drop("keys", "pending"); return; }
    const known = await keep.get("keys", `person:${who}`);
    let key = known ? await unwrap(known, pending.kek).catch(() => null) : null;
    let wrapped = known;
    if (!key) { // the first time here, or with a new PIN: what was kept under the old one is gone
      await keep.wipe(who);
      const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"]);
      const n = crypto.getRandomValues(new Uint8Array(12));
      wrapped = { n, wrapped: await crypto.subtle.wrapKey("raw", fresh, pending.kek, { name: "AES-GCM", iv: n }) };
      key = await unwrap(wrapped, pending.kek);
    }
    const until = Date.now() + own.lasts * 1000;
    const name = await keep.close(await keep.local(), { name: pending.name, home: here });
    await keep.put("keys", `person:${who}`, { n: wrapped.n, wrapped: wrapped.wrapped, name, until, tries: 0 });
    await open(who, key, until);
    await keep.drop("keys", "pending"); // only now: the worker waits for the key as long as this is here
  };

  /* --- The lock --------------------------------------------------------------------------------------- */

  const typed = (form) => Array.from(form.elements).filter((field) =>
    field.name && field.name !== "csrfmiddlewaretoken" && !["hidden", "file", "password", "submit", "button"].includes(field.type));
  const differs = (field) => (["checkbox", "radio"].includes(field.type) ? field.checked !== field.defaultChecked
    : field.options ? Array.from(field.options).some((one) => one.selected !== one.defaultSelected) : field.value !== field.defaultValue);
  const forms = () => Array.from(document.querySelectorAll("form[data-guard], form[data-offline-verb]"));
  const nameOf = (form) => form.getAttribute("action") + "#" + (form.dataset.offlineAbout || "");
  const keepDrafts = async () => {
    for (const form of forms()) {
      const changed = typed(form).filter(differs);
      if (form.hidden || !changed.length) continue;
      const fields = changed.map((field) => [field.name, field.type === "checkbox" || field.type === "radio" ? [field.value, field.checked]
        : field.options ? Array.from(field.selectedOptions, (one) => one.value) : field.value]);
      await keep.keepDraft(here, nameOf(form), fields);
    }
  };
  const fill = (form, fields) => {
    for (const [name, value] of fields) {
      for (const field of typed(form).filter((one) => one.name === name)) {
        if (field.type === "checkbox" || field.type === "radio") { if (field.value === value[0]) field.checked = value[1]; }
        else if (field.options) Array.from(field.options).forEach((one) => { one.selected = value.includes(one.value); });
        else if (!differs(field)) field.value = value;
      }
    }
    form.dataset.dirty = "1";
  };
  const bringDrafts = async () => {
    const notice = document.getElementById("draft-kept");
    for (const draft of await keep.drafts()) {
      const form = draft.path === here && forms().find((one) => nameOf(one) === draft.name);
      if (form) {
        fill(form, draft.fields);
        await keep.dropDraft(draft.path, draft.name);
        toast(words.draft_back);
      } else if (notice) {
        notice.querySelector("a").href = draft.path;
        notice.hidden = false;
      }
    }
  };
  let locking = false;
  const lock = async () => {
    if (locking) return;
    locking = true;
    await keepDrafts().catch(() => {});
    await keep.lock();
    for (const form of document.querySelectorAll("form[data-dirty]")) delete form.dataset.dirty;
    const out = document.querySelector("form[data-sign-out]");
    let where = "/offline/";
    if (out && navigator.onLine) {
      const asked = fetch(out.action, { method: "POST", body: new URLSearchParams([...new FormData(out)]), signal: AbortSignal.timeout(5000) });
      where = await asked.then((answer) => (answer.ok ? "/device/" : where)).catch(() => where);
    }
    if (where === "/offline/") await keep.put("state", "leaving", true);
    location.replace(where);
  };
  const watch = () => {
    let last = Date.now();
    let said = false;
    for (const name of ["pointerdown", "keydown", "input", "scroll"]) {
      addEventListener(name, () => { last = Date.now(); said = false; }, { passive: true, capture: true });
    }
    setInterval(() => {
      const quiet = (Date.now() - last) / 1000;
      if (quiet >= own.pin) { lock(); return; }
      if (quiet >= own.pin - 10 && !said) { said = true; toast(words.lock_soon); }
    }, 1000);
    setInterval(() => { if (!locking) keep.stay(); }, STAY);
    for (const button of document.querySelectorAll("[data-lock]")) {
      button.hidden = false;
      button.addEventListener("click", lock);
    }
  };

  /* --- Without a connection: who are you, and your PIN ----------------------------------------------------- */

  const welcome = async (place) => {
    const readable = await keep.pages();
    if (readable.length) { list(readable); return; }
    const keys = await keep.within("keys", "readonly", (at) => at.getAllKeys());
    const local = await keep.local();
    for (const key of keys.filter((one) => String(one).startsWith("person:"))) {
      const person = await keep.get("keys", key);
      if (person.until < Date.now()) { await keep.wipe(key.slice(7)); continue; }
      const { name, home } = await keep.open(local, person.name);
      const tile = document.getElementById("offline-person").content.cloneNode(true);
      tile.querySelector("[data-name]").textContent = name;
      tile.querySelector("button").addEventListener("click", () => ask(key.slice(7), name, home));
      place.querySelector("ul").append(tile);
      place.hidden = false;
    }
  };
  const list = (readable) => {
    const place = document.getElementById("offline-pages");
    for (const { path, title, at } of readable.sort((one, other) => other.at - one.at)) {
      const line = document.createElement("li");
      const link = document.createElement("a");
      link.href = path;
      link.textContent = `${new DOMParser().parseFromString(title, "text/html").body.textContent} · ${clock(new Date(at))}`;
      line.append(link);
      place.querySelector("ul").append(line);
    }
    place.hidden = false;
    place.querySelector("button").addEventListener("click", async () => { await keep.lock(); location.assign("/offline/"); });
  };
  const ask = (account, name, home) => {
    const box = document.getElementById("offline-pin");
    const form = box.querySelector("form");
    const error = box.querySelector("[data-error]");
    document.getElementById("offline-people").hidden = true;
    box.hidden = false;
    box.querySelector("[data-name]").textContent = name;
    form.querySelector(".pin-field").focus();
    form.onsubmit = async (event) => {
      event.preventDefault();
      event.stopPropagation();
      const field = form.querySelector(".pin-field");
      const pin = field.value;
      field.value = "";
      const person = await keep.get("keys", `person:${account}`);
      const kek = person && await derive(account, pin);
      const key = kek && await unwrap(person, kek).catch(() => null);
      if (key) {
        await keep.put("keys", `person:${account}`, { ...person, tries: 0 });
        await open(account, key, person.until);
        location.assign(home);
        return;
      }
      const left = TRIES - (person?.tries ?? TRIES) - 1;
      if (left > 0) await keep.put("keys", `person:${account}`, { ...person, tries: person.tries + 1 });
      else await keep.wipe(account);
      error.textContent = left > 0 ? words.pin_wrong.replace("{n}", left) : words.pin_locked;
      error.hidden = false;
      field.focus();
    };
  };

  const people = document.getElementById("offline-people");
  (async () => {
    if (people) { await welcome(people); return; }
    const kept = Boolean(body.dataset.keptAt);
    if (who && !kept && await keep.get("state", "leaving")) {
      await keep.drop("state", "leaving"); // locked without a connection: the session ends now,
      const out = document.querySelector("form[data-sign-out]");
      if (out && (await keep.openKey())?.who !== who) { // unless the same person is here again
        await keep.lock();
        out.dataset.sure = "1";
        out.requestSubmit();
        return;
      }
    }
    if (!who) { // nobody is signed in: nothing stays open
      if (!pad && !document.querySelector("[data-pin-proven]")) await keep.drop("keys", "pending");
      await keep.drop("state", "leaving");
      await keep.lock();
      return;
    }
    if (!own.pin) return;
    if (!kept) await bring();
    watch();
    await bringDrafts();
  })().catch(() => {});
})();
