/** Marks the word that sounds, over the page as it stands: nothing in it is changed. */

const words = globalThis.Highlight && CSS.highlights ? new Highlight() : null;
if (words) CSS.highlights.set("word", words);

/** Mark characters `[start, end)` of what is in an element, and nothing else; null marks nothing. */
export function mark(element, start = 0, end = 0) {
  words?.clear();
  if (!words || !element) return;
  const range = new Range();
  const from = place(element, start);
  const to = place(element, end);
  if (!from || !to) return;
  range.setStart(...from);
  range.setEnd(...to);
  words.add(range);
}

/** The text node in which a character is, and where in it. */
function place(element, at) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = at;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (left <= node.data.length) return [node, left];
    left -= node.data.length;
  }
  return null;
}
