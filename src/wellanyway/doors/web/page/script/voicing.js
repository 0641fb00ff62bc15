/** The settings of the voice, as far as there is one. */

import { h } from "./dom.js";
import { recogniser } from "./recognisers.js";
import { set, settings } from "./settings.js";

/** A fieldset. `offered` is what the server has, null where it cannot be asked; `check(name, said)` makes a box for a setting. */
export async function voiceFields(offered, check) {
  if (!offered) return h("fieldset", {}, h("legend", {}, "The voice"), h("p", { class: "quiet" }, "There is no connection to the teller."));
  const { speaking } = offered;
  const own = speaking.reason
    ? [h("p", { class: "quiet" }, speaking.reason)]
    : [check("aloud", "Told aloud"), narrator(speaking), speaking.pace ? pace(speaking) : null];
  return h("fieldset", {}, h("legend", {}, "The voice"), ...own, ...(await microphone(offered, check)));
}

/** Breaking in by voice, and where the words go. */
async function microphone(offered, check) {
  if (!navigator.mediaDevices?.getUserMedia) {
    return [h("p", { class: "quiet" }, "This browser has no microphone for this page: it gives one to pages of this machine, and over https.")];
  }
  const found = await recogniser(offered);
  const about = found?.about ?? "Nothing here turns speech into words: what you say stops the story, and you choose or type what comes next.";
  return [check("microphone", "A spoken word breaks in (needs the microphone)"), h("p", { class: "quiet" }, about)];
}

function narrator({ voices }) {
  const choose = h(
    "select",
    { onchange: (event) => set("narrator", event.target.value) },
    voices.map(({ name }, number) => {
      const value = number ? name : "";
      return h("option", { value, selected: settings.narrator === value }, name);
    }),
  );
  return h("label", { class: "field" }, "Who narrates", choose);
}

function pace({ pace: own }) {
  const choose = h("input", {
    type: "number",
    min: 80,
    max: 450,
    step: 5,
    value: settings.voicePace || own,
    onchange: (event) => set("voicePace", Number(event.target.value) || 0),
  });
  return h("label", { class: "field" }, "Words a minute, aloud", choose);
}
