// Opens the page of a roster that was taken along when there is no connection. Keeps that page as nobody would see it, and no other; reads no roster.
const SHELF = "take-along";
const PAGE = "/take-along";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (!Array.isArray(event.data?.assets)) return;
  event.waitUntil(keep(event.data.assets).then(() => event.ports[0]?.postMessage("kept")));
});

/** Asked without cookies: what is kept is the same for everybody and says of nobody that they were here. */
async function keep(assets) {
  const page = await fetch(PAGE, { credentials: "omit" });
  if (!page.ok) return;
  // What an older release left goes with it.
  await caches.delete(SHELF);
  const shelf = await caches.open(SHELF);
  await shelf.put(PAGE, page);
  await Promise.all(
    assets.map(async (address) => {
      const asset = await fetch(address, { credentials: "omit" });
      if (asset.ok) await shelf.put(address, asset);
    }),
  );
}

self.addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.mode === "navigate" && pathname === PAGE) {
    event.respondWith(fetch(event.request).catch(() => caches.match(PAGE)));
  } else if (pathname.startsWith("/assets/")) {
    // Their names change with their content, so what is kept is never old.
    event.respondWith(caches.match(pathname).then((kept) => kept ?? fetch(event.request)));
  }
});
