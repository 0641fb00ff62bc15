/** Breaking in by voice, put together: the microphone, what gives words, the teller, and what is shown of it. */

import { byId, h } from "./dom.js";
import { Microphone } from "./microphone.js";
import { PHRASES, recogniser } from "./recognisers.js";
import { settings, watch } from "./settings.js";

const NO_WORDS = "Nothing here turns speech into words. Choose, or type:";

export class Spoken {
  /** `voices()` gives what the server offers, `say(words)` has the teller hear them, `notice(text)` shows a line. */
  constructor(teller, voice, { voices, say, notice, onstate }) {
    this.teller = teller;
    this.voices = voices;
    this.notice = notice;
    this.say = say;
    this.onstate = onstate;
    this.microphone = new Microphone({
      isWanted: () => ["telling", "resting"].includes(teller.mode) && !teller.isHeld,
      onsign: (isOn) => voice.duck(isOn),
      onbreak: () => teller.hold("voice"),
      onwords: (words) => this.said(words),
      onspoke: () => this.choose(),
      onnothing: () => teller.release("voice"),
      onstate: () => this.show(),
      onfailed: (text) => notice(text, { stays: true }),
    });
    const canHear = Boolean(navigator.mediaDevices?.getUserMedia);
    byId("speak").hidden = !canHear;
    byId("speak").addEventListener("click", () => this.talk());
    watch((name) => name === "microphone" && this.follow());
    if (canHear && settings.microphone) this.follow();
  }

  /** Have the microphone as the settings want it. */
  async follow() {
    if (!settings.microphone) return this.microphone.close();
    await this.attempt(() => this.microphone.open());
  }

  /** Push to talk. */
  async talk() {
    this.unchoose();
    await this.attempt(() => this.microphone.talk());
  }

  async attempt(act) {
    try {
      this.microphone.recogniser ??= await recogniser(await this.voices());
      await act();
    } catch (problem) {
      this.notice(problem.name === "NotAllowedError" ? "This browser does not let the page use the microphone." : problem.message);
    }
  }

  get isHearing() {
    return ["hearing", "thinking"].includes(this.microphone.state);
  }

  said(words) {
    this.unchoose();
    this.teller.release("voice", { isQuiet: true });
    this.say(words);
  }

  /** Somebody spoke, and nothing understands: the grammar as keys. */
  choose() {
    const keys = PHRASES.map((phrase) => h("button", { type: "button", onclick: () => this.said(phrase) }, phrase));
    byId("choices").replaceChildren(h("p", { role: "status" }, NO_WORDS), ...keys);
    byId("choices").hidden = false;
    this.teller.hold("voice");
    this.show();
  }

  unchoose() {
    byId("choices").hidden = true;
    byId("choices").replaceChildren();
  }

  /** The listener did something else: what was heard does not matter any more. */
  leave() {
    this.unchoose();
    this.teller.release("voice", { isQuiet: true });
  }

  show() {
    byId("speak").setAttribute("aria-pressed", `${this.isHearing}`);
    this.onstate();
  }

  /** What is said of it under the story; "" where nothing is. */
  get hint() {
    const { state } = this.microphone;
    return { hearing: "Listening…", thinking: "One moment…" }[state] ?? "";
  }
}
