/** The settings of the voice, as far as there is one. */

import { h } from "./dom.js";
import { set, settings } from "./settings.js";

/** A fieldset. `offered` is what the server has; `check(name, said)` makes a box for a setting. */
export function voiceFields({ speaking }, check) {
  const legend = h("legend", {}, "The voice");
  if (speaking.reason) return h("fieldset", {}, legend, h("p", { class: "quiet" }, speaking.reason));
  return h("fieldset", {}, legend, check("aloud", "Told aloud"), narrator(speaking), speaking.pace ? pace(speaking) : null);
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
