/**
 * The teller with a voice: words come onto the page as they sound, and a sentence has been told when it was played to its end.
 *
 * Whatever stops the words stops the sound, which goes on where it stood. Without a voice, from the beginning or from some
 * sentence on, one line says why and the telling goes on on the page.
 */

import { isStill, set, settings, watch } from "./settings.js";
import { Teller } from "./teller.js";

const BREATH_MS = 900; // after talk, before the story goes on by itself
const VOICE_STEP = 15; // words a minute
const VOICE_LEAST = 80;
const VOICE_MOST = 450;

export class AloudTeller extends Teller {
  /** `voice` plays; `mark(element, start, end)` marks a word of a sentence, and nothing without one. */
  constructor(telling, leaf, stage, { voice, mark }) {
    super(telling, leaf, stage);
    this.voice = voice;
    this.mark = mark;
    this.isAloud = false;
    watch((name) => {
      if (["aloud", "narrator", "voicePace"].includes(name) && this.mode !== "away") this.choose();
    });
  }

  reset() {
    this.quieten();
    super.reset();
  }

  begin(said) {
    super.begin(said);
    this.voice.clear();
    this.isAloud = false;
    if (settings.aloud) this.choose();
  }

  /** Say to the server what is to be heard. */
  choose() {
    const { aloud, narrator, voicePace } = settings;
    this.telling.send({ door: "voice", is_on: aloud, narrator, pace: voicePace });
  }

  take(message) {
    if (message.door === "voice") this.chosen(message);
    else if (message.door === "voiceless") this.lose(message.detail);
    else super.take(message);
  }

  chosen({ is_on: isOn, detail }) {
    if (isOn) {
      this.isAloud = true;
      this.stage.onmode();
    } else if (this.isAloud || detail) this.lose(detail);
  }

  /** There is no voice any more: what is in play goes on on the page. */
  lose(detail) {
    const { isTalking } = this;
    this.quieten();
    this.isAloud = false;
    if (this.saying) this.saying.sound = undefined;
    if (detail) this.stage.onvoiceless(detail);
    this.stage.onmode();
    if (this.saying && !this.isHeld) this.tick();
    else if (isTalking) this.advance();
  }

  quieten() {
    this.voice?.drop();
    this.mark?.(null);
    this.isTalking = false;
  }

  // -- talk

  carry(effect) {
    const waitMs = super.carry(effect);
    if (effect.sound === undefined) return waitMs;
    if (effect.effect === "SaySentence") {
      this.saying.sound = effect.sound;
      return 0;
    }
    if (!this.isAloud || this.saying || this.mode === "closed" || this.isLeaving) return waitMs;
    this.isTalking = true;
    this.voice.play(effect.sound, { onend: () => this.talked() });
    if (this.isHeld) this.voice.hold();
    return 0;
  }

  talked() {
    this.isTalking = false;
    this.wasHeard = true;
    this.advance();
  }

  rest() {
    if (!this.wasHeard) return super.rest();
    this.wasHeard = false;
    this.unread = "";
    this.after(BREATH_MS, () => this.goOn());
  }

  goOn() {
    if (this.isTalking) this.quieten();
    this.wasHeard = false;
    super.goOn();
  }

  /** While aloud, the pace is the voice's, if it has one. */
  changePace(steps, wordsAMinute) {
    const pace = settings.voicePace || this.stage.voicePace();
    if (!this.isAloud || !pace) return super.changePace(steps, wordsAMinute);
    set("voicePace", Math.min(Math.max(wordsAMinute || pace + steps * VOICE_STEP, VOICE_LEAST), VOICE_MOST));
    this.stage.onmode();
  }

  // -- a sentence

  get isSpoken() {
    return this.isAloud && this.saying?.sound !== undefined;
  }

  tick() {
    if (!this.isSpoken) return super.tick();
    const { saying } = this;
    if (this.isHeld || this.pending || saying.isOver) return;
    if (saying.isBegun) return this.voice.release();
    saying.isBegun = true;
    if (settings.whole || isStill()) saying.line.reveal(saying.line.length);
    this.voice.play(saying.sound, {
      onword: (word) => this.showTo(word),
      onend: (isSilent) => this.heard(isSilent),
    });
  }

  /** The sentence in play up to the word that sounds. */
  showTo({ start, end }) {
    const { saying } = this;
    if (!saying) return;
    const beat = saying.beats.findIndex(([beatEnd]) => beatEnd >= end);
    if (beat >= saying.beat) {
      saying.beat = beat + 1;
      saying.line.reveal(saying.beats[beat][0]);
    }
    this.mark(saying.line.element, start, end);
    this.stage.onword();
  }

  /** What is shown and not spoken takes the time that reading takes. */
  heard(isSilent) {
    const { saying } = this;
    this.mark(null);
    if (!saying) return;
    if (isSilent) {
      saying.sound = undefined;
      this.tick();
      return;
    }
    saying.line.reveal(saying.line.length);
    saying.isOver = true;
    this.stage.onword();
    if (!settings.byHand) this.done();
  }

  done() {
    if (this.isSpoken && !this.saying.isOver) this.voice.drop();
    this.mark(null);
    super.done();
  }

  /** A sentence whose last word only began to sound has not been told. */
  get shown() {
    const { saying } = this;
    if (!this.isSpoken || saying.isOver) return super.shown;
    return Math.min(saying.line.shown, saying.line.length - 1);
  }

  breakOff() {
    this.isLeaving = true;
    const shown = super.breakOff();
    this.isLeaving = false;
    this.quieten();
    return shown;
  }

  // -- what the listener does

  hold(why) {
    this.voice.hold();
    super.hold(why);
  }

  resume() {
    if (this.isTalking && !this.isHeld && !this.pending) {
      this.voice.release();
      this.stage.onmode();
    } else super.resume();
  }

  entered(typed) {
    if (this.isTalking) this.quieten();
    super.entered(typed);
    this.voice.hold();
  }

  /** Go on now; what is said between the lines is cut short. */
  go() {
    const isCut = this.isTalking && !this.isHeld;
    if (isCut) this.quieten();
    if (this.isTalking && this.holds.size === 1 && this.holds.has("user")) return this.release("user");
    if (isCut && this.mode === "telling") return this.advance();
    super.go();
  }

  toggle() {
    if (this.isTalking && !this.isHeld && this.mode === "resting") return this.go();
    super.toggle();
  }

  on() {
    if (this.isTalking && !this.isHeld) return this.go();
    super.on();
  }
}
