/**
 * The teller in this window: carries the session's effects out one after the other, at reading pace, and tells the
 * session what has been shown. What the story is and what is answered is the session's alone.
 */

import { isStill, set, settings } from "./settings.js";

const REST_LEAST_S = 2.5;
const REST_MOST_S = 25;
const LOOK_AGAIN_MS = 20000;
const PACE_STEP = 20;
const PACE_LEAST = 40;
const PACE_MOST = 2000;

const words = (text) => text.split(/\s+/).filter(Boolean).length;

/** Modes: "still" (not begun), "telling", "thinking", "resting", "waiting" (no more so far), "away", "closed". */
export class Teller {
  /** `stage` shows what happens: onmode(), onplace(at), onsaid(text), onanswered(text), onkeys(), onfailed(text). */
  constructor(telling, leaf, stage) {
    this.telling = telling;
    this.leaf = leaf;
    this.stage = stage;
    this.pace = settings.pace || 240;
    this.holds = new Set(); // why nothing goes on: "user", "question", "panel", "visit", "hidden"
    this.reset();
    this.mode = "still";
  }

  reset() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.queue = [];
    this.saying = null; // the sentence in play and how far it has come
    this.isPlaying = false; // the session has a sentence in play
    this.awaited = 0; // how many of what was sent have not been answered
    this.pending = null; // what the listener said, not yet answered
    this.unread = "";
    this.isTalking = false; // something said between the lines is being heard
  }

  become(mode) {
    this.mode = mode;
    this.stage.onmode();
  }

  get isHeld() {
    return this.holds.size > 0;
  }

  // -- the connection

  /** The session has been seated anew, at a place. */
  begin({ told_to: toldTo, pace }) {
    this.reset();
    this.toldTo = toldTo;
    if (!settings.pace) this.pace = pace;
    this.become("still");
  }

  lost() {
    if (this.saying) this.leaf.cut(this.shown);
    this.reset();
    this.become("away");
  }

  send(message) {
    this.sent = (this.sent ?? 0) + 1;
    if (this.telling.send({ ...message, id: this.sent })) this.awaited += 1;
    else this.become("away");
    return this.sent;
  }

  /** What the session answered to one input, or a message of its door. */
  take(message) {
    if (message.door !== "reading") this.awaited = Math.max(0, this.awaited - 1);
    if (message.effects) {
      if (message.to === this.pending?.id) this.settlePending();
      this.queue.push(...message.effects);
      if (!this.timer && !this.saying) this.advance();
      return;
    }
    const act = {
      slip: () => this.resume(),
      hold: () => this.hold("user"),
      keys: () => this.stage.onkeys(),
      pace: () => {
        this.changePace(message.steps, message.words_a_minute);
        this.resume();
      },
      refused: () => {
        this.stage.onfailed(message.detail);
        this.hold("user");
      },
    }[message.door];
    if (act) {
      this.dropPending();
      act();
    }
  }

  // -- effects in order

  advance() {
    clearTimeout(this.timer);
    this.timer = 0;
    while (this.queue.length && !this.saying && !this.isTalking) {
      if ((this.isHeld || this.pending) && isStory(this.queue[0])) return;
      const waitMs = this.carry(this.queue.shift());
      if (waitMs > 0) {
        this.after(waitMs, () => (this.saying ? this.tick() : this.advance()));
        return;
      }
    }
    if (this.isTalking) return;
    if (this.saying) {
      if (!this.timer && !this.isHeld) this.tick();
    } else if (!this.awaited) this.settle();
  }

  /** Carry one effect out; milliseconds before what comes next. */
  carry(effect) {
    const { leaf } = this;
    switch (effect.effect) {
      case "SaySentence":
        return this.start(effect);
      case "ChapterOpened":
        leaf.chapter(effect);
        this.stage.onchapter(effect);
        this.stage.onsaid(effect.spoken);
        return this.hasBegun ? 1000 : 0;
      case "ChapterFinished":
        leaf.chapterEnd(effect);
        if (effect.spoken) this.stage.onsaid(effect.spoken);
        return 0;
      case "SavePlace":
        if (effect.told_to < this.toldTo) leaf.forget(effect.told_to);
        this.toldTo = effect.told_to;
        this.stage.onsaved(effect.told_to);
        return 0;
      case "Stop":
        this.isPlaying = false;
        return 0;
      case "SayReturn":
        leaf.remark(effect.spoken, "return", this.toldTo);
        this.stage.onsaid(effect.spoken);
        this.become("telling");
        this.stage.onword();
        return Math.min(this.readingS(effect.spoken) + 0.6, REST_MOST_S) * 1000;
      case "NothingMore":
        leaf.remark(effect.spoken, "nothing-more", this.toldTo);
        this.stage.onsaid(effect.spoken);
        this.isPlaying = false;
        this.become("waiting");
        return 0;
      case "NoteKept":
        leaf.answer({ spoken: `Noted: ${effect.text}`, toldTo: this.toldTo });
        this.stage.onanswered("Noted.");
        return 0;
      case "Finished":
        this.become("closed");
        return 0;
      default:
        return this.reply(effect);
    }
  }

  /** An answer, a recap, who spoke, the author's notes, a remark. */
  reply(effect) {
    const { spoken } = effect;
    const quotes = {
      SayAnswer: () => (effect.answer.verdict === "not_told" ? [] : effect.answer.evidence),
      SayRecap: () => effect.recap.evidence,
      SayQuotation: () => (effect.quotation ? [asQuote(effect.quotation)] : []),
    }[effect.effect];
    this.leaf.answer({
      spoken,
      quotes: quotes?.() ?? [],
      notes: effect.notes,
      toldTo: this.toldTo,
      isRefusal: effect.answer?.verdict === "not_told",
    });
    this.stage.onanswered(spoken);
    this.unread = `${this.unread} ${spoken}`;
    if (this.mode !== "closed") this.become("resting");
    return 0;
  }

  /** Everything has been carried out and nothing is on its way. */
  settle() {
    if (this.mode === "thinking") this.become("resting");
    if (this.mode === "waiting") this.after(LOOK_AGAIN_MS, () => this.send({ input: "Continue" }));
    else if (this.mode === "resting" && settings.goesOn && !this.isHeld) this.rest();
    else this.stage.onmode();
  }

  /** Let an answer be read, then go on. */
  rest() {
    const restS = this.readingS(this.unread) * 1.1 + 1.2;
    this.unread = "";
    this.after(Math.min(Math.max(restS, REST_LEAST_S), REST_MOST_S) * 1000, () => this.goOn());
  }

  goOn() {
    if (this.mode !== "waiting") this.become("telling");
    this.send({ input: "Continue" });
  }

  readingS(text) {
    return (words(text) * 60) / this.pace;
  }

  // -- a sentence

  start(say) {
    const hadBegun = this.hasBegun;
    this.hasBegun = true;
    this.isPlaying = true;
    this.become("telling");
    this.saying = { line: this.leaf.begin(say), beat: 0, beats: beats(say) };
    this.stage.onplace(say);
    this.stage.onsaid(say.sentence.text);
    if (!hadBegun) return 0;
    return ((say.after_break ? 1200 : say.starts_block ? 350 : 0) * 240) / this.pace;
  }

  /** One more word, or the sentence's end. */
  tick() {
    const { saying } = this;
    if (!saying || this.isHeld || this.pending) return;
    if (saying.beat >= saying.beats.length) {
      if (settings.byHand) return;
      this.done();
      return;
    }
    const isWhole = settings.whole || settings.byHand || isStill();
    const beats = isWhole ? saying.beats.slice(saying.beat) : [saying.beats[saying.beat]];
    saying.line.reveal(beats.at(-1)[0]);
    saying.beat += beats.length;
    this.stage.onword();
    const spent = beats.reduce((sum, [, share]) => sum + share, 0);
    if (isWhole && settings.byHand) return;
    this.after((spent * 60000) / this.pace, () => this.tick());
  }

  /** The sentence in play has been shown to its end. */
  done() {
    clearTimeout(this.timer);
    this.timer = 0;
    const { saying } = this;
    this.saying = null;
    saying.line.reveal(saying.line.length);
    this.stage.onword();
    this.isPlaying = false;
    this.send({ input: "Next" });
  }

  /** Leave the sentence in play; how much of it was shown, null where none was. */
  breakOff() {
    clearTimeout(this.timer);
    this.timer = 0;
    const rest = this.queue;
    this.queue = [];
    for (const effect of rest) if (effect.effect !== "SaySentence") this.carry(effect);
    const { shown } = this;
    if (this.saying) this.leaf.cut(shown);
    this.saying = null;
    return shown;
  }

  /** How much of the sentence in play counts as told. */
  get shown() {
    return this.saying?.line.shown ?? 0;
  }

  // -- what the listener does

  /** The line in the question box was sent. */
  entered(typed) {
    this.release("user", { isQuiet: true });
    clearTimeout(this.timer);
    this.timer = 0;
    const { line } = this.saying ?? {};
    this.become("thinking");
    const id = this.send({ typed, shown: this.shown, ordinal: line?.say.sentence.ordinal ?? -1 });
    this.pending = { typed, id };
    if (this.mode === "away") {
      this.pending = null;
      this.stage.onfailed("There is no connection to the teller; your place is kept.");
    }
  }

  /** The session has taken what was said: the sentence in play is left, and the words stand on the page. */
  settlePending() {
    if (!this.pending) return;
    const { typed } = this.pending;
    this.pending = null;
    this.breakOff();
    this.leaf.said(typed, this.toldTo);
  }

  /** It was nothing that is said to the teller: the story goes on as if it had not been. */
  dropPending() {
    if (!this.pending) return;
    this.pending = null;
    this.become(this.saying ? "telling" : this.mode === "thinking" ? "resting" : this.mode);
  }

  hold(why) {
    this.holds.add(why);
    clearTimeout(this.timer);
    this.timer = 0;
    this.stage.onmode();
  }

  release(why, { isQuiet = false } = {}) {
    if (!this.holds.delete(why)) return;
    if (!isQuiet) this.resume();
    else this.stage.onmode();
  }

  /** Go on where it stood, unless something else holds it. */
  resume() {
    this.stage.onmode();
    if (this.isHeld || this.timer || this.pending) return;
    if (this.saying) this.tick();
    else if (this.queue.length) this.advance();
    else if (!this.awaited) this.settle();
  }

  /** The one key: hold, or go on now. */
  toggle() {
    if (this.mode === "telling" && !this.isHeld) this.hold("user");
    else this.go();
  }

  /** Go on now. */
  go() {
    const wasHeld = this.holds.delete("user");
    if (this.isHeld) return this.stage.onmode();
    if (this.mode === "telling" && (this.saying || this.queue.length)) {
      if (!wasHeld) this.on();
      else if (this.saying) this.tick();
      else this.advance();
      this.stage.onmode();
    } else if (["still", "resting", "waiting"].includes(this.mode) && !this.awaited) {
      clearTimeout(this.timer);
      this.timer = 0;
      if (this.queue.length) this.advance();
      else this.goOn();
    } else this.resume();
  }

  /** The rest of the sentence at once, then the next. */
  on() {
    if (this.mode !== "telling" || this.isHeld) return this.go();
    if (this.saying) {
      this.done();
    } else if (this.queue.length) this.advance();
  }

  /** Some sentences back; what they told is unheard. */
  back(sentences = 1) {
    if (this.awaited || !["still", "telling", "resting", "waiting"].includes(this.mode)) return;
    const wasPlaying = this.isPlaying;
    this.holds.delete("user");
    this.breakOff();
    this.isPlaying = false;
    this.become("telling");
    this.send({ input: "Back", sentences });
    if (!wasPlaying) this.send({ input: "Continue" });
  }

  /** Go to a place, and wait there. */
  skip(pos) {
    this.breakOff();
    this.send({ input: "SkipTo", pos });
  }

  setPace(pace) {
    this.pace = Math.min(Math.max(pace, PACE_LEAST), PACE_MOST);
    set("pace", this.pace);
    this.stage.onmode();
  }

  changePace(steps, wordsAMinute = 0) {
    this.setPace(wordsAMinute || this.pace + steps * PACE_STEP);
  }

  after(ms, act) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = 0;
      act();
    }, ms);
  }
}

const isStory = ({ effect }) => ["SaySentence", "ChapterOpened", "ChapterFinished", "SayReturn"].includes(effect);

/** Where each word of a sentence ends, and how many words' time it takes. */
function beats({ sentence: { text }, beats: shares }) {
  const ends = [...text.matchAll(/\S+/gu)].map((word) => word.index + word[0].length);
  return ends.map((end, index) => [end, (shares[index] ?? 0) / 100]);
}

const asQuote = ({ sentence, at, text }) => ({ sentence, at, quote: text });
