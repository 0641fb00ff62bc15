/** What can be looked at beside the story: the people, the story so far, the map, notes, settings. */

import { get, post } from "./api.js";
import { draw, table } from "./chart.js";
import { ago, byId, h, quotation } from "./dom.js";
import { set, settings } from "./settings.js";
import { voiceFields } from "./voicing.js";

const TITLES = {
  cast: "People so far",
  recap: "The story so far",
  map: "The map so far",
  notes: "Your notes and questions",
  settings: "Settings",
  keys: "Keys",
};

export const KEYS = [
  ["any letter", "stops the story and asks"],
  ["space", "holds the story, or goes on"],
  ["→", "the rest of the sentence, then the next"],
  ["←", "a sentence back; it is unheard"],
  ["+ and −", "faster, slower"],
  ["Enter", "sends a question; goes on"],
  ["Esc", "puts away what is open, and goes on"],
  ["F2", "speak: push to talk"],
  ["?", "these keys"],
];

export class Panels {
  /** `hooks`: onopen, onclose, onvisit(ordinal, opener), voices(). */
  constructor(story, hooks) {
    this.story = story;
    this.hooks = hooks;
    this.dialog = byId("panel");
    this.dialog.addEventListener("close", () => this.hooks.onclose());
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
    byId("panel-close").addEventListener("click", () => this.dialog.close());
  }

  get isOpen() {
    return this.dialog.open;
  }

  async open(name) {
    this.name = name;
    byId("panel-title").textContent = TITLES[name];
    const body = byId("panel-body");
    this.dialog.className = `panel ${name}`;
    body.replaceChildren(h("p", { class: "quiet", role: "status" }, "One moment…"));
    if (!this.isOpen) {
      this.hooks.onopen();
      this.dialog.showModal();
    }
    try {
      const content = await this[name]();
      if (this.name === name) body.replaceChildren(...content);
    } catch (problem) {
      body.replaceChildren(h("p", { class: "problem", role: "alert" }, problem.message));
    }
  }

  /** To a passage: the panel goes, and comes back afterwards. */
  visit(ordinal, opener) {
    const { name } = this;
    this.dialog.close();
    this.hooks.onvisit(ordinal, opener, () => this.open(name));
  }

  at(ordinal, at, words = null) {
    return h(
      "button",
      { type: "button", class: words ? "quote" : "quote inline", onclick: (event) => this.visit(ordinal, event.currentTarget) },
      words ? quotation(words) : null,
      h("span", { class: "at" }, at),
    );
  }

  path(rest = "") {
    return `/stories/${this.story}${rest}`;
  }

  // -- one function a panel

  async cast() {
    const [{ cast }, status] = await Promise.all([get(this.path("/cast")), get(this.path())]);
    if (!cast.length) return [h("p", { class: "quiet" }, "Nobody has come up so far.")];
    const here = new Set(status.where.present);
    const present = cast.filter((one) => here.has(one.name));
    const others = cast.filter((one) => !here.has(one.name));
    const setting = [status.where.place, status.where.time].filter(Boolean).join(", ");
    return [
      ...(present.length ? [h("h3", {}, "Here now"), setting ? h("p", { class: "quiet" }, setting) : null, this.people(present)] : []),
      ...(others.length ? [h("h3", {}, present.length ? "Elsewhere" : "Heard of"), this.people(others)] : []),
    ].filter(Boolean);
  }

  people(cast) {
    return h("ul", { class: "people" }, cast.map((one) => h("li", {}, this.person(one))));
  }

  person(one) {
    const others = one.aliases.map((alias) => alias.name).filter((name) => name !== one.name);
    const facts = [
      one.is_met ? null : "not yet met",
      one.spoke ? `spoke ${one.spoke === 1 ? "once" : `${one.spoke} times`}` : null,
      `first at ${one.first.at}`,
    ].filter(Boolean);
    const more = h("div", { class: "more" });
    const details = h(
      "details",
      { class: "person" },
      h(
        "summary",
        {},
        h("span", { class: "name" }, capital(one.name)),
        others.length ? h("span", { class: "also" }, others.join(", ")) : null,
        h("span", { class: "facts" }, facts.join(" · ")),
      ),
      more,
    );
    details.addEventListener("toggle", async () => {
      if (!details.open || more.hasChildNodes()) return;
      const { character } = await get(this.path("/who"), { name: one.name });
      more.replaceChildren(...(character ? this.portrait(character) : []));
    });
    return details;
  }

  portrait(who) {
    const said = [...who.said_of.map((one) => one.evidence), ...who.relations.map((one) => one.evidence)];
    const seen = new Map(said.map((one) => [one.sentence, one]));
    const lines = [...seen.values()].sort((a, b) => a.sentence - b.sentence);
    return [
      who.named_by ? h("p", {}, `First named by ${who.named_by}.`) : null,
      who.company.length ? h("p", {}, `Lately with ${who.company.slice(0, 5).join(", ")}.`) : null,
      ...lines.map((one) => h("p", {}, this.at(one.sentence, one.at, one.quote))),
      h("p", {}, "First heard of ", this.at(who.first.sentence, who.first.at), ", last ", this.at(who.last.sentence, who.last.at)),
    ].filter(Boolean);
  }

  async recap() {
    const words = this.words ?? 150;
    const { recap } = await get(this.path("/recap"), { words });
    const choose = h(
      "label",
      { class: "field" },
      "How long",
      h(
        "select",
        {
          onchange: (event) => {
            this.words = Number(event.target.value);
            this.open("recap");
          },
        },
        [60, 150, 400].map((count) => h("option", { value: count, selected: count === words }, `${count} words`)),
      ),
    );
    if (!recap.evidence.length) return [h("p", { class: "quiet" }, recap.text || "Nothing has been told so far.")];
    return [choose, h("div", { class: "recap-text" }, recap.evidence.map((one) => h("p", {}, this.at(one.sentence, one.at, one.quote))))];
  }

  async map() {
    const map = await get(this.path("/map"));
    if (!map.chart.scenes.length) return [h("p", { class: "quiet" }, "Nothing has been told so far.")];
    const onvisit = (ordinal, opener) => this.visit(ordinal, opener);
    const key = [
      ["presence", "somebody acts"],
      ...(map.chart.levels.some((level) => level.depth) ? [["level", "a tale within the tale"]] : []),
      ...(map.asked.length ? [["asked", "you asked"]] : []),
    ];
    return [
      h("div", { class: "chart-room", tabindex: "0", role: "group", "aria-label": "The map; it scrolls sideways" }, draw(map, { onvisit, room: Math.min(innerWidth, 960) - 60 })),
      h("ul", { class: "chart-key" }, key.map(([kind, said]) => h("li", { class: kind }, said))),
      h("details", { class: "as-table", open: true }, h("summary", {}, "As a table"), table(map, { onvisit })),
    ];
  }

  async notes() {
    const { notes, asked } = await get(this.path("/notes"));
    const field = h("textarea", { id: "note", rows: 2, maxlength: 2000, required: true });
    const form = h(
      "form",
      {
        class: "note-form",
        onsubmit: async (event) => {
          event.preventDefault();
          await post(this.path("/notes"), { text: field.value });
          this.open("notes");
        },
      },
      h("label", { for: "note" }, "A note, kept at this place"),
      field,
      h("button", { type: "submit", class: "plain" }, "Keep it"),
    );
    const rows = [
      ...notes.map((one) => [one.told_to, one.kept_at, h("p", {}, one.text)]),
      ...asked.map((one) => [
        one.told_to,
        one.asked_at,
        h("div", {}, h("p", { class: "you" }, one.answer.question), h("p", { class: "teller" }, one.answer.text)),
      ]),
    ].sort((a, b) => a[1] - b[1]);
    const list = rows.length
      ? h(
          "ol",
          { class: "kept" },
          rows.map(([toldTo, at, words]) =>
            h("li", {}, words, h("p", { class: "quiet" }, toldTo ? this.at(toldTo - 1, "there") : "before it began", ` · ${ago(at)}`)),
          ),
        )
      : h("p", { class: "quiet" }, "No notes and no questions so far.");
    return [form, list];
  }

  async settings() {
    const check = (name, said) =>
      h(
        "label",
        { class: "check" },
        h("input", { type: "checkbox", checked: settings[name], onchange: (event) => set(name, event.target.checked) }),
        said,
      );
    const theme = h(
      "select",
      { onchange: (event) => set("theme", event.target.value) },
      [
        ["auto", "As the system"],
        ["light", "Light"],
        ["dark", "Dark"],
      ].map(([value, said]) => h("option", { value, selected: settings.theme === value }, said)),
    );
    const size = h("input", {
      type: "range",
      min: 80,
      max: 160,
      step: 5,
      value: settings.size,
      oninput: (event) => set("size", Number(event.target.value)),
    });
    const listener = h("input", { value: settings.listener, maxlength: 60, placeholder: "me", autocomplete: "off" });
    return [
      h("label", { class: "field" }, "Theme", theme),
      h("label", { class: "field" }, "Size of the letters", size),
      h("fieldset", {}, h("legend", {}, "The telling"),
        check("whole", "Sentences appear whole"),
        check("byHand", "The next sentence waits for the → key (for screen readers)"),
        check("goesOn", "Goes on by itself after an answer"),
        check("typing", "Any letter breaks in"),
      ),
      await voiceFields(await this.hooks.voices().catch(() => null), check),
      h(
        "form",
        {
          class: "field",
          onsubmit: (event) => {
            event.preventDefault();
            set("listener", listener.value.trim());
            location.reload();
          },
        },
        h("label", {}, "Who listens", listener),
        h("button", { type: "submit", class: "plain" }, "Change"),
      ),
      h("h3", {}, "Keys"),
      ...this.keys(),
    ];
  }

  keys() {
    return [
      h("dl", { class: "keys" }, KEYS.flatMap(([key, said]) => [h("dt", {}, key), h("dd", {}, said)])),
      h("p", { class: "quiet" }, "In the question box also: who said that, what did I miss, again, go back 5, skip to 3, note …, notes, faster, slower."),
    ];
  }
}

const capital = (name) => name.slice(0, 1).toUpperCase() + name.slice(1);
