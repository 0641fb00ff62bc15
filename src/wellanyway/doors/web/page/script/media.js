/**
 * The telling among the machine's own: media keys, and a screen that stays on while it goes.
 *
 * Browsers give the media keys to pages with an element that plays; ours plays silence while the story sounds.
 */

const SILENCE = "/page/silence.wav";

export class Media {
  /** `acts`: play, pause, back, on. */
  constructor(acts) {
    this.acts = acts;
    this.element = null;
    this.lock = null;
    this.isAsking = false;
    this.isWanted = false;
    document.addEventListener("visibilitychange", () => this.keepAwake());
  }

  /** The telling goes on (aloud) or does not. */
  show({ isAloud, isGoing, title, author }) {
    if (isAloud) this.take({ title, author });
    this.isWanted = isAloud && isGoing;
    if (this.element) {
      if (this.isWanted) this.element.play().catch(() => {});
      else this.element.pause();
    }
    if (navigator.mediaSession && this.element) navigator.mediaSession.playbackState = isGoing ? "playing" : "paused";
    this.keepAwake();
  }

  take({ title, author }) {
    const { mediaSession } = navigator;
    if (!mediaSession) return;
    if (!this.element) {
      this.element = new Audio(SILENCE);
      this.element.loop = true;
      const keys = { play: "play", pause: "pause", stop: "pause", previoustrack: "back", nexttrack: "on" };
      for (const [key, act] of Object.entries(keys)) mediaSession.setActionHandler(key, () => this.acts[act]());
    }
    if (mediaSession.metadata?.title !== title) {
      mediaSession.metadata = new MediaMetadata({ title, artist: author });
    }
  }

  async keepAwake() {
    if (!this.isWanted || document.hidden) {
      this.lock?.release().catch(() => {});
      this.lock = null;
      return;
    }
    if (this.lock || this.isAsking || !navigator.wakeLock) return;
    this.isAsking = true;
    try {
      const lock = await navigator.wakeLock.request("screen");
      lock.addEventListener("release", () => (this.lock = null));
      this.lock = lock;
    } catch {
      // refused, as on a low battery: the telling does not need it
    }
    this.isAsking = false;
    if (!this.isWanted) this.keepAwake();
  }
}
