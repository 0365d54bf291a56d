"use strict";

// The presenter's window: this page once more, with the next step, notes and a clock.
// Windows opened from a file may share nothing but messages, so messages it is.

/** @typedef {{ type: "unroll-presenter", kind: "hello" | "state", state?: SharedState }} Note */
/**
 * @typedef {{
 *   step: number, black: boolean, question: boolean, revealed: string[],
 *   knobs: Record<string, number[]>
 * }} SharedState
 */

/**
 * The other windows of this presentation.
 * @type {Set<Window>}
 */
const peers = new Set();

/** Reaches a main window that has been closed and opened again, if the page has an origin. */
const channel = location.protocol === "file:" || !("BroadcastChannel" in window)
  ? null : new BroadcastChannel(`unroll ${location.pathname}`);

let isApplying = false;
let startTime = Date.now();

function openPresenter() {
  if (isPresenter) return;
  const address = new URL(location.href);
  address.hash = "";
  address.search = "?presenter";
  // Each window has a name of its own, so that a second one can be opened.
  const opened = open(address.href, "_blank", "width=1200,height=760");
  if (opened) peers.add(opened);
  else showMessage(say("noWindow"), true);
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
 * @param {Window} [except]
 */
function tellPresenters(except) {
  if (isApplying && isPresenter) return;
  /** @type {Note} */
  const note = { type: "unroll-presenter", kind: "state", state: sharedState() };
  for (const peer of peers) {
    if (peer.closed) peers.delete(peer);
    else if (peer !== except) peer.postMessage(note, "*");
  }
  if (usesChannel) channel?.postMessage(note);
}

/** Whether a window is there that only the channel reaches. */
let usesChannel = false;

/**
 * @param {unknown} data
 * @returns {data is Note}
 */
function isNote(data) {
  if (typeof data !== "object" || data === null) return false;
  const { type, kind } = /** @type {Record<string, unknown>} */ (data);
  return type === "unroll-presenter" && (kind === "hello" || kind === "state");
}

/**
 * @param {Note} note
 * @param {Window | null} from the window that sent it; null over the channel
 */
function hear(note, from) {
  if (note.kind === "hello") {
    if (isPresenter) return;
    if (from) peers.add(from);
    else usesChannel = true;
    return tellPresenters();
  }
  if (!note.state || from && !peers.has(from)) return;
  const before = JSON.stringify(sharedState());
  isApplying = true;
  applyShared(note.state);
  isApplying = false;
  // The main window passes on what one presenter did to the others.
  if (!isPresenter && JSON.stringify(sharedState()) !== before) tellPresenters(from ?? undefined);
}

/** @param {SharedState} shared */
function applyShared({ step, black, question, revealed: keys, knobs }) {
  let isNew = false;
  for (const knob of deck.knobs) {
    const values = knobs?.[knob.name] ?? knob.values;
    const isFitting = Array.isArray(values) && values.length === knob.values.length
      && values.every((x) => typeof x === "number");
    if (!isFitting || values.every((x, place) => x === knobValues(knob)[place])) continue;
    setKnob(knob, values);
    isNew = true;
  }
  if (Boolean(question) !== state.question) setQuestionMode(Boolean(question));
  if (Number.isInteger(step) && deck.steps[step] && step !== state.step) goTo(step);
  if (Array.isArray(keys) && keys.length !== revealed.size) {
    revealed.clear();
    reveal(keys.filter((key) => firstSteps.has(key)));
  }
  if (isNew) recompute();
  toggleBlack(Boolean(black));
}

function listenToWindows() {
  addEventListener("message", (event) => {
    if (!isNote(event.data) || !(event.source instanceof Window || event.source)) return;
    hear(event.data, /** @type {Window} */ (event.source));
  });
  if (channel) {
    channel.onmessage = (event) => {
      // Two main windows do not drive each other.
      if (isNote(event.data) && (isPresenter || usesChannel || event.data.kind === "hello")) {
        hear(event.data, null);
      }
    };
  }
  if (isPresenter) startPresenter();
}

function sayHello() {
  /** @type {Note} */
  const note = { type: "unroll-presenter", kind: "hello" };
  const main = /** @type {Window | null} */ (opener);
  if (main && !main.closed) {
    peers.add(main);
    main.postMessage(note, "*");
  } else {
    usesChannel = channel !== null;
    channel?.postMessage(note);
  }
}

const presenterParts = {
  next: element("div", { class: "next-picture" }),
  clock: element("span"),
  elapsed: element("span"),
  list: element("ol", { class: "step-list" }),
};

function startPresenter() {
  const { next, clock, elapsed, list } = presenterParts;
  document.documentElement.classList.add("presenter");
  deck.steps.forEach((_, step) => {
    const button = wordButton(titleOf(step), () => goTo(step));
    list.append(element("li", {}, button));
  });
  const pane = element(
    "aside", { class: "presenter-pane", "aria-label": say("presenter") },
    element(
      "p", { class: "clocks" }, element("span", {}, `${say("clock")} `, clock),
      element("span", {}, `${say("elapsed")} `, elapsed),
      wordButton(say("restart"), () => { startTime = Date.now(); tick(); })),
    element("h2", {}, say("nextStep")), next, element("h2", {}, say("steps")), list);
  document.body.append(pane);
  if (page.notes.hidden) toggleNotes();
  page.buttons.presenter.remove();
  sayHello();
  // A main window that was loaded again knows nobody yet.
  setInterval(sayHello, 3000);
  setInterval(tick, 1000);
  tick();
}

function tick() {
  const seconds = Math.floor((Date.now() - startTime) / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  presenterParts.elapsed.textContent = (parts[0] ? parts : parts.slice(1)).map(
    (part) => String(part).padStart(2, "0")).join(":");
  presenterParts.clock.textContent = new Date().toLocaleTimeString(
    deck.language, { hour: "2-digit", minute: "2-digit" });
}

function updatePresenter() {
  if (!isPresenter) return;
  const { next, list } = presenterParts;
  const after = state.step + 1;
  next.replaceChildren(after < deck.steps.length ? smallPicture(after) : say("lastStep"));
  fitWords(next);
  Array.from(list.children).forEach((item, step) => {
    const isHere = step === state.step;
    setAttributes(item.children[0], { "aria-current": isHere ? "step" : null });
    if (isHere) item.scrollIntoView({ block: "nearest" });
  });
}
