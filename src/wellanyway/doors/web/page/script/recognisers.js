/**
 * What gives words for speech: an endpoint that somebody set, or the browser's own recogniser. Where there is neither, nothing here
 * pretends to understand: breaking in stops the story, and what follows is chosen or typed.
 */

import { upload } from "./api.js";

/** What may be said to any recogniser, and is offered as keys where there is none. */
export const PHRASES = ["Go on", "Stop", "Again", "Back", "Who said that?", "What did I miss?"];

const BrowserRecognition = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition;

/** The recogniser there is, null where there is none. `heard` is what the server says of an endpoint. */
export async function recogniser({ hearing_reason: reason }) {
  if (reason === null) return new Endpoint();
  if (!BrowserRecognition) return null;
  return new Browser(await isLocal());
}

async function isLocal() {
  try {
    return (await BrowserRecognition.available({ langs: ["en-US"], processLocally: true })) === "available";
  } catch {
    return false; // a browser that cannot say
  }
}

/** Speech is recorded, sent to this server when it is over, and from there to the endpoint. */
class Endpoint {
  isLive = false; // words come only when all was said
  about = "What you say is sent to the endpoint that was set on this server.";

  start({ onwords, onfailed }) {
    this.onwords = onwords;
    this.onfailed = onfailed;
  }

  async finish(frames, rate) {
    try {
      const { words } = await upload("/heard", "sound", [new File([wav(frames, rate)], "said.wav", { type: "audio/wav" })]);
      this.onwords(words);
    } catch (problem) {
      this.onfailed(problem.message);
    }
  }

  stop() {}
}

/** The browser's own; unless it is `isLocal` it may send what it hears to whoever made the browser. */
class Browser {
  isLive = true;

  constructor(local) {
    this.isLocal = local;
    this.about = local
      ? "What you say is understood by this browser, on this machine."
      : "What you say is understood by this browser, which may send it to its maker.";
  }

  start({ track, onsome, onwords, onfailed }) {
    const recognition = new BrowserRecognition();
    this.recognition = recognition;
    let words = null;
    recognition.lang = "en-US";
    recognition.interimResults = true;
    if (this.isLocal) recognition.processLocally = true;
    recognition.onresult = ({ results }) => {
      onsome();
      const said = [...results].map(([first]) => first.transcript).join(" ");
      if (results[results.length - 1].isFinal) words = said;
    };
    recognition.onerror = ({ error }) => {
      if (["no-speech", "aborted"].includes(error) || recognition !== this.recognition) return;
      this.recognition = null;
      onfailed(`This browser could not turn speech into words (${error}).`);
    };
    recognition.onend = () => {
      if (recognition !== this.recognition) return;
      this.recognition = null;
      onwords(words ?? "");
    };
    recognition.start(track);
  }

  finish() {
    this.recognition?.stop();
  }

  stop() {
    const { recognition } = this;
    this.recognition = null;
    recognition?.abort();
  }
}

/** Mono 16-bit PCM in a WAV file. */
export function wav(frames, rate) {
  const count = frames.reduce((sum, frame) => sum + frame.length, 0);
  const view = new DataView(new ArrayBuffer(44 + 2 * count));
  const text = (at, letters) => [...letters].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, 36 + 2 * count, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, 2 * count, true);
  let at = 44;
  for (const frame of frames) {
    for (const sample of frame) {
      view.setInt16(at, Math.max(-1, Math.min(1, sample)) * 32767, true);
      at += 2;
    }
  }
  return view.buffer;
}
