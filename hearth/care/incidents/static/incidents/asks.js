/* The page asks only what the chosen type of event asks for; without this file it asks everything. */
(() => {
  const told = document.getElementById("type-asks");
  if (!told) return;
  const asks = JSON.parse(told.textContent);
  const chosen = (name) => document.querySelector(`input[name="${name}"]:checked`)?.value ?? "";
  const show = () => {
    const wanted = (asks[chosen("type")] ?? "").split(" ");
    for (const one of document.querySelectorAll("[data-asked]")) {
      one.hidden = !wanted.includes(one.dataset.asked);
    }
    for (const one of document.querySelectorAll("[data-when]")) {
      one.hidden = chosen("when") !== one.dataset.when;
    }
  };
  document.addEventListener("change", show);
  show();
})();
