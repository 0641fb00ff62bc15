/**
 * The leaf: what has been told, as it stands on the page. It holds told sentences and the one in play as far as it has
 * come, talk where it was talked, and nothing else.
 */

import { emphasised, h, quotation } from "./dom.js";

const SET_OFF = new Set(["verse", "letter", "quote", "list"]);

export class Leaf {
  /** `onvisit(ordinal, from)` is called when somebody wants to see a passage. */
  constructor(root, { onvisit }) {
    this.root = root;
    this.onvisit = onvisit;
    this.first = 0; // the first sentence that is here
    this.open = null; // the block that goes on
    this.line = null; // the sentence in play
  }

  clear() {
    this.root.replaceChildren();
    this.open = null;
    this.line = null;
  }

  // -- the story

  /** A chapter begins. */
  chapter({ number, title, notes, spoken }) {
    const name = title.trim() || `Chapter ${number}`;
    const announced = spoken.startsWith(name) ? spoken.slice(name.length).replace(/^[.\s]+/, "") : "";
    this.close();
    this.root.append(
      h(
        "header",
        { class: "chapter", "data-chapter": number },
        h("h2", {}, name),
        notes.length ? authorsNotes(announced || "The author left notes here.", notes) : null,
      ),
    );
  }

  /** A chapter has ended, with notes behind it. */
  chapterEnd({ notes, spoken }) {
    if (!notes.length) return;
    this.close();
    this.root.append(h("footer", { class: "chapter-end" }, authorsNotes(spoken || "The author left notes here.", notes)));
  }

  /** A sentence begins; reveal it with the Line that is returned. One that is here already is shown again. */
  begin(say) {
    const { ordinal } = say.sentence;
    this.dropCut(ordinal);
    this.present?.classList.remove("now");
    const known = this.find(ordinal);
    if (known) {
      known.classList.add("now");
      this.present = known;
      this.line = new Line(known, say, { isKnown: true });
      return this.line;
    }
    const span = h("span", { class: "s now", id: `s${ordinal}`, "data-n": ordinal, "data-at": say.at });
    const block = this.blockFor(say);
    if (block.hasChildNodes() && !say.starts_block) {
      block.append(say.starts_line ? h("br") : document.createTextNode(" "));
    }
    block.append(span);
    this.present = span;
    this.line = new Line(span, say, { isKnown: false });
    return this.line;
  }

  /** Told sentences, all at once, above or below what is here. */
  retell(messages) {
    for (const message of messages) {
      if (message.effect === "ChapterOpened") this.chapter(message);
      else if (message.effect === "ChapterFinished") this.chapterEnd(message);
      else this.begin(message).reveal(message.sentence.text.length);
    }
    this.line = null;
    this.present?.classList.remove("now");
    this.present = null;
  }

  /** The same, before everything else. */
  retellBefore(messages) {
    const above = new Leaf(h("div"), { onvisit: this.onvisit });
    above.retell(messages);
    this.root.prepend(...above.root.childNodes);
  }

  blockFor(say) {
    if (this.open && !say.starts_block) return this.open;
    this.close();
    if (say.after_break) this.root.append(h("hr", { class: "break" }));
    const isOn = !say.starts_block;
    const tag = say.kind === "heading" ? "h3" : SET_OFF.has(say.kind) ? "blockquote" : "p";
    this.open = h(tag, { class: `block ${say.kind}${isOn ? " on" : ""}` });
    this.root.append(this.open);
    return this.open;
  }

  /** The block in play is over, on the page. */
  close() {
    this.open = null;
  }

  /** The sentence in play was broken off; it goes from the page when it is told again. */
  cut(shown) {
    const { line } = this;
    this.line = null;
    if (!line || line.isKnown) return;
    if (shown >= line.length) {
      line.element.classList.remove("now");
      return;
    }
    if (!shown) {
      line.element.remove();
    } else {
      line.element.classList.remove("now");
      line.element.classList.add("cut");
      line.element.removeAttribute("id");
    }
    this.tidy();
  }

  dropCut() {
    for (const cut of this.root.querySelectorAll(".s.cut")) cut.remove();
    this.tidy();
  }

  /** Blocks in which nothing is left are not kept. */
  tidy() {
    for (const block of this.root.querySelectorAll(".block")) {
      if (!block.querySelector(".s")) {
        if (block.previousElementSibling?.matches("hr.break")) block.previousElementSibling.remove();
        if (block === this.open) this.open = null;
        block.remove();
      }
    }
  }

  /** Everything from sentence `toldTo` on is unheard: it goes from the page. */
  forget(toldTo) {
    for (const span of this.root.querySelectorAll(".s")) {
      if (Number(span.dataset.n) >= toldTo && span !== this.line?.element) span.remove();
    }
    for (const talk of this.root.querySelectorAll("[data-told]")) {
      if (Number(talk.dataset.told) > toldTo) talk.remove();
    }
    this.tidy();
    for (const head of [...this.root.querySelectorAll("header.chapter, footer.chapter-end")].reverse()) {
      if (followedByText(head)) break;
      head.remove();
    }
    const blocks = this.root.querySelectorAll(".block");
    const last = blocks[blocks.length - 1];
    this.open = last && last === this.root.lastElementChild ? last : null;
  }

  /** What was put on the page last, beside the margin. */
  get lastLine() {
    if (this.line) return this.line.element;
    const lines = this.root.querySelectorAll(".block, .remark");
    return lines[lines.length - 1];
  }

  find(ordinal) {
    return this.root.querySelector(`.s[data-n="${ordinal}"]:not(.cut)`);
  }

  // -- the talk

  /** Something the listener said, at a place; the answer is put beneath it. */
  said(words, toldTo) {
    this.close();
    const talk = h("div", { class: "talk", role: "group", "data-told": toldTo, "aria-label": "Asked here" });
    talk.append(h("p", { class: "you" }, words));
    this.root.append(talk);
    this.talk = talk;
    return talk;
  }

  /** The teller answers. `quotes` are evidence, `notes` author's notes asked for. */
  answer({ spoken, quotes = [], notes = [], toldTo, isRefusal = false }) {
    const talk = this.talk?.isConnected ? this.talk : this.aside(toldTo);
    talk.append(h("p", { class: isRefusal ? "teller refusal" : "teller" }, this.linked(spoken, quotes, talk)));
    for (const note of notes) talk.append(...paragraphs(note.text, "authors-words"));
    const left = quotes.filter(({ at }) => !spoken.includes(`(${at})`));
    if (left.length) {
      talk.append(
        h(
          "ul",
          { class: "quotes", "aria-label": "Where it was told" },
          left.map((one) => h("li", {}, this.quote(one, spoken, talk))),
        ),
      );
    }
    return talk;
  }

  /** What is said, the places named in it made into ways there. */
  linked(spoken, quotes, talk) {
    const ways = new Map(quotes.map((one) => [`(${one.at})`, one]));
    return spoken.split(/(\(\d+\.\d+\))/).map((piece) => {
      const way = ways.get(piece);
      if (!way) return piece;
      const go = (event) => this.onvisit(way.sentence, event.currentTarget, talk);
      return h("button", { type: "button", class: "quote inline", onclick: go }, h("span", { class: "at" }, way.at));
    });
  }

  aside(toldTo) {
    this.close();
    this.talk = h("div", { class: "talk", role: "group", "data-told": toldTo, "aria-label": "Said here" });
    this.root.append(this.talk);
    return this.talk;
  }

  quote({ sentence, at, quote }, spoken, talk) {
    const isSaid = spoken.includes(quote);
    return h(
      "button",
      { type: "button", class: "quote", onclick: (event) => this.onvisit(sentence, event.currentTarget, talk) },
      isSaid ? null : quotation(quote),
      h("span", { class: "at" }, isSaid ? `Told at ${at}` : at),
    );
  }

  /** The teller says something in passing: a return line, a remark, that there is no more. */
  remark(spoken, kind, toldTo) {
    this.close();
    this.talk = null;
    this.root.append(h("p", { class: `remark ${kind}`, "data-told": toldTo }, spoken));
  }
}

/** One sentence on its way onto the page. */
class Line {
  constructor(element, say, { isKnown }) {
    this.element = element;
    this.say = say;
    this.isKnown = isKnown;
    this.shown = 0;
  }

  get length() {
    return this.say.sentence.text.length;
  }

  /** The sentence up to character `end`. */
  reveal(end) {
    if (end <= this.shown) return;
    if (!this.isKnown) {
      this.element.append(...emphasised(this.say.sentence.text, this.say.emphasis ?? [], this.shown, end));
    }
    this.shown = end;
  }
}

function followedByText(element) {
  for (let next = element.nextElementSibling; next; next = next.nextElementSibling) {
    if (next.matches(".block")) return true;
  }
  return false;
}

function authorsNotes(announced, notes) {
  return h(
    "details",
    { class: "authors-notes" },
    h("summary", {}, announced),
    notes.flatMap((note) => paragraphs(note.text, "authors-words")),
  );
}

function paragraphs(text, kind) {
  return text
    .split("\n")
    .filter((part) => part.trim())
    .map((part) => h("p", { class: kind }, part.trim()));
}
