"""A browser with a profile on the disk, as a phone or a tablet is; and what a thief would read off it."""

import time

from django.test import Client

from tests.browsing import ARGUMENTS, CHROMIUM, heard


PIN = "482915"
IN_CHARGE = """() => navigator.serviceWorker.controller || new Promise((done) => {
  navigator.serviceWorker.addEventListener('controllerchange', () => done(true));
})"""
# Everything any store of this browser holds, as text: what a thief would read.
EVERYTHING = """async () => {
  const told = [];
  const seen = (value) => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer || value);
      told.push(new TextDecoder('latin1').decode(bytes));
    } else if (value instanceof CryptoKey) told.push(`key:${value.extractable}`);
    else if (value && typeof value === 'object') Object.values(value).forEach(seen);
    else told.push(String(value));
  };
  for (const { name } of await indexedDB.databases()) {
    const base = await new Promise((done) => {
      const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result);
    });
    for (const store of base.objectStoreNames) {
      const at = base.transaction(store).objectStore(store);
      const all = (ask) => new Promise((done) => { ask.onsuccess = () => done(ask.result); });
      (await all(at.getAllKeys())).forEach((key) => told.push(`${store}=${key}`));
      (await all(at.getAll())).forEach(seen);
    }
    base.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const one of await cache.keys()) told.push(await (await cache.match(one)).text());
  }
  Object.values(localStorage).forEach((v) => told.push(v));
  Object.values(sessionStorage).forEach((v) => told.push(v));
  return told.join('\\n');
}"""
DEVICE_KEY = """async () => {
  while (!(await hearthKeep.get('keys', 'device'))) await new Promise((done) => setTimeout(done, 50));
}"""
OPEN_KEY = """async (kept) => {
  while (!(await hearthKeep.openKey())) await new Promise((done) => setTimeout(done, 50));
}"""


class Browser:
    """One browser with a profile on the disk, that can be closed and opened again."""

    def __init__(self, playwright, folder, address):
        self.playwright, self.folder, self.address = playwright, str(folder), address
        self.context = None
        self.start()

    def start(self):
        self.context = self.playwright.chromium.launch_persistent_context(
            self.folder,
            executable_path=CHROMIUM,
            args=ARGUMENTS,
            base_url=self.address,
            reduced_motion="reduce",
            viewport={"width": 800, "height": 1000},
        )
        self.page = self.context.pages[0]
        # Safari and Firefox have no background sync: what is proven here needs none.
        self.context.add_init_script(
            "if (self.ServiceWorkerRegistration) delete ServiceWorkerRegistration.prototype.sync"
        )
        self.said = heard(self.page)

    def restart(self):
        self.context.close()
        self.start()

    def cookie(self, name, value, *, lasting=False):
        """A cookie; one that is not ``lasting`` dies with the browser."""
        cookie = {"name": name, "value": value, "url": self.address}
        if lasting:
            cookie["expires"] = time.time() + 86400
        self.context.add_cookies([cookie])

    def sign_in(self, account):
        client = Client()
        client.force_login(account)
        self.cookie("sessionid", client.cookies["sessionid"].value)

    def ready(self, path="/c/maple-court/sample/"):
        """On the page, with the worker in charge of it."""
        self.page.goto(path)
        self.page.evaluate(IN_CHARGE)
        return self.page

    def offline(self, off=True):
        self.context.set_offline(off)

    def everything(self):
        return self.page.evaluate(EVERYTHING)


def eventually(page, ask, wanted):
    """The house has come to it: asked for again until it has, at most twenty seconds."""
    for _ in range(200):
        if ask() == wanted:
            return
        page.wait_for_timeout(100)
    assert ask() == wanted


def enter(page, name, pin=PIN):
    """Who are you, and your PIN, with thumbs."""
    page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).click()
    for digit in pin:
        page.get_by_role("button", name=digit, exact=True).click()
