/** The map of a story as far as told: a drawing, and the same as a table. */

import { h, s } from "./dom.js";

const LANES = 14; // people drawn; the table has them all
const LANE = 22;
const TOP = 46;
const NAMES = 132;
const LEAST_SCENE = 7;
const SENTENCE = 0.9; // pixels, where there is no room to spare

/** The drawing, at least `room` pixels wide. `onvisit(ordinal, opener)` is called where a scene or a question is chosen. */
export function draw({ chart, asked }, { onvisit, room }) {
  const again = chart.people.filter((name) => chart.scenes.filter((scene) => scene.present.includes(name)).length > 1);
  const people = (again.length > 2 ? again : chart.people).slice(0, LANES);
  const unit = Math.max(SENTENCE, (room - NAMES - 24 - 2 * chart.scenes.length) / chart.told_to);
  const widths = chart.scenes.map((scene) => Math.max(LEAST_SCENE, (scene.stop - scene.sentence) * unit));
  const starts = [];
  let right = NAMES;
  for (const width of widths) {
    starts.push(right);
    right += width + 2;
  }
  const x = (ordinal) => {
    const index = chart.scenes.findLastIndex((scene) => scene.sentence <= ordinal);
    if (index < 0) return NAMES;
    const scene = chart.scenes[index];
    return starts[index] + (widths[index] * (ordinal - scene.sentence)) / Math.max(1, scene.stop - scene.sentence);
  };
  const bottom = TOP + people.length * LANE;
  const drawing = s("svg", {
    class: "chart",
    role: "img",
    "aria-label": summary(chart, asked),
    width: right + 16,
    height: bottom + 40,
    viewBox: `0 0 ${right + 16} ${bottom + 40}`,
  });
  drawing.append(levels(chart, x, right, bottom), chapters(chart, x, bottom));
  people.forEach((name, lane) => {
    const y = TOP + lane * LANE;
    drawing.append(
      s("text", { class: "name", x: NAMES - 10, y: y + LANE / 2 + 4, "text-anchor": "end" }, short(name)),
      s("line", { class: "lane", x1: NAMES, x2: right, y1: y + LANE / 2, y2: y + LANE / 2 }),
    );
    chart.scenes.forEach((scene, index) => {
      if (!scene.present.includes(name)) return;
      drawing.append(
        s(
          "rect",
          {
            class: "presence",
            x: starts[index],
            y: y + 6,
            width: widths[index],
            height: LANE - 12,
            rx: 4,
            onclick: () => onvisit(scene.sentence),
          },
          s("title", {}, `${name}: ${told(scene)}`),
        ),
      );
    });
  });
  for (const one of asked) {
    const at = x(Math.max(0, one.told_to - 1));
    drawing.append(
      s(
        "g",
        { class: "asked", onclick: () => onvisit(Math.max(0, one.told_to - 1)) },
        s("line", { x1: at, x2: at, y1: TOP, y2: bottom + 8 }),
        s("circle", { cx: at, cy: bottom + 17, r: 9 }),
        s("text", { x: at, y: bottom + 21, "text-anchor": "middle" }, "?"),
        s("title", {}, `Asked at ${one.answer.at}: ${one.answer.question}`),
      ),
    );
  }
  drawing.append(s("line", { class: "here", x1: right, x2: right, y1: 22, y2: bottom + 8 }));
  return drawing;
}

/** A band over the scenes: the deeper the tale lies within tales, the lower it hangs. */
function levels(chart, x, right, bottom) {
  const group = s("g", { class: "levels" });
  const deepest = Math.max(0, ...chart.levels.map((level) => level.depth));
  if (!deepest) return group;
  for (const level of chart.levels) {
    if (!level.depth) continue;
    const from = x(level.sentence);
    const to = level.stop >= chart.told_to ? right : x(level.stop);
    group.append(
      s(
        "rect",
        { class: `level depth-${Math.min(3, level.depth)}`, x: from, y: 26, width: Math.max(2, to - from), height: bottom - 22 },
        s("title", {}, level.teller ? `A tale told by ${level.teller}` : "A tale within the tale"),
      ),
    );
  }
  return group;
}

function chapters(chart, x, bottom) {
  const group = s("g", { class: "chapters" });
  for (const chapter of chart.chapters) {
    const at = x(chapter.sentence);
    group.append(
      s("line", { x1: at, x2: at, y1: 22, y2: bottom + 4 }),
      s("text", { x: at + 3, y: 16 }, String(chapter.number), s("title", {}, chapter.title)),
    );
  }
  return group;
}

const short = (name) => (name.length > 18 ? `${name.slice(0, 17)}…` : name);

const told = (scene) => [scene.at, scene.place, scene.time].filter(Boolean).join(", ");

function summary(chart, asked) {
  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
  return `The map as far as told: ${count(chart.chapters.length, "chapter")}, ${count(chart.scenes.length, "scene")}, ${count(
    asked.length,
    "question",
  )} asked. The table below says the same.`;
}

/** The same as a table, a row a scene. */
export function table({ chart, asked }, { onvisit }) {
  const head = ["Scene", "Where and when", "Who acts", "Told within", "Asked"].map((name) => h("th", { scope: "col" }, name));
  return h(
    "table",
    { class: "scenes" },
    h("caption", {}, "Scene by scene, as far as told"),
    h("thead", {}, h("tr", {}, head)),
    h(
      "tbody",
      {},
      chart.scenes.map((scene) => {
        const inside = chart.levels.filter(
          (level) => level.depth && level.sentence < scene.stop && level.stop > scene.sentence,
        );
        const tellers = [...new Set(inside.map((level) => (level.teller ? `${level.teller}’s tale` : "a tale")))];
        const here = asked.filter((one) => one.told_to > scene.sentence && one.told_to <= scene.stop);
        return h(
          "tr",
          {},
          h(
            "th",
            { scope: "row" },
            h("button", { type: "button", class: "at", onclick: (event) => onvisit(scene.sentence, event.currentTarget) }, scene.at),
          ),
          h("td", {}, [scene.place, scene.time].filter(Boolean).join(", ")),
          h("td", {}, scene.present.join(", ")),
          h("td", {}, tellers.join(", ")),
          h("td", {}, here.map((one) => one.answer.question).join(" ")),
        );
      }),
    ),
  );
}
