/* The one worker of the house. It keeps the frame of the pages; of the pages themselves only what the
   server allows, and only closed with the key of whoever is there (keep.js). HEARTH is set above. */
"use strict";
importScripts(HEARTH.keep);

const SHELL = `hearth-${HEARTH.version}`;
const keep = self.hearthKeep;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  /* What is written goes past the worker: the last words of a page that leaves would be lost in it. */
  if (event.addRoutes) event.waitUntil(event.addRoutes({ condition: { requestMethod: "POST" }, source: "network" }).catch(() => {}));
  event.waitUntil((async () => {
    const cache = await caches.open(SHELL);
    await cache.addAll([...HEARTH.frame, ...HEARTH.pages].map((url) => new Request(url, { cache: "reload" })));
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("hearth-") && name !== SHELL) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

const ofFrame = async (request) => {
  const found = await caches.match(request, { cacheName: SHELL });
  return found || fetch(request);
};

/* Offline: how the page stood, if its reader is there; else the page that says what waits. */
const withoutConnection = async (url) => {
  const state = (await keep.get("state", "page").catch(() => null)) || {};
  const kept = await keep.readPage(url.pathname + url.search).catch(() => null);
  if (kept) {
    const now = new Date(Date.now() + (state.offset || 0)).toISOString();
    const html = kept.html
      .replace(/data-now="[^"]*"/, `data-now="${now}"`)
      .replace("<body ", `<body data-kept-at="${new Date(kept.at + (state.offset || 0)).toISOString()}" `);
    const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
    if (kept.policy) headers["Content-Security-Policy"] = kept.policy;
    return new Response(html, { headers });
  }
  const cache = await caches.open(SHELL);
  const wanted = HEARTH.pages.find((page) => page.endsWith(`lang=${state.lang}`)) || HEARTH.pages[0];
  return (await cache.match(wanted)) || Response.error();
};

const visit = async (event, url) => {
  let response;
  try {
    response = await fetch(event.request);
  } catch {
    return withoutConnection(url);
  }
  const who = response.headers.get("X-Hearth-Keep-For");
  if (who && response.ok && !response.redirected) {
    const copy = response.clone();
    const seconds = Number(response.headers.get("X-Hearth-Keep")) || 0;
    const policy = response.headers.get("Content-Security-Policy");
    event.waitUntil(copy.text().then((html) => keep.keepPage(who, url.pathname + url.search, html, seconds, policy)).catch(() => {}));
  }
  return response;
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith(HEARTH.static)) event.respondWith(ofFrame(request));
  else if (request.mode === "navigate") event.respondWith(visit(event, url));
});

/* Where browsers have it (not Safari, not Firefox): the queue empties itself with no page open. */
self.addEventListener("sync", (event) => {
  if (event.tag === "hearth-send") event.waitUntil(keep.drain(HEARTH.send));
});
