"use strict";

// The overview and the help.

/**
 * A copy of a step's picture, for a place where something else says what it is.
 * @param {number} step
 */
function smallPicture(step) {
  const picture = drawn("svg", { "aria-hidden": "true", class: "picture" });
  setAttributes(picture, { viewBox: pictureOf(step).getAttribute("viewBox") });
  picture.append(...Array.from(pictureOf(step).childNodes).map((part) => part.cloneNode(true)));
  return picture;
}

/**
 * The title of a step as plain text, with its numbers as they are now.
 * @param {number} step
 */
function titleOf(step) {
  const title = element("p", {}, sections[step].querySelector("h2")?.cloneNode(true) ?? "");
  for (const index of all("msub > :last-child", title)) {
    index.textContent = lowered(index.textContent ?? "");
  }
  return title.textContent ?? "";
}

function openOverview() {
  const grid = box("grid");
  const dialog = openDialog("overview", grid);
  deck.steps.forEach((_, step) => {
    const button = wordButton(smallPicture(step), () => {
      dialog.close();
      goTo(step);
    });
    button.append(element("span", {}, titleOf(step)));
    grid.append(button);
    if (step !== state.step) return;
    setAttributes(button, { "aria-current": "step" });
    button.focus();
  });
  fitWords(grid);
  grid.onkeydown = (event) => {
    const place = Array.from(grid.children).findIndex((each) => each === document.activeElement);
    const across = getComputedStyle(grid).gridTemplateColumns.split(" ").length;
    const move = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across }[event.key];
    const next = move && grid.children[place + move];
    if (!(next instanceof HTMLElement)) return;
    event.preventDefault();
    next.focus();
  };
}

function openHelp() {
  const entries = usefulKeys().map(({ shown, word }) => element(
    "div", {},
    element("dt", {}, ...shown.split(" ").map(
      (key) => element("kbd", {}, say(key.replace("space", say("space")))))),
    element("dd", {}, say(word))));
  openDialog("help", element("dl", {}, ...entries), element("p", {}, say("pointer")));
}
