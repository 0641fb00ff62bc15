/** The shelf: what stories there are and where the listener is in each; files dropped on it are added. */

import { get, upload } from "./api.js";
import { ago, byId, h } from "./dom.js";
import "./shell.js";

const NEWS = (id) => `news ${id}`;

async function show() {
  try {
    const stories = await get("/stories");
    byId("stories").replaceChildren(...stories.map(card));
    document.body.classList.toggle("empty", !stories.length);
    notice("");
  } catch (problem) {
    notice(problem.message);
  }
}

function notice(text) {
  byId("notice").textContent = text;
  byId("notice").hidden = !text;
}

/** A story as a set title on a cover of its own colour, and where the listener is in it. */
function card({ id, title, author, place }) {
  const isBegun = place.told_to > 0;
  const news = kept(id);
  const cover = h(
    "a",
    { class: "cover", href: `/story/${id}#tell` },
    h("span", { class: "cover-title" }, title || "Untitled"),
    author ? h("span", { class: "cover-author" }, author) : null,
  );
  cover.style.setProperty("--hue", String(hue(title + author)));
  cover.dataset.weight = title.length > 40 ? "long" : title.length > 16 ? "middle" : "short";
  const file = h("input", { type: "file", class: "unseen", onchange: () => renew(id, file.files) });
  const item = h(
    "li",
    { class: "card" },
    cover,
    h(
      "p",
      { class: "standing" },
      isBegun ? `At ${place.at} · ${ago(place.updated_at)}` : "Not begun",
    ),
    news ? h("p", { class: "news" }, news) : null,
    h("label", { class: "renew" }, "Newer file…", file),
  );
  takeDrops(item, (files) => renew(id, files));
  return item;
}

/** A colour that a title keeps. */
function hue(text) {
  let sum = 7;
  for (const letter of text) sum = (sum * 31 + letter.codePointAt(0)) % 3600;
  return sum / 10;
}

// -- new chapters, until the story goes on

function kept(id) {
  try {
    return localStorage.getItem(NEWS(id));
  } catch {
    return null;
  }
}

function keep(id, text) {
  try {
    if (text) localStorage.setItem(NEWS(id), text);
    else localStorage.removeItem(NEWS(id));
  } catch {
    // it is said once, then
  }
}

// -- files

async function add(files) {
  if (!files.length) return;
  said([h("li", {}, files.length === 1 ? `Taking in ${files[0].name}…` : `Taking in ${files.length} files…`)]);
  try {
    const added = await upload("/stories", "files", files);
    said(
      added.map((one) =>
        h(
          "li",
          { class: one.problem ? "bad" : "good" },
          one.problem || `${one.title} ${one.is_new ? "is on the shelf." : "is here; this file was taken as its newest."}`,
        ),
      ),
    );
    await show();
  } catch (problem) {
    said([h("li", { class: "bad" }, problem.message)]);
  }
}

async function renew(id, files) {
  if (!files.length) return;
  said([h("li", {}, `Taking in ${files[0].name}…`)]);
  try {
    const done = await upload(`/stories/${id}/file`, "file", [files[0]], "PUT");
    const text = renewed(done);
    if (done.new_chapters) keep(id, text.news);
    said([h("li", { class: "good" }, `${done.title}: ${text.said}`)]);
    await show();
  } catch (problem) {
    said([h("li", { class: "bad" }, problem.message)]);
  }
}

function renewed({ is_new: isNew, new_chapters: count, changed_heard: changed, place }) {
  if (!isNew) return { said: "that file is here already." };
  const news = count === 1 ? "1 new chapter" : `${count} new chapters`;
  const heard = changed.length ? ` Heard by you, and changed since: chapter ${changed.join(", ")}.` : "";
  return { news: `${news} since ${place.at}`, said: `${count ? news : "no new chapters"}. Your place is ${place.at}.${heard}` };
}

function said(items) {
  byId("added").replaceChildren(...items);
}

function takeDrops(target, take) {
  target.addEventListener("dragover", (event) => {
    event.preventDefault();
    event.stopPropagation();
    target.classList.add("over");
  });
  target.addEventListener("dragleave", () => target.classList.remove("over"));
  target.addEventListener("drop", (event) => {
    event.preventDefault();
    event.stopPropagation();
    target.classList.remove("over");
    take([...event.dataTransfer.files]);
  });
}

takeDrops(document.body, add);
byId("files").addEventListener("change", (event) => add([...event.target.files]));
byId("stories").addEventListener("click", (event) => {
  const cover = event.target.closest(".cover");
  if (cover) keep(Number(new URL(cover.href).pathname.split("/").at(-1)), "");
});
addEventListener("pageshow", (event) => event.persisted && show());
show();
