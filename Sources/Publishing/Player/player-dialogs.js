"use strict";

// The overview and the help.

/**
 * A copy of a step's picture, for a place where a button says what it is.
 * @param {number} step
 */
function smallPicture(step) {
  const picture = pictureOf(step).cloneNode(true);
  if (picture instanceof SVGElement) {
    picture.removeAttribute("role");
    picture.removeAttribute("aria-label");
    setAttributes(picture, { "aria-hidden": "true" });
  }
  return picture;
}

/** @param {number} step */
function titleOf(step) {
  return sections[step].querySelector("h2")?.textContent ?? deck.steps[step].title;
}

function openOverview() {
  const grid = element("div", { class: "grid" });
  const dialog = openDialog("overview", grid);
  deck.steps.forEach((_, step) => {
    const isHere = step === state.step;
    const button = element(
      "button", { type: "button", "aria-current": isHere ? "step" : null },
      smallPicture(step), element("span", {}, titleOf(step)));
    button.addEventListener("click", () => {
      dialog.close();
      goTo(step);
    });
    grid.append(button);
    if (isHere) {
      button.focus();
      button.scrollIntoView({ block: "center" });
    }
  });
  grid.addEventListener("keydown", (event) => {
    const place = Array.from(grid.children).findIndex((button) => button === document.activeElement);
    const across = getComputedStyle(grid).gridTemplateColumns.split(" ").length;
    const move = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across }[event.key];
    const next = move && grid.children[place + move];
    if (!(next instanceof HTMLElement)) return;
    event.preventDefault();
    next.focus();
  });
}

function openHelp() {
  const rows = KEYS.map(({ shown, word }) => element(
    "div", {},
    element("dt", {}, ...shown.split(" ").map((key) => element("kbd", {}, say(key)))),
    element("dd", {}, say(word))));
  openDialog("help", element("dl", {}, ...rows), element("p", {}, say("pointer")));
}
