/* What this device keeps, for pages and for the worker alike (docs/explanation/offline.md).
   queue: writes that wait, each sealed for the house: nothing here opens one again.
   pages, drafts: closed with a person's own key, which only their PIN on this tablet brings out. */
"use strict";

self.hearthKeep = (() => {
  const coder = new TextEncoder();
  const reader = new TextDecoder();
  const able = Boolean(self.indexedDB && self.crypto?.subtle);
  const chatter = self.BroadcastChannel ? new BroadcastChannel("hearth") : null;
  const DIRECT = 30000; // a page that sends a write itself has this long before the queue does
  const BATCH = 20;
  const BATCH_BYTES = 500000;
  const MOST_BYTES = 250000;
  const MOST_TRIES = 25; // of an answer that the house broke on it, before a person is told

  /* --- The store ------------------------------------------------------------------------- */

  let opening = null;
  const database = () => {
    opening ||= new Promise((done, failed) => {
      const asked = indexedDB.open("hearth", 1);
      asked.onupgradeneeded = () => {
        const made = asked.result;
        made.createObjectStore("queue", { keyPath: "seq", autoIncrement: true })
          .createIndex("ref", "ref", { unique: true });
        for (const name of ["keys", "pages", "drafts", "state"]) made.createObjectStore(name);
      };
      asked.onsuccess = () => {
        const found = asked.result;
        const forget = () => { found.close(); opening = null; };
        found.onversionchange = forget;
        found.onclose = forget;
        done(found);
      };
      asked.onerror = () => { opening = null; failed(asked.error); };
    });
    return opening;
  };
  /* One transaction; what it wrote is on the disk before this is done. */
  const within = async (names, mode, work) => {
    const base = await database();
    return new Promise((done, failed) => {
      const strict = mode === "readwrite" ? { durability: "strict" } : undefined;
      const act = base.transaction(names, mode, strict);
      let request = null;
      act.oncomplete = () => done(request ? request.result : undefined);
      act.onerror = act.onabort = () => failed(act.error || new Error("not kept"));
      request = work(...[].concat(names).map((name) => act.objectStore(name))) || null;
    });
  };
  const get = (store, key) => within(store, "readonly", (at) => at.get(key));
  const put = (store, key, value) => within(store, "readwrite", (at) => { at.put(value, key); });
  const drop = (store, key) => within(store, "readwrite", (at) => { at.delete(key); });
  const tell = () => chatter?.postMessage("changed");

  /* --- Closing and opening ------------------------------------------------------------------ */

  const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const bytes = (said) =>
    Uint8Array.from(atob(said.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const long = (buffer) => { // without a stack of a hundred thousand arguments
    let said = "";
    const all = new Uint8Array(buffer);
    for (let at = 0; at < all.length; at += 8192) said += String.fromCharCode(...all.subarray(at, at + 8192));
    return btoa(said).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };
  const digest = async (said) => text(await crypto.subtle.digest("SHA-256", coder.encode(said)));

  /* For the house alone; its half is in hearth/platform/ui/sealing.py. */
  const seal = async (house, write, ref) => {
    const at = house.lastIndexOf(".");
    const curve = { name: "ECDH", namedCurve: "P-256" };
    const theirs = await crypto.subtle.importKey("raw", bytes(house.slice(at + 1)), curve, false, []);
    const own = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
    const point = await crypto.subtle.exportKey("raw", own.publicKey);
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
    const source = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const key = await crypto.subtle.deriveKey(
      { name: "HKDF", hash: "SHA-256", salt: point, info: coder.encode("hearth.offline.1") },
      source, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const closed = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv: nonce, additionalData: coder.encode(ref) }, key, coder.encode(JSON.stringify(write)));
    return { k: house.slice(0, at), e: text(point), n: text(nonce), c: long(closed) };
  };

  const close = async (key, value) => {
    const n = crypto.getRandomValues(new Uint8Array(12));
    const c = await crypto.subtle.encrypt({ name: "AES-GCM", iv: n }, key, coder.encode(JSON.stringify(value)));
    return { n, c };
  };
  const open = async (key, kept) =>
    JSON.parse(reader.decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.n }, key, kept.c)));

  /* This browser's own key: what the strip says of a waiting write is no plain text either. */
  const local = async () => {
    const found = await get("keys", "local");
    if (found) return found;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await within("keys", "readwrite", (at) => { at.add(made, "local").onerror = (e) => { e.preventDefault(); e.stopPropagation(); }; });
    return get("keys", "local");
  };

  /* --- The queue ------------------------------------------------------------------------------ */

  /* Keep a write before it is sent. The same reference again replaces what was kept under it. */
  const add = async ({ ref, who, house, write, told, direct, quiet = false }) => {
    if (coder.encode(JSON.stringify(write)).length > MOST_BYTES) throw new RangeError("too-large");
    const sealed = await seal(house, write, ref);
    const kept = await close(await local(), told);
    const row = { ref, who, quiet, at: Date.now(), state: "waiting", tries: 0, hold: direct ? Date.now() + DIRECT : 0, sealed, told: kept };
    await within("queue", "readwrite", (at) => {
      at.index("ref").getKey(ref).onsuccess = (event) => {
        if (event.target.result !== undefined) at.delete(event.target.result);
        at.add(row);
      };
    });
    tell();
  };
  const rows = () => within("queue", "readonly", (at) => at.getAll());
  const change = async (ref, edit) => {
    await within("queue", "readwrite", (at) => {
      at.index("ref").get(ref).onsuccess = (event) => {
        const row = event.target.result;
        if (!row) return;
        const next = edit(row);
        if (next) at.put(next); else at.delete(row.seq);
      };
    });
    tell();
  };
  const remove = (ref) => change(ref, () => null);
  const release = (ref) => change(ref, (row) => ({ ...row, hold: 0 }));

  /* What may be told of the queue: everybody's number, and one's own in words. */
  const state = async (who) => {
    if (!able) return { waiting: 0, since: 0, needs: 0, own: [] };
    const all = (await rows()).filter((row) => !row.quiet);
    const waiting = all.filter((row) => row.state === "waiting" && row.hold < Date.now());
    const mine = all.filter((row) => row.who === who);
    const key = mine.length ? await local() : null;
    const own = await Promise.all(mine.map(async (row) => ({
      ref: row.ref, at: row.at, state: row.state, direct: row.hold > Date.now(), ...(await open(key, row.told).catch(() => ({}))),
    })));
    return {
      waiting: waiting.length,
      since: waiting.length ? Math.min(...waiting.map((row) => row.at)) : 0,
      needs: own.filter((row) => row.state !== "waiting").length,
      own,
    };
  };
  /* The person has been shown what the house kept; the house's own list is the truth from here. */
  const seen = async (who) => {
    for (const row of await rows()) {
      if (row.who === who && row.state === "needs") await remove(row.ref);
    }
  };

  const answered = async (row, answer) => {
    const { status, code } = answer;
    if (status === 200 || status === 201 || (row.quiet && status < 500 && status !== 401)) { await remove(row.ref); return "sent"; }
    if (status === 401) return "sign-in";
    if (status === 500 || status === 503) {
      await change(row.ref, (now) => ({ ...now, tries: now.tries + 1, state: now.tries + 1 > MOST_TRIES ? "stuck" : "waiting" }));
      return "again";
    }
    if (status === 400 || status === 413) {
      await change(row.ref, (now) => ({ ...now, state: "stuck" }));
      return "stuck";
    }
    const key = await local();
    const said = await open(key, row.told).catch(() => ({}));
    const told = await close(key, { ...said, code, message: answer.message || "" });
    await change(row.ref, (now) => ({ ...now, state: "needs", sealed: null, told }));
    return "needs";
  };

  /* Send everything that waits, in the order it was written. Gives what became of it, by reference,
     or null while another page of this device is at it. ``extra`` goes along (contact). */
  const drain = async (url, extra = {}) => {
    if (!able) return null;
    if (!navigator.locks) return drained(url, extra);
    return navigator.locks.request("hearth-send", { ifAvailable: true }, (lock) => (lock ? drained(url, extra) : null));
  };
  const drained = async (url, extra) => {
    const outcome = { sent: [], needs: [], reached: false, answer: null };
    const tried = new Set();
    for (let more = true; more;) {
      const all = (await rows()).filter((row) => row.state === "waiting" && row.hold < Date.now());
      const items = [];
      let size = 0;
      for (const row of all) {
        size += row.sealed.c.length;
        if (tried.has(row.ref) || items.length === BATCH || (items.length && size > BATCH_BYTES)) continue;
        items.push(row);
      }
      more = items.length > 0;
      if (!more && (outcome.reached || !extra.always)) break;
      items.forEach((row) => tried.add(row.ref));
      const since = all.length ? new Date(Math.min(...all.map((row) => row.at))).toISOString() : null;
      let response;
      try {
        response = await fetch(url, {
          method: "POST", credentials: "same-origin", signal: AbortSignal.timeout(30000),
          headers: { "Content-Type": "application/json", Accept: "application/json", "HX-Background": "1" },
          body: JSON.stringify({
            community: extra.community, people: extra.people, waiting: all.length, waiting_since: since,
            items: items.map((row) => ({ client_ref: row.ref, sealed: row.sealed })),
          }),
        });
      } catch { return outcome; }
      outcome.status = response.status;
      if (!response.ok) return outcome;
      outcome.reached = true;
      outcome.answer = await response.json().catch(() => ({ answers: [] }));
      const by = new Map((outcome.answer.answers || []).map((one) => [one.client_ref, one]));
      for (const row of items) {
        const became = by.has(row.ref) ? await answered(row, by.get(row.ref)) : "again";
        if (became === "sent") outcome.sent.push(row.ref);
        if (became === "needs") outcome.needs.push(row.ref);
      }
    }
    return outcome;
  };

  /* --- Reading, on an enrolled tablet while its person is there ------------------------------------ */

  /* The key that a PIN brought out, while its person is there: minutes of silence put it away. */
  const openKey = async () => {
    const found = able ? await get("keys", "open") : null;
    if (!found) return null;
    if (found.until > Date.now() && Date.now() - found.seen < found.quiet) return found;
    await drop("keys", "open");
    return null;
  };
  const stay = async () => {
    const found = await openKey();
    if (found) await put("keys", "open", { ...found, seen: Date.now() });
  };
  const place = async (who, path) => `${who}:${await digest(path)}`;
  /* The first page after a PIN arrives before its key is out: it is waited for, a little. */
  const keyOf = async (who) => {
    for (let tries = 0; tries < 20; tries += 1) {
      const coming = await get("keys", "pending");
      const found = await openKey();
      if (found?.who === who) return found;
      if (!coming) return null;
      await new Promise((done) => setTimeout(done, 250));
    }
    return null;
  };
  const keepPage = async (who, path, html, seconds, policy) => {
    const found = await keyOf(who);
    if (!found) return;
    const until = Math.min(Date.now() + seconds * 1000, found.until);
    await put("pages", await place(who, path), { ...(await close(found.key, { path, html, policy })), at: Date.now(), until });
  };
  const readPage = async (path) => {
    const found = await openKey();
    const kept = found && await get("pages", await place(found.who, path));
    if (!kept || kept.until < Date.now()) return null;
    return { ...(await open(found.key, kept)), at: kept.at };
  };
  const pages = async () => {
    const found = await openKey();
    if (!found) return [];
    const keys = await within("pages", "readonly", (at) => at.getAllKeys());
    const kept = await Promise.all(keys.filter((key) => key.startsWith(`${found.who}:`)).map((key) => get("pages", key)));
    const opened = await Promise.all(kept.map(async (one) => ({ at: one.at, ...(await open(found.key, one).catch(() => ({}))) })));
    return opened.filter((one) => one.path).map(({ path, html, at }) => ({ path, at, title: (html.match(/<title>([^<]*)/) || [])[1] || path }));
  };
  const keepDraft = async (path, name, fields) => {
    const found = await openKey();
    if (!found) return false;
    const value = { ...(await close(found.key, { path, name, fields })), at: Date.now(), until: found.until };
    await put("drafts", await place(found.who, `${path}#${name}`), value);
    return true;
  };
  const dropDraft = async (path, name) => {
    const found = await openKey();
    if (found) await drop("drafts", await place(found.who, `${path}#${name}`));
  };
  const drafts = async () => {
    const found = await openKey();
    if (!found) return [];
    const keys = await within("drafts", "readonly", (at) => at.getAllKeys());
    const own = keys.filter((key) => key.startsWith(`${found.who}:`));
    const kept = await Promise.all(own.map((key) => get("drafts", key)));
    return (await Promise.all(kept.map((one) => open(found.key, one).catch(() => null)))).filter(Boolean);
  };

  /* --- Forgetting ------------------------------------------------------------------------------------ */

  const dropOf = async (store, fits) => {
    for (const key of await within(store, "readonly", (at) => at.getAllKeys())) {
      if (fits(key)) await drop(store, key);
    }
  };
  const lock = () => drop("keys", "open");
  /* All that one person could read here. What they wrote still waits, sealed. */
  const wipe = async (who) => {
    const found = await get("keys", "open");
    if (found?.who === who) await lock();
    for (const store of ["pages", "drafts"]) await dropOf(store, (key) => key.startsWith(`${who}:`));
    await drop("keys", `person:${who}`);
  };
  /* The tablet was taken out of use: nothing stays, not even its key. */
  const wipeAll = async () => {
    for (const store of ["pages", "drafts", "state"]) await within(store, "readwrite", (at) => { at.clear(); });
    await dropOf("keys", (key) => key !== "local");
  };
  const sweep = async () => {
    const now = Date.now();
    for (const store of ["pages", "drafts"]) {
      await within(store, "readwrite", (at) => {
        at.openCursor().onsuccess = (event) => {
          const here = event.target.result;
          if (!here) return;
          if (here.value.until < now) here.delete();
          here.continue();
        };
      });
    }
  };

  return {
    able, chatter, within, get, put, drop, text, bytes, coder, close, open, local,
    add, rows, remove, release, state, seen, drain,
    openKey, stay, keepPage, readPage, pages, keepDraft, dropDraft, drafts, lock, wipe, wipeAll, sweep,
  };
})();
