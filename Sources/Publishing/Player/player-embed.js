"use strict";

// In a frame: messages from and to the page around it.
//   {type: "unroll", step: 4 | "value h_2" | "next" | "previous"}           to the player
//   {type: "unroll", event: "ready" | "step", step, name, title, count}     from the player
// reveal.js speaks its own language, in JSON text: {"method": "next"}, {"method": "slide",
// "args": [3]}, and the texts "slide:start" and "slide:stop".

const isFramed = window.parent !== window;

/** Whether the page around this one is a deck of reveal.js. */
let isInReveal = false;

/** @param {"ready" | "step"} event */
function tellParent(event) {
  if (!isFramed) return;
  const { step } = state;
  const count = deck.steps.length;
  const { name } = deck.steps[step];
  window.parent.postMessage(
    { type: "unroll", event, step: step + 1, name, title: titleOf(step), count }, "*");
  if (!isInReveal) return;
  const eventName = event === "ready" ? "ready" : "slidechanged";
  window.parent.postMessage(
    JSON.stringify({ namespace: "reveal", eventName, state: { indexh: step } }), "*");
}

/**
 * At an end of this deck, steps on in the deck around it.
 * @param {"next" | "prev"} method
 */
function stepAround(method) {
  if (isInReveal) window.parent.postMessage(JSON.stringify({ method }), "*");
}

/** @param {unknown} wanted */
function obey(wanted) {
  if (wanted === "next") advance();
  else if (wanted === "previous") goBack();
  else if (typeof wanted === "number" && Number.isInteger(wanted) && deck.steps[wanted - 1]) {
    goTo(wanted - 1);
  } else if (typeof wanted === "string" && stepNamed(wanted) >= 0) goTo(stepNamed(wanted));
  else showMessage(say("noStep", { name: String(wanted).slice(0, 60) }));
}

/** @param {string} text */
function hearReveal(text) {
  if (text === "slide:start" || text === "slide:stop") {
    isInReveal = true;
    return;
  }
  let message;
  try {
    message = JSON.parse(text);
  } catch {
    return;
  }
  if (typeof message !== "object" || message === null) return;
  const { method, args, namespace } = message;
  if (namespace !== "reveal" && typeof method !== "string") return;
  isInReveal = true;
  if (method === "next" || method === "right" || method === "down") obey("next");
  else if (method === "prev" || method === "left" || method === "up") obey("previous");
  // The slides of reveal.js are counted from 0.
  else if (method === "slide" && Array.isArray(args)) obey(Number(args[0]) + 1);
}

function listenToParent() {
  document.documentElement.classList.toggle("embed", hasFlag("embed"));
  addEventListener("message", ({ data, source }) => {
    if (isFramed && source !== window.parent) return;
    if (typeof data === "string" && isFramed) hearReveal(data);
    else if (typeof data === "object" && data !== null && data.type === "unroll" && !data.event) {
      obey(data.step);
    }
  });
}
