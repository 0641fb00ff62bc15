/**
 * Keeps the shell of the page, so that it opens without a connection. Only the files named here are ever kept: what comes
 * from the API, every word of a story with it, goes past this worker and is stored nowhere.
 */

const KEPT = "shell-1";
const SHELF = "/";
const STORY = "/page/story.html";
const SHELL = [
  SHELF,
  STORY,
  "/manifest.webmanifest",
  "/page/theme.js",
  "/page/icon.svg",
  "/page/style/base.css",
  "/page/style/shelf.css",
  "/page/style/story.css",
  "/page/script/aloud.js",
  "/page/script/api.js",
  "/page/script/chart.js",
  "/page/script/dom.js",
  "/page/script/ear.js",
  "/page/script/leaf.js",
  "/page/script/mark.js",
  "/page/script/media.js",
  "/page/script/microphone.js",
  "/page/script/panels.js",
  "/page/script/recognisers.js",
  "/page/script/settings.js",
  "/page/script/shelf.js",
  "/page/script/shell.js",
  "/page/script/sound.js",
  "/page/script/spoken.js",
  "/page/script/story.js",
  "/page/script/teller.js",
  "/page/script/telling.js",
  "/page/script/visit.js",
  "/page/script/voicing.js",
];

addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(SHELL)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const drop = caches.keys().then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))));
  event.waitUntil(drop.then(() => clients.claim()));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  const name = /^\/story\/\d+$/.test(url.pathname) ? STORY : url.pathname;
  if (url.search === "" && SHELL.includes(name)) event.respondWith(fresh(request, name));
});

/** The newest there is; what is kept where there is no connection. */
async function fresh(request, name) {
  const cache = await caches.open(KEPT);
  try {
    const response = await fetch(request);
    if (response.ok && !response.redirected) await cache.put(name, response.clone());
    return response;
  } catch {
    return (await cache.match(name)) ?? Response.error();
  }
}
