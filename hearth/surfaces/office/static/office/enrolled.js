// The tablet's own key, given out this once: kept where no script can read it again, then taken
// off the page. What the tablet keeps offline is locked with it and the person's PIN together.
(function () {
  "use strict";
  const source = document.getElementById("hearth-device");
  if (!source || !window.indexedDB || !window.crypto || !window.crypto.subtle) return;
  const given = JSON.parse(source.textContent);
  source.remove();
  const bytes = Uint8Array.from(
    atob(given.offlineKey.replace(/-/g, "+").replace(/_/g, "/")),
    function (c) { return c.charCodeAt(0); }
  );
  crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey", "deriveBits"]).then(function (key) {
    bytes.fill(0);
    const opening = indexedDB.open("hearth-device", 1);
    opening.onupgradeneeded = function () { opening.result.createObjectStore("keys"); };
    opening.onsuccess = function () {
      const keys = opening.result.transaction("keys", "readwrite").objectStore("keys");
      keys.put({ device: given.device, key: key }, "device");
    };
  });
})();
