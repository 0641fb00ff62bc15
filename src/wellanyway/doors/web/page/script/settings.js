/** What this browser remembers of its listener: never a word of a story. */

const DEFAULTS = {
  theme: "auto", // auto, light, dark
  size: 100, // percent
  pace: 0, // words a minute; 0 is the teller's own
  byHand: false, // the next sentence comes when it is asked for
  whole: false, // sentences appear whole
  goesOn: true, // after an answer has been read
  typing: true, // any letter breaks in
  aloud: false,
  narrator: "", // the engine's own
  voicePace: 0, // words a minute; 0 is the server's own
  microphone: false, // a spoken word breaks in
  listener: "",
};

const kept = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};

function parse(name, text) {
  const standard = DEFAULTS[name];
  if (text === null) return standard;
  if (typeof standard === "boolean") return text === "true";
  if (typeof standard === "number") return Number(text) || standard;
  return text;
}

export const settings = Object.fromEntries(
  Object.keys(DEFAULTS).map((name) => [name, parse(name, kept(name))]),
);

const watchers = new Set();

/** Be called with a setting's name whenever one changes. */
export const watch = (watcher) => watchers.add(watcher);

export function set(name, value) {
  settings[name] = value;
  try {
    localStorage.setItem(name, String(value));
  } catch {
    // a browser that keeps nothing: the setting holds until the page goes
  }
  apply(name);
  for (const watcher of watchers) watcher(name);
}

function apply(name) {
  const root = document.documentElement;
  if (name === "theme") {
    if (settings.theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = settings.theme;
  }
  if (name === "size") root.style.setProperty("--size", `${settings.size}%`);
}

/** Something of this tab alone: it outlives a reload and nothing else. */
export const tab = {
  get: (name) => {
    try {
      return sessionStorage.getItem(name);
    } catch {
      return null;
    }
  },
  set: (name, value) => {
    try {
      sessionStorage.setItem(name, value);
    } catch {
      // see above
    }
  },
};

export const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
