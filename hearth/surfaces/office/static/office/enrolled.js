// The tablet's own key, given out this once: kept where no script can read it again, then taken
// off the page. What the tablet keeps offline is locked with it and the person's PIN together.
(function () {
  "use strict";
  const source = document.getElementById("hearth-device");
  const keep = self.hearthKeep;
  if (!source || !keep || !keep.able) return;
  const given = JSON.parse(source.textContent);
  source.remove();
  const bytes = keep.bytes(given.offlineKey);
  crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey", "deriveBits"]).then(function (key) {
    bytes.fill(0);
    return keep.wipeAll().then(function () { return keep.put("keys", "device", { device: given.device, key: key }); });
  });
})();
