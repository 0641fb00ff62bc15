/** The shell can be installed: a small worker keeps it, and never a word of a story. */

const WORKER = "/worker.js";

/** Browsers that check where scripts come from want to be told that this address is ours. */
const checked = globalThis.trustedTypes?.createPolicy("wellanyway", {
  createScriptURL(url) {
    if (url !== WORKER) throw new TypeError("not a script of this page");
    return url;
  },
});

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register(checked ? checked.createScriptURL(WORKER) : WORKER).catch(() => {
    // the page works without it
  });
}
