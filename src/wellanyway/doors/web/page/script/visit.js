/** Going to a passage that was told, with the answer beside it, and coming back. */

import { get } from "./api.js";
import { h } from "./dom.js";
import { isStill } from "./settings.js";

export class Visit {
  constructor(story, leaf, { card, onleave, oncome }) {
    this.story = story;
    this.leaf = leaf;
    this.card = card;
    this.onleave = onleave;
    this.oncome = oncome;
    this.from = null;
  }

  get isAway() {
    return this.from !== null;
  }

  /** Show sentence `ordinal`. `opener` gets the focus back; `talk` is the answer to keep in sight. */
  async go(ordinal, opener, talk) {
    if (!this.isAway) {
      this.from = { y: scrollY, opener, height: document.documentElement.scrollHeight };
      this.onleave();
    }
    let found = this.leaf.find(ordinal);
    if (!found) {
      await this.fetch(ordinal);
      found = this.leaf.find(ordinal);
    }
    this.unmark();
    if (!found) return;
    found.classList.add("cited");
    found.tabIndex = -1;
    this.show(talk);
    found.scrollIntoView({ block: "center", behavior: isStill() ? "auto" : "smooth" });
    found.focus({ preventScroll: true });
  }

  /** What was told before what is on the page, as far up as `ordinal`. */
  async fetch(ordinal) {
    while (this.leaf.first > ordinal) {
      const before = await get(`/stories/${this.story}/told`, { stop: this.leaf.first, count: 400 });
      if (before.start >= this.leaf.first) break;
      const height = document.documentElement.scrollHeight;
      this.leaf.retellBefore(before.messages);
      this.leaf.first = before.start;
      const grown = document.documentElement.scrollHeight - height;
      scrollBy({ top: grown, behavior: "instant" });
      if (this.from) this.from.y += grown;
    }
  }

  show(talk) {
    const back = h("button", { type: "button", class: "come-back", onclick: () => this.back() }, "Back to where you were");
    const copy = talk ? talk.cloneNode(true) : null;
    if (copy) {
      const mine = [...talk.querySelectorAll("button.quote")];
      copy.querySelectorAll("button.quote").forEach((button, index) => {
        button.addEventListener("click", () => mine[index].click());
      });
      copy.className = "beside";
    }
    this.card.replaceChildren(...(copy ? [copy] : []), back);
    this.card.hidden = false;
  }

  unmark() {
    for (const one of this.leaf.root.querySelectorAll(".cited")) {
      one.classList.remove("cited");
      one.removeAttribute("tabindex");
    }
  }

  back() {
    if (!this.isAway) return;
    const { y, opener } = this.from;
    this.from = null;
    this.unmark();
    this.card.hidden = true;
    this.card.replaceChildren();
    scrollTo({ top: y, behavior: isStill() ? "auto" : "smooth" });
    opener?.focus?.({ preventScroll: true });
    this.oncome();
  }
}
