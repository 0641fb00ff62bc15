/**
 * Breaking in by voice: softer at the first sign of speech, silent at the second frame of it, on again by itself where there were no
 * words. What is recorded begins before the stop, so that no word is lost. Nothing is recorded while the microphone is off,
 * and nothing is kept.
 */

const BEFORE_S = 1; // recorded before the break
const QUIET_MS = 800; // after which somebody has finished
const COUGH_MS = 2000; // without words, and it goes on
const PATIENCE_MS = 6000; // for a first word, where a key asked for it
const SPEECH_MS = 300; // less than this is no word
const LONGEST_MS = 30000;
const WANTED = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** States: "off", "open" (listening for a sign), "sign", "hearing" (somebody speaks), "thinking" (their words are looked for). */
export class Microphone {
  /**
   * `hooks`: isWanted() (may somebody break in now?), onsign(isOn), onbreak(), onwords(text), onspoke() (somebody spoke and there is
   * nothing that understands), onnothing() (no words: go on), onstate(), onfailed(text).
   */
  constructor(hooks) {
    this.hooks = hooks;
    this.state = "off";
    this.recogniser = null; // what gives words; see recognisers.js
    this.frames = [];
    this.isKept = false; // open also when nobody holds the key
  }

  become(state) {
    this.state = state;
    this.hooks.onstate();
  }

  // -- the microphone

  async open() {
    this.isKept = true;
    await this.start();
  }

  async start() {
    if (this.context) return;
    const stream = await navigator.mediaDevices.getUserMedia({ audio: WANTED });
    if (this.context) return stream.getTracks().forEach((track) => track.stop());
    this.stream = stream;
    this.context = context();
    await this.context.audioWorklet.addModule("/page/script/ear.js");
    const source = this.context.createMediaStreamSource(stream);
    const low = new BiquadFilterNode(this.context, { type: "highpass", frequency: 90 });
    this.ear = new AudioWorkletNode(this.context, "ear", { numberOfOutputs: 0 });
    this.ear.port.onmessage = ({ data }) => this.take(data);
    const delay = new DelayNode(this.context, { delayTime: BEFORE_S, maxDelayTime: BEFORE_S });
    this.delayed = this.context.createMediaStreamDestination();
    source.connect(low).connect(this.ear);
    source.connect(delay).connect(this.delayed);
    await this.context.resume();
    this.become("open");
    if (stream.getAudioTracks()[0].getSettings().echoCancellation !== true) {
      this.hooks.onfailed("This microphone hears the teller too (it has no echo cancellation): use headphones, or turn breaking in by voice off.");
    }
  }

  close() {
    this.isKept = false;
    this.recogniser?.stop();
    this.ear?.port.close();
    this.stream?.getTracks().forEach((track) => track.stop());
    this.context?.close();
    this.context = this.stream = this.ear = null;
    this.frames = [];
    this.become("off");
  }

  // -- what it hears

  take({ frame, isLoud }) {
    const ms = (frame.length / this.context.sampleRate) * 1000;
    this.frames.push(frame);
    if (this.state !== "hearing") {
      while (this.frames.length * ms > BEFORE_S * 1000) this.frames.shift();
    }
    const act = {
      open: () => isLoud && this.hooks.isWanted() && this.sign(),
      sign: () => (isLoud ? this.break() : this.unsign()),
      hearing: () => this.hear(isLoud, ms),
    }[this.state];
    act?.();
  }

  sign() {
    this.become("sign");
    this.hooks.onsign(true);
  }

  unsign() {
    this.become("open");
    this.hooks.onsign(false);
  }

  break({ isAsked = false } = {}) {
    this.spokenMs = isAsked ? 0 : 100;
    this.quietMs = 0;
    this.heardMs = 0;
    this.isAsked = isAsked;
    this.hasWords = false;
    this.become("hearing");
    this.hooks.onbreak();
    this.hooks.onsign(false);
    const [track] = this.delayed.stream.getAudioTracks();
    this.recogniser?.start({
      track,
      onsome: () => (this.hasWords = true),
      onwords: (words) => this.end(words),
      onfailed: (text) => this.failed(text),
    });
  }

  hear(isLoud, ms) {
    this.heardMs += ms;
    if (isLoud) {
      this.spokenMs += ms;
      this.quietMs = 0;
    } else this.quietMs += ms;
    const hasSpoken = this.spokenMs >= SPEECH_MS;
    if (this.heardMs >= LONGEST_MS || (hasSpoken && this.quietMs >= QUIET_MS)) this.finish();
    else if (!hasSpoken && this.quietMs >= (this.isAsked ? PATIENCE_MS : COUGH_MS)) this.end("");
  }

  /** Somebody has finished speaking: look for the words, and give up where none come. */
  async finish() {
    if (this.state !== "hearing") return;
    this.become("thinking");
    if (!this.recogniser) {
      this.rest();
      this.hooks.onspoke();
      return;
    }
    const frames = this.frames;
    this.frames = [];
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.state === "thinking" && !this.hasWords && this.recogniser.isLive && this.end(""), COUGH_MS);
    await this.recogniser.finish(frames, this.context.sampleRate);
  }

  /** These were the words; none is a cough. */
  end(words) {
    if (!["hearing", "thinking"].includes(this.state)) return;
    this.recogniser?.stop();
    this.rest();
    if (words.trim()) this.hooks.onwords(words.trim());
    else this.hooks.onnothing();
  }

  failed(text) {
    if (!["hearing", "thinking"].includes(this.state)) return;
    this.rest();
    this.hooks.onfailed(text);
    this.hooks.onspoke();
  }

  rest() {
    clearTimeout(this.timer);
    if (this.isKept) this.become("open");
    else this.close();
  }

  // -- push to talk

  /** Begin to listen, or have done. */
  async talk() {
    if (this.state === "hearing") return this.finish();
    if (["thinking", "sign"].includes(this.state)) return;
    await this.start();
    this.break({ isAsked: true });
  }
}

/** At the rate that speech is understood at, where the browser lets a microphone have another than its own. */
function context() {
  const isPicky = navigator.userAgent.includes("Firefox");
  return isPicky ? new AudioContext() : new AudioContext({ sampleRate: 16000 });
}
