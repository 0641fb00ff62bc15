/**
 * The stream of one telling: a WebSocket that comes back by itself.
 *
 * `onmessage` gets every message, `onsound` every binary frame; `onstate` gets "open", "lost", "elsewhere" (another window tells this story and
 * this one waits), "taken" (another has taken over) or "gone" (there is no such story).
 */

import { address } from "./api.js";
import { tab } from "./settings.js";

const TAKEN = 4001;
const GONE = 4004;
const PATIENCE_MS = [300, 600, 1200, 2500, 5000, 10000];

export class Telling {
  constructor(story, { onmessage, onsound, onstate }) {
    this.story = story;
    this.onsound = onsound;
    this.onmessage = onmessage;
    this.onstate = onstate;
    this.tries = 0;
    this.timer = 0;
    this.socket = null;
    const now = () => this.state === "lost" && this.connect();
    addEventListener("online", now);
    document.addEventListener("visibilitychange", () => document.hidden || now());
    addEventListener("pageshow", (event) => event.persisted && this.state !== "taken" && this.connect());
  }

  connect({ take = false } = {}) {
    clearTimeout(this.timer);
    this.socket?.close();
    const url = address(`/stories/${this.story}/telling`, { tab: mark(), take: take || undefined });
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => {
      if (socket !== this.socket) return;
      if (typeof data !== "string") return this.onsound(data);
      const message = JSON.parse(data);
      if (message.door === "elsewhere") this.become("elsewhere");
      else if (message.door === "begin") {
        this.tries = 0;
        this.become("open");
      }
      this.onmessage(message);
    };
    socket.onclose = ({ code }) => {
      if (socket !== this.socket) return;
      if (code === TAKEN) return this.become("taken");
      if (code === GONE) return this.become("gone");
      this.become("lost");
      const wait = PATIENCE_MS[Math.min(this.tries, PATIENCE_MS.length - 1)];
      this.tries += 1;
      this.timer = setTimeout(() => this.connect(), wait);
    };
  }

  become(state) {
    this.state = state;
    this.onstate(state);
  }

  get isOpen() {
    return this.state === "open" && this.socket?.readyState === WebSocket.OPEN;
  }

  send(message) {
    if (this.isOpen) this.socket.send(JSON.stringify(message));
    return this.isOpen;
  }

  /** Bring a telling here that goes on in another window. */
  take() {
    if (this.state === "elsewhere") this.socket.send(JSON.stringify({ door: "take" }));
    else this.connect({ take: true });
  }
}

/** Which tab this is: the same after a reload, so that it does not stand in its own way. */
function mark() {
  let found = tab.get("tab");
  if (!found) {
    found = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
    tab.set("tab", found);
  }
  return found;
}
