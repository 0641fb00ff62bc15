/** Elements, made without any markup: text from a book is only ever text. */

/** An element. `props` are attributes; `on...` are listeners; true is an empty attribute, false and null none. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  dress(element, props);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** The same for drawings. */
export function s(tag, props = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  dress(element, props);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

function dress(element, props) {
  for (const [name, value] of Object.entries(props)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
}

/** Words of the story as a quotation; speech keeps the marks that it has. */
export const quotation = (words) => h("q", { class: /^[“"]/.test(words) ? "spoken" : null }, words);

export const byId = (id) => document.getElementById(id);

/** `text` in pieces, those in `spans` (character ranges, in order) as emphasis; only `[start, end)` of it. */
export function emphasised(text, spans, start, end) {
  const pieces = [];
  let at = start;
  for (const [from, to] of spans) {
    const a = Math.max(from, start);
    const b = Math.min(to, end);
    if (a >= b) continue;
    if (at < a) pieces.push(document.createTextNode(text.slice(at, a)));
    pieces.push(h("em", {}, text.slice(a, b)));
    at = b;
  }
  if (at < end) pieces.push(document.createTextNode(text.slice(at, end)));
  return pieces;
}

/** `just now`, `5 minutes ago`, from seconds since the epoch. */
export function ago(then) {
  if (then === null) return "never";
  const gone = Math.max(0, Date.now() / 1000 - then);
  const steps = [
    [31536000, "year"],
    [604800, "week"],
    [86400, "day"],
    [3600, "hour"],
    [60, "minute"],
  ];
  for (const [size, unit] of steps) {
    if (gone >= size) {
      const count = Math.floor(gone / size);
      return count === 1 ? `${unit === "hour" ? "an" : "a"} ${unit} ago` : `${count} ${unit}s ago`;
    }
  }
  return "just now";
}
