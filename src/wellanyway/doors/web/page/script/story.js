/** The story page: puts the stream, the teller, the leaf and the panels together, and takes the keys. */

import { AloudTeller } from "./aloud.js";
import { get } from "./api.js";
import { byId } from "./dom.js";
import { Leaf } from "./leaf.js";
import { mark } from "./mark.js";
import { Media } from "./media.js";
import { Panels } from "./panels.js";
import { isStill, set, settings, tab, watch } from "./settings.js";
import { parse, Voice } from "./sound.js";
import { Spoken } from "./spoken.js";
import { Telling } from "./telling.js";
import { Visit } from "./visit.js";
import "./shell.js";

const story = Number(location.pathname.split("/").at(-1));
const GOING = `going ${story}`;
const NEAR_END = 220; // pixels from the bottom in which the page follows the telling
const KEPT_SAID = 6; // messages left in the live region

const question = byId("question");
let isFollowing = true;
let backToPanel = null;

// -- what is shown

const stage = {
  onmode() {
    const { mode, isHeld, holds } = teller;
    const isGoing = mode === "telling" && !isHeld;
    document.body.dataset.mode = isHeld && mode === "telling" ? "held" : mode;
    byId("go").textContent = isGoing ? "Hold" : mode === "still" && !teller.toldTo ? "Begin" : "Go on";
    byId("go").disabled = ["thinking", "away", "closed"].includes(mode);
    byId("pace").textContent = pace();
    byId("hint").textContent = hint();
    showVoice(isGoing);
    if (mode !== "still" && mode !== "away") tab.set(GOING, holds.has("user") ? "no" : "yes");
  },
  onplace(say) {
    byId("at").textContent = say.at;
    follow();
  },
  onchapter({ number, title }) {
    chapterNow(title.trim() || `Chapter ${number}`);
    follow();
  },
  onsaved(toldTo) {
    if (toldTo) document.body.classList.add("begun");
  },
  onword: () => follow(),
  onsaid(text) {
    const log = byId("said");
    if (!text) return;
    const line = document.createElement("p");
    line.textContent = text;
    log.append(line);
    while (log.childElementCount > KEPT_SAID) log.firstElementChild.remove();
  },
  onanswered(text) {
    byId("answered").textContent = "";
    requestAnimationFrame(() => (byId("answered").textContent = text));
    follow();
  },
  onkeys: () => panels.open("keys"),
  onfailed: (text) => notice(text),
  onvoiceless(text) {
    set("aloud", false);
    notice(text, { stays: true });
  },
  voicePace: () => offered?.speaking.pace ?? 0,
};

function pace() {
  if (teller.isAloud) return `${settings.voicePace || stage.voicePace() || "aloud"}`;
  return settings.byHand ? "by hand" : `${teller.pace}`;
}

/** While it is told aloud, live regions are silent: nothing is said twice. */
function showVoice(isGoing) {
  const { isAloud } = teller;
  byId("aloud").setAttribute("aria-pressed", `${settings.aloud}`);
  for (const name of ["said", "answered"]) byId(name).setAttribute("aria-live", isAloud ? "off" : "polite");
  media.show({ isAloud, isGoing, title: byId("title").textContent, author: byId("work-author").textContent });
}

function hint() {
  const { mode, holds } = teller;
  if (mode === "thinking") return "One moment…";
  if (mode === "away") return "";
  if (mode === "waiting") return "All there is so far. You can still ask.";
  if (visit.isAway) return "Esc goes back to where you were";
  if (spoken.hint) return spoken.hint;
  if (holds.has("question")) return "Enter asks · Esc goes on";
  if (holds.has("user")) return "Held. Space goes on.";
  if (mode === "resting") return settings.goesOn ? "Goes on by itself. Space goes on now." : "Space goes on.";
  if (mode === "still") return "";
  return settings.byHand ? "→ tells the next sentence" : "Just type to break in.";
}

function chapterNow(title) {
  byId("chapter").textContent = title;
}

let noticeTimer = 0;
let noticed = ""; // what the line that is shown is about: only its own end takes it away

function notice(text, { stays = false, act = null, about = "" } = {}) {
  const box = byId("notice");
  clearTimeout(noticeTimer);
  noticed = about;
  box.replaceChildren(text);
  if (act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = act.said;
    button.addEventListener("click", act.done);
    box.append(" ", button);
  }
  box.hidden = !text;
  if (text && !stays) noticeTimer = setTimeout(() => (box.hidden = true), 7000);
}

/** What a notice was about is over. */
function over(about) {
  if (noticed === about) notice("");
}

// -- following the telling

/** Keep the line in play where the eye is, and an answer in sight. */
function follow({ isSudden = false } = {}) {
  if (!isFollowing || visit.isAway) return;
  const room = innerHeight - byId("desk").offsetHeight;
  const talk = leaf.talk?.isConnected && teller.mode !== "telling" ? leaf.talk.getBoundingClientRect() : null;
  const line = leaf.lastLine?.getBoundingClientRect();
  let by = 0;
  if (talk) by = Math.max(0, Math.min(talk.bottom - room + 24, talk.top - room * 0.2));
  else if (line && (line.bottom > room * 0.74 || line.bottom < room * 0.3)) by = line.bottom - room * 0.62;
  if (by) scrollBy({ top: by, behavior: isSudden || isStill() ? "instant" : "smooth" });
}

function atEnd() {
  const last = leaf.lastLine;
  return !last || last.getBoundingClientRect().bottom < innerHeight + NEAR_END;
}

function listenToScrolling() {
  const away = () => {
    isFollowing = atEnd();
    byId("to-end").hidden = isFollowing || visit.isAway;
  };
  addEventListener("wheel", () => setTimeout(away, 150), { passive: true });
  addEventListener("touchmove", () => setTimeout(away, 150), { passive: true });
  addEventListener("keyup", (event) => {
    if (["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"].includes(event.key)) away();
  });
  byId("to-end").addEventListener("click", () => {
    isFollowing = true;
    byId("to-end").hidden = true;
    follow();
  });
}

// -- the parts

const leaf = new Leaf(byId("leaf"), { onvisit: (ordinal, opener, talk) => visit.go(ordinal, opener, talk) });

const visit = new Visit(story, leaf, {
  card: byId("beside"),
  onleave: () => teller.hold("visit"),
  oncome: () => {
    teller.release("visit");
    backToPanel?.();
    backToPanel = null;
  },
});

const panels = new Panels(story, {
  onopen: () => teller.hold("panel"),
  onclose: () => teller.release("panel", { isQuiet: visit.isAway }),
  voices,
  onvisit: (ordinal, opener, again) => {
    backToPanel = again;
    visit.go(ordinal, opener);
  },
});

const telling = new Telling(story, {
  onmessage: message,
  onsound: (bytes) => voice.take(parse(bytes)),
  onstate: connection,
});

const voice = new Voice({
  onsilenced: () =>
    notice("This browser wants a click before anything may be heard.", {
      stays: true,
      about: "silence",
      act: { said: "Let it be heard", done: () => voice.wake() },
    }),
  onheard: () => over("silence"),
});
const teller = new AloudTeller(telling, leaf, stage, { voice, mark });
const media = new Media({
  play: () => teller.go(),
  pause: () => teller.hold("user"),
  back: () => teller.back(),
  on: () => teller.on(),
});

let offered = null; // the voices there are, once somebody wants to know

async function voices() {
  offered ??= await get("/voices");
  return offered;
}

const spoken = new Spoken(teller, voice, {
  voices,
  notice,
  say: (words) => {
    if (visit.isAway) visit.back();
    isFollowing = true;
    teller.entered(words);
  },
  onstate: () => stage.onmode(),
});

function speakOrNot() {
  set("aloud", !settings.aloud);
  voice.wake();
  if (settings.aloud) voices().then(() => stage.onmode(), (problem) => notice(problem.message));
}

async function message(said) {
  if (said.door === "begin") await seated(said);
  else if (said.door === "reading") reading(said);
  else if (said.door === "refused" && telling.state !== "open") notice(said.detail, { stays: true, about: "connection" });
  else if (said.door !== "elsewhere" && said.door !== "taken") teller.take(said);
}

/** The session stands at a place: show what has been told before it, and go on if it was going. */
async function seated(begin) {
  document.title = begin.title;
  byId("title").textContent = begin.title;
  byId("work-title").textContent = begin.title;
  byId("work-author").textContent = begin.author;
  byId("at").textContent = begin.told_to ? begin.at : "";
  document.body.classList.toggle("begun", begin.told_to > 0);
  teller.begin(begin);
  await retold(begin);
  over("connection");
  const isGoing = tab.get(GOING) === "yes" || location.hash === "#tell";
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  if (isGoing && !teller.isHeld) teller.go();
  else stage.onmode();
}

async function retold(begin) {
  const [passage, { asked }] = await Promise.all([
    get(`/stories/${story}/told`, { count: 160 }),
    get(`/stories/${story}/notes`),
  ]);
  leaf.clear();
  leaf.first = passage.start;
  let told = passage.start;
  const talks = asked.filter((one) => one.told_to >= passage.start);
  for (const said of passage.messages) {
    if (said.effect === "SaySentence" && said.sentence.ordinal > told) {
      told = said.sentence.ordinal;
      while (talks.length && talks[0].told_to <= told) oldTalk(talks.shift());
    }
    if (said.effect === "ChapterOpened") chapterNow(said.title.trim() || `Chapter ${said.number}`);
    leaf.retell([said]);
  }
  for (const one of talks) oldTalk(one);
  byId("earlier").hidden = passage.start === 0;
  isFollowing = true;
  if (begin.told_to) follow({ isSudden: true });
}

function oldTalk({ told_to: toldTo, answer }) {
  const isRefusal = answer.verdict === "not_told";
  leaf.said(answer.question, toldTo);
  leaf.answer({ spoken: answer.text, quotes: isRefusal ? [] : answer.evidence, toldTo, isRefusal });
}

function reading({ told_to: toldTo, read_to: readTo, is_ready: isReady }) {
  const bar = byId("reading");
  bar.hidden = isReady;
  bar.querySelector("progress").max = toldTo;
  bar.querySelector("progress").value = readTo;
}

function connection(state) {
  document.body.dataset.connection = state;
  if (state === "open") return over("connection");
  if (state !== "elsewhere") teller.lost();
  const said = {
    lost: ["The connection is lost. Your place is kept; it goes on as soon as the teller is back."],
    elsewhere: ["This story is being told in another window.", "Tell it here"],
    taken: ["The story has gone on in another window.", "Bring it back here"],
    gone: ["There is no such story on the shelf."],
  }[state];
  notice(said[0], {
    stays: true,
    about: "connection",
    act: said[1] ? { said: said[1], done: () => telling.take() } : null,
  });
  stage.onmode();
}

// -- hands

function breakIn(text = "") {
  spoken.leave();
  teller.hold("question");
  question.value += text;
  question.focus();
}

function holdOrGo() {
  spoken.leave();
  if (visit.isAway) visit.back();
  else teller.toggle();
}

function slip() {
  spoken.leave();
  question.value = "";
  question.blur();
  teller.release("question");
}

byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = question.value.trim();
  question.value = "";
  isFollowing = true;
  teller.release("question", { isQuiet: true });
  if (visit.isAway) visit.back();
  spoken.leave();
  if (typed) teller.entered(typed);
  else teller.resume();
  question.blur();
});

question.addEventListener("focus", () => teller.hold("question"));
question.addEventListener("blur", () => question.value.trim() || teller.release("question"));

byId("go").addEventListener("click", holdOrGo);
byId("aloud").addEventListener("click", speakOrNot);
byId("on").addEventListener("click", () => teller.on());
byId("back").addEventListener("click", () => teller.back());
byId("slower").addEventListener("click", () => teller.changePace(-1));
byId("faster").addEventListener("click", () => teller.changePace(1));
byId("earlier").addEventListener("click", async () => {
  await visit.fetch(Math.max(0, leaf.first - 300));
  byId("earlier").hidden = leaf.first === 0;
});
for (const button of document.querySelectorAll("[data-panel]")) {
  button.addEventListener("click", () => panels.open(button.dataset.panel));
}

const isInteractive = (target) => target.closest?.("input, textarea, select, button, a, summary, dialog, [contenteditable]");

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (panels.isOpen) return;
  if (event.key === "Escape") {
    if (visit.isAway) visit.back();
    else slip();
    return;
  }
  if (event.key === "F2") {
    event.preventDefault();
    spoken.talk();
    return;
  }
  if (event.target === question) return;
  const onControl = isInteractive(event.target);
  const act = {
    " ": holdOrGo,
    Enter: () => teller.go(),
    ArrowRight: () => teller.on(),
    ArrowLeft: () => teller.back(),
    "+": () => teller.changePace(1),
    "=": () => teller.changePace(1),
    "-": () => teller.changePace(-1),
    "?": () => panels.open("keys"),
  }[event.key];
  if (act) {
    if (onControl && [" ", "Enter"].includes(event.key)) return;
    event.preventDefault();
    act();
  } else if (settings.typing && /^[\p{L}\p{N}]$/u.test(event.key)) {
    event.preventDefault();
    breakIn(event.key);
  }
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden && !teller.isAloud) teller.hold("hidden");
  else teller.release("hidden");
});

watch(() => stage.onmode());
if (settings.aloud) voices().catch(() => {});
listenToScrolling();
stage.onmode();
telling.connect();
