// Passkeys need a script and a browser that knows them: only then are their buttons shown.
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", function () {
    if (!window.PublicKeyCredential) return;
    document.querySelectorAll("[data-passkey]").forEach(function (part) { part.hidden = false; });
  });
  // The person closed the browser's own window, or no passkey fits: say so where they look.
  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    document.querySelectorAll("[data-passkey-failed]").forEach(function (part) { part.hidden = false; });
  });
})();
