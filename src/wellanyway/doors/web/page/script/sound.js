/**
 * What is heard: utterances on the Web Audio clock, each a row of pieces that follow one another sample by sample.
 *
 * An utterance comes in frames (see doors/web/sounding.py) and is played when the teller says so, which may be before all of it is
 * here. The quiet before it is counted from the end of the sound before.
 */

export const FADE_S = 0.006;
const LEAD_S = 0.012; // between asking for sound and its beginning
const LATENCY_S = 0.005; // asked of the browser; its usual is some 20 ms
const WAKING_MS = 1200;
const DUCKED = 0.2;
const DUCK_S = 0.03;
const heads = new TextDecoder();

/** A frame's head and samples. */
export function parse(bytes) {
  const size = new DataView(bytes).getUint32(0, true);
  const head = JSON.parse(heads.decode(new Uint8Array(bytes, 4, size)));
  return { ...head, samples: new Int16Array(bytes, 4 + size) };
}

/** One thing said. */
class Utterance {
  constructor(number) {
    this.number = number;
    this.pieces = [];
    this.words = [];
    this.isWhole = false;
    this.pauseS = 0;
  }

  add({ rate, at_s: atS, pause_s: pauseS, words, samples, last }) {
    if (last) {
      this.isWhole = true;
      return null;
    }
    if (!this.pieces.length) this.pauseS = pauseS;
    const piece = { rate, atS, samples, endS: atS + samples.length / rate };
    this.pieces.push(piece);
    this.words.push(...words.map(([wordS, start, end]) => ({ atS: wordS, start, end })));
    return piece;
  }

  get lengthS() {
    return this.pieces.at(-1)?.endS ?? 0;
  }
}

export class Voice {
  /** `onsilenced` is called when the browser wants a click before anything may be heard, `onheard` when it may. */
  constructor({ onsilenced, onheard }) {
    this.onsilenced = onsilenced;
    this.onheard = onheard;
    this.context = null;
    this.coming = new Map();
    this.sources = new Set();
    this.forget();
    this.quietFromS = -Infinity; // when the sound before ended
    this.isDucked = false;
    this.isSilenced = false; // by the browser, until there was a click
  }

  forget() {
    this.now = null; // the utterance in play
    this.startS = null; // when it begins, on the context's clock; null while it does not run
    this.atS = null; // where in it a hold came; null while there is none
    this.end = null;
    this.frame = 0;
  }

  // -- what comes

  take(frame) {
    const { sound: number } = frame;
    const isNow = this.now?.number === number;
    let utterance = isNow ? this.now : this.coming.get(number);
    if (!utterance) this.coming.set(number, (utterance = new Utterance(number)));
    const piece = utterance.add(frame);
    if (!isNow) return;
    if (!piece) this.closeOff();
    else if (this.atS === null) {
      this.catchUp(piece);
      this.schedule(piece);
    }
  }

  /** No utterance up to this one will be asked for any more. */
  past(number) {
    for (const one of this.coming.keys()) if (one <= number) this.coming.delete(one);
  }

  /** Nothing that came is of any use now: the numbers begin anew. */
  clear() {
    this.drop();
    this.coming.clear();
  }

  // -- what is done

  /** Play an utterance. `onword(word)` as each sounds, `onend(isSilent)` when it was heard to its end. */
  play(number, { onword = () => {}, onend }) {
    this.drop();
    this.now = this.coming.get(number) ?? new Utterance(number);
    this.past(number);
    this.now.onword = onword;
    this.now.onend = onend;
    for (const piece of this.now.pieces) this.schedule(piece);
    if (this.now.isWhole) this.closeOff();
  }

  /** Fall silent, and wait where it stands. */
  hold() {
    if (!this.now || this.atS !== null) return;
    this.atS = this.startS === null ? -this.now.pauseS : this.context.currentTime - this.startS;
    this.silence();
  }

  /** Go on where it stood. */
  release() {
    if (!this.now || this.atS === null) return;
    const atS = this.atS;
    this.atS = null;
    this.startS = null;
    if (!this.context) return;
    this.begin(this.context.currentTime + LEAD_S - atS);
    for (const piece of this.now.pieces) this.schedule(piece);
    if (this.now.isWhole) this.closeOff();
  }

  /** Fall silent, and forget what was in play. */
  drop() {
    if (this.now) this.silence();
    this.forget();
  }

  /** Softer, while somebody may be about to speak. */
  duck(isDucked) {
    this.isDucked = isDucked;
    if (this.context) this.level.gain.setTargetAtTime(isDucked ? DUCKED : 1, this.context.currentTime, DUCK_S / 3);
  }

  get isSounding() {
    return this.now !== null && this.atS === null;
  }

  // -- the clock

  open(rate) {
    if (this.context) return;
    this.context = new AudioContext({ sampleRate: rate, latencyHint: LATENCY_S });
    this.level = this.context.createGain();
    this.level.connect(this.context.destination);
    if (this.isDucked) this.level.gain.value = DUCKED;
    this.context.onstatechange = () => {
      if (this.context.state !== "running" || !this.isSilenced) return;
      this.isSilenced = false;
      this.onheard();
    };
    this.wake();
  }

  /** Let sound be heard, after a click or a key. */
  wake() {
    if (!this.context || this.context.state === "running") return;
    this.context.resume().catch(() => {});
    setTimeout(() => {
      if (this.context.state === "running") return;
      this.isSilenced = true;
      this.onsilenced();
    }, WAKING_MS);
  }

  /** The utterance in play begins at a time of the context's, on a sample. */
  begin(startS) {
    this.startS = this.ceil(startS);
    this.fade = this.context.createGain();
    this.fade.connect(this.level);
    this.look();
  }

  /** A piece that is late makes what follows late: nothing of it is left out. */
  catchUp({ atS }) {
    if (this.startS === null) return;
    this.startS = Math.max(this.startS, this.ceil(this.context.currentTime + LEAD_S - atS));
  }

  ceil(timeS) {
    return Math.ceil(timeS * this.context.sampleRate) / this.context.sampleRate;
  }

  schedule({ rate, atS, endS, samples }) {
    this.open(rate);
    const { context } = this;
    if (this.startS === null) this.begin(Math.max(context.currentTime + LEAD_S, this.quietFromS + this.now.pauseS));
    const fromS = Math.max(0, context.currentTime - (this.startS + atS));
    if (atS + fromS >= endS) return;
    const buffer = context.createBuffer(1, samples.length, rate);
    const channel = buffer.getChannelData(0);
    for (let index = 0; index < samples.length; index += 1) channel[index] = samples[index] / 32768;
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(this.fade);
    const { sampleRate } = context;
    source.start(Math.round((this.startS + atS + fromS) * sampleRate) / sampleRate, fromS);
    source.onended = () => this.sources.delete(source);
    this.sources.add(source);
    this.quietFromS = this.startS + endS;
  }

  /** Mark the end, so that it is noticed when the card has played it, in a window that is not looked at too. */
  closeOff() {
    const { now } = this;
    if (this.atS !== null) return;
    if (!now.pieces.length) {
      this.forget();
      now.onend(true);
      return;
    }
    const end = new ConstantSourceNode(this.context, { offset: 0 });
    end.connect(this.level);
    end.onended = () => {
      end.disconnect();
      if (this.end !== end) return;
      this.tellWords();
      this.forget();
      now.onend(false);
    };
    this.end = end;
    end.start();
    end.stop(this.startS + now.lengthS + (this.context.outputLatency || 0));
  }

  silence() {
    cancelAnimationFrame(this.frame);
    this.end = null;
    if (!this.context || this.startS === null) return;
    const { currentTime } = this.context;
    const { fade } = this;
    fade.gain.setValueAtTime(1, currentTime);
    fade.gain.linearRampToValueAtTime(0, currentTime + FADE_S);
    for (const source of this.sources) source.stop(currentTime + FADE_S + 0.002);
    this.sources.clear();
    this.quietFromS = Math.min(this.quietFromS, currentTime + FADE_S);
    setTimeout(() => fade.disconnect(), 200);
  }

  /** Say which word sounds, as often as the window is drawn. */
  look() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      if (!this.isSounding || this.startS === null) return;
      this.tellWords();
      this.look();
    });
  }

  tellWords() {
    const atS = this.context.currentTime - this.startS;
    const word = this.now.words.findLast((one) => one.atS <= atS);
    if (!word || word === this.now.told) return;
    this.now.told = word;
    this.now.onword(word);
  }
}
