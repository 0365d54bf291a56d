"use strict";

// In a frame: messages from and to the page around it.
//   {type: "unroll", step: 4 | "value h_2" | "next" | "previous"}           to the player
//   {type: "unroll", event: "ready" | "step", step, name, title, count}     from the player
// reveal.js has its own messages, in JSON text: {"method": "next"}, {"method": "slide",
// "args": [3]}, and "slide:start" and "slide:stop" for frames.

const isFramed = window.parent !== window;

/** Whether the page around this one is a deck of reveal.js. */
let isInReveal = false;

/** @param {unknown} message */
function tellAround(message) { window.parent.postMessage(message, "*"); }

/** @param {"ready" | "step"} event */
function tellParent(event) {
  if (!isFramed) return;
  const { step } = state;
  const { name } = deck.steps[step];
  const count = deck.steps.length;
  tellAround({ type: "unroll", event, step: step + 1, name, title: titleOf(step), count });
  if (!isInReveal) return;
  tellAround(JSON.stringify(
    { namespace: "reveal", eventName: "slidechanged", state: { indexh: step } }));
}

/**
 * At an end of this deck, steps on in the deck around it.
 * @param {"next" | "prev"} method
 */
function stepAround(method) {
  if (isInReveal) tellAround(JSON.stringify({ method }));
}

/** @param {unknown} wanted a step, counted from 1, or its name */
function obey(wanted) {
  const step = typeof wanted === "number" ? wanted - 1 : stepNamed(String(wanted));
  if (wanted === "next") advance();
  else if (wanted === "previous") goBack();
  else if (deck.steps[step]) goTo(step);
  else showMessage(say("noStep", { name: String(wanted).slice(0, 60) }));
}

/** @param {string} text */
function hearReveal(text) {
  if (!/^slide:|"method"|"reveal"/.test(text)) return;
  isInReveal = true;
  try {
    const { method, args } = JSON.parse(text);
    if (method === "next" || method === "right") advance();
    else if (method === "prev" || method === "left") goBack();
    // The slides of reveal.js are counted from 0.
    else if (method === "slide") obey(Number(args[0]) + 1);
  } catch {
    // "slide:start", or not for this page.
  }
}

function listenToParent() {
  addEventListener("message", ({ data, source }) => {
    if (isFramed && source !== window.parent) return;
    if (typeof data === "string") hearReveal(data);
    else if (data?.type === "unroll" && !data.event) obey(data.step);
  });
}
