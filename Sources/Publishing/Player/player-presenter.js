"use strict";

// The presenter's window: this page once more, with the next step, notes and a clock.
// Windows opened from a file may share nothing but messages, so messages it is.

/**
 * @typedef {{
 *   step: number, black: boolean, question: boolean, revealed: string[],
 *   knobs: Record<string, number[]>
 * }} SharedState
 */
/** @typedef {{ type: "unroll-presenter", state?: SharedState }} Note a hello has no state */

/**
 * The other windows of this presentation.
 * @type {Set<Window>}
 */
const peers = new Set();

// Reaches windows that do not know each other, if the page has an origin.
const channel = location.protocol === "file:" ? null : new BroadcastChannel("unroll");

/** Whether a window is there that only the channel reaches. */
let usesChannel = false;
let isApplying = false;
let startTime = Date.now();

function openPresenter() {
  if (isPresenter) return;
  const address = new URL(location.href);
  address.hash = "";
  address.search = "?presenter";
  const opened = open(address.href, "_blank", "width=1200,height=760");
  if (opened) peers.add(opened);
  else showMessage(say("noWindow"), 12);
}

/** @returns {SharedState} */
function sharedState() {
  return {
    step: state.step, black: !page.black.hidden, question: state.question,
    revealed: [...revealed],
    knobs: Object.fromEntries(changedKnobs().map((knob) => [knob.name, knobValues(knob)])),
  };
}

/**
 * Tells the other windows how things are.
 * @param {Window | null} [except]
 */
function tellPresenters(except) {
  if (!isApplying) send({ type: "unroll-presenter", state: sharedState() }, except);
}

/**
 * @param {Note} note
 * @param {Window | null} [except]
 */
function send(note, except) {
  for (const peer of peers) if (peer !== except) peer.postMessage(note, "*");
  if (usesChannel) channel?.postMessage({ ...note, path: location.pathname });
}

/**
 * @param {any} note
 * @param {Window | null} from the window that sent it; null over the channel
 */
function hear(note, from) {
  if (note?.type !== "unroll-presenter") return;
  if (!note.state) {
    if (isPresenter) return;
    if (from) peers.add(from);
    usesChannel ||= !from;
    return tellPresenters();
  }
  if (from && !peers.has(from)) return;
  const before = JSON.stringify(sharedState());
  isApplying = true;
  applyShared(note.state);
  isApplying = false;
  // The main window passes on what one presenter did to the others.
  if (!isPresenter && JSON.stringify(sharedState()) !== before) tellPresenters(from);
}

/** @param {SharedState} shared */
function applyShared({ step, black, question, revealed: keys, knobs }) {
  const before = JSON.stringify(sharedState().knobs);
  for (const knob of deck.knobs) {
    const values = knobs?.[knob.name] ?? knob.values;
    if (values.length === knob.values.length && values.every((x) => typeof x === "number")) {
      setKnob(knob, values);
    }
  }
  if (JSON.stringify(sharedState().knobs) !== before) recompute();
  if (Boolean(question) !== state.question) setQuestionMode(Boolean(question));
  if (deck.steps[step]) goTo(step);
  reveal([...keys].filter((key) => !revealed.has(key)));
  toggleBlack(Boolean(black));
}

function listenToWindows() {
  addEventListener("message", ({ data, source }) => {
    if (source && "closed" in source) hear(data, source);
  });
  if (channel) {
    channel.onmessage = ({ data }) => {
      const isMine = data?.path === location.pathname;
      // Two main windows do not drive each other.
      if (isMine && (isPresenter || usesChannel || !data.state)) hear(data, null);
    };
  }
  if (isPresenter) startPresenter();
}

function sayHello() {
  const main = window.opener;
  if (main && !main.closed) peers.add(main);
  else usesChannel = true;
  send({ type: "unroll-presenter" });
}

const presenterParts = {
  next: box("next-picture"),
  clock: element("span"),
  elapsed: element("span"),
  list: element("ol", { class: "step-list" }),
};

function startPresenter() {
  const { next, clock, elapsed, list } = presenterParts;
  root.classList.add("presenter");
  deck.steps.forEach((_, step) => {
    list.append(element("li", {}, wordButton(titleOf(step), () => goTo(step))));
  });
  document.body.append(element(
    "aside", { class: "presenter-pane", "aria-label": say("presenter") },
    box(
      "clocks", `${say("clock")} `, clock, `${say("elapsed")} `, elapsed,
      wordButton(say("restart"), () => {
        startTime = Date.now();
        tick();
      })),
    element("h2", {}, say("nextStep")), next, element("h2", {}, say("steps")), list));
  if (page.notes.hidden) toggleNotes();
  page.buttons.presenter.remove();
  sayHello();
  // A main window that was loaded again knows nobody yet.
  setInterval(sayHello, 3000);
  setInterval(tick, 1000);
  tick();
  updatePresenter();
}

function tick() {
  const { clock, elapsed } = presenterParts;
  const seconds = Math.floor((Date.now() - startTime) / 1000);
  elapsed.textContent = [Math.floor(seconds / 60), seconds % 60].map(
    (part) => String(part).padStart(2, "0")).join(":");
  clock.textContent = new Date().toLocaleTimeString(
    deck.language, { hour: "2-digit", minute: "2-digit" });
}

function updatePresenter() {
  const { next, list } = presenterParts;
  if (!isPresenter || !list.childElementCount) return;
  const after = state.step + 1;
  next.replaceChildren(after < deck.steps.length ? smallPicture(after) : say("lastStep"));
  fitWords(next);
  Array.from(list.children).forEach((item, step) => {
    const isHere = step === state.step;
    setAttributes(item.children[0], { "aria-current": isHere && "step" });
    if (isHere) item.scrollIntoView({ block: "nearest" });
  });
}
