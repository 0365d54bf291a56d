extension PageText {
  /// The script of the page. Each event contains the complete contents; the script changes only
  /// what differs, so that the page does not move or flicker.
  static let script = #"""
    "use strict";
    const byId = id => document.getElementById(id);
    const main = byId("main");
    let told = "", page = null, step = Number(location.hash.slice(1)) || 1, isLost = false;

    const events = new EventSource("/events");
    events.onmessage = event => {
      isLost = false;
      if (event.data !== told) { told = event.data; page = JSON.parse(told); show(); }
      showState();
    };
    events.onerror = () => { isLost = true; showState(); };

    function make(tag, className, parent) {
      const element = document.createElement(tag);
      if (className) element.className = className;
      if (parent) parent.append(element);
      return element;
    }
    // Text is set only if it differs, because screen readers announce text that is set.
    function say(element, words) {
      if (element.textContent !== (words || "")) element.textContent = words || "";
    }
    function mark(element, name, value) {
      if (value == null) element.removeAttribute(name);
      else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
    }
    function put(image, picture) {
      // The browser shows the old picture until the new one is loaded.
      mark(image, "src", "/picture/" + picture.name + ".svg");
      mark(image, "alt", picture.alternativeText);
    }
    // Adds or removes children of an element until there are `count`.
    function fill(parent, count, makeOne) {
      while (parent.children.length > count) parent.lastElementChild.remove();
      while (parent.children.length < count) makeOne(parent);
      return [...parent.children];
    }

    // Shows an error as in the terminal, with place, severity and marks in bold.
    function showError(element, error, intro) {
      const content = error ? JSON.stringify(error) : "";
      if (element.dataset.told === content) return;
      element.dataset.told = content;
      element.replaceChildren();
      if (!error) return;
      make("p", "", element).textContent = intro;
      const text = make("pre", "", element);
      text.tabIndex = 0;
      for (const part of error) {
        (part.isEmphasized ? make("b", "", text) : text).append(part.text);
      }
    }

    function show() {
      document.title = (countErrors() ? "✗ " : "") + page.title;
      say(byId("title"), page.title);
      say(byId("file"), page.file === page.title ? "" : page.file);
      const hasPictures = page.figures.some(figure => figure.pictures.length);
      showError(byId("error"), page.error, hasPictures
        ? "There is an error. The figures are the last good ones." : "There is an error.");
      main.classList.toggle("old", Boolean(page.error));
      if (main.dataset.kind !== page.kind) {
        main.dataset.kind = page.kind;
        main.className = page.kind + (page.error ? " old" : "");
        main.replaceChildren();
      }
      if (page.kind === "deck") showDeck(); else showDocument();
    }

    const broken = () => page.figures.filter(figure => figure.error);
    const countErrors = () => broken().length + (page.error ? 1 : 0);
    function showState() {
      const state = byId("state");
      const count = page ? countErrors() : 0;
      const isDrawing = page && page.figures.some(figure => figure.isPending);
      state.className = isLost ? "lost" : count ? "wrong" : "";
      const words = isLost ? "unroll watch has stopped; this page shows its last state"
        : count ? (count === 1 ? "1 error" : count + " errors")
        : isDrawing ? "drawing" : page ? "up to date" : "waiting for the first figure";
      if (state.textContent === words) return;
      state.textContent = words;
      if (isLost || !count || page.error) return;
      const link = make("a", "", null);
      link.href = "#figure-" + broken()[0].identity;
      link.textContent = words;
      state.replaceChildren(link);
    }

    // A document: its figures one below another.

    function makeFigure(identity) {
      const figure = make("figure", "", null);
      figure.id = "figure-" + identity;
      make("h2", "", figure);
      make("p", "place", figure);
      make("div", "error", figure).setAttribute("role", "alert");
      make("div", "pictures", figure);
      make("figcaption", "", figure);
      return figure;
    }
    function makeCell(parent) {
      const cell = make("div", "cell", parent);
      make("img", "", cell);
      make("p", "", cell);
    }
    function showDocument() {
      if (!page.figures.length) {
        if (!page.error && !main.querySelector(".empty")) {
          main.replaceChildren();
          make("p", "empty", main).textContent = "There is no block with the language unroll yet. "
            + "Write one and save, and its figure will appear here.";
        }
        return;
      }
      main.querySelector(".empty")?.remove();
      const kept = new Set(page.figures.map(figure => "figure-" + figure.identity));
      [...main.children].forEach(child => { if (!kept.has(child.id)) child.remove(); });
      let heading = null;
      page.figures.forEach((figure, index) => {
        const element = byId("figure-" + figure.identity) || makeFigure(figure.identity);
        // Moving an element would interrupt the loading of its pictures.
        if (main.children[index] !== element) main.insertBefore(element, main.children[index] || null);
        showFigure(element, figure, figure.heading !== heading);
        heading = figure.heading;
      });
    }
    function showFigure(element, figure, isFirst) {
      const [title, place, error, pictures, caption] = element.children;
      say(title, isFirst ? figure.heading : "");
      title.hidden = !title.textContent;
      say(place, figure.place);
      showError(error, figure.error, figure.pictures.length
        ? "This block has an error. Its last good figure is below." : "This block has an error.");
      element.classList.toggle("old", Boolean(figure.error));
      say(caption, figure.caption);
      const isWaiting = figure.isPending && !figure.pictures.length;
      pictures.className = "pictures " + (figure.shape || "figure");
      if (isWaiting) {
        if (!pictures.querySelector(".pending")) {
          pictures.replaceChildren();
          make("div", "pending", pictures).textContent = "drawing …";
        }
        return;
      }
      pictures.querySelector(".pending")?.remove();
      fill(pictures, figure.pictures.length, makeCell).forEach((cell, index) => {
        put(cell.children[0], figure.pictures[index]);
        say(cell.children[1], figure.pictures[index].caption);
      });
    }

    // A deck: one step large, all steps small.

    function makeDeck() {
      const stage = make("figure", "stage", main);
      const steps = make("div", "steps", stage);
      const button = (words, label, move) => {
        const element = make("button", "", steps);
        element.type = "button";
        element.textContent = words;
        element.setAttribute("aria-label", label);
        element.onclick = () => go(step + move);
      };
      button("←", "Previous step", -1);
      make("output", "", steps);
      button("→", "Next step", 1);
      make("img", "", stage);
      const caption = make("figcaption", "", stage);
      caption.setAttribute("aria-live", "polite");
      make("h2", "", caption);
      make("p", "narration", caption);
      make("ol", "frames", main).setAttribute("aria-label", "All steps");
    }
    function makeFrame(parent) {
      const link = make("a", "", make("li", "", parent));
      const image = make("img", "", link);
      image.loading = "lazy";
      make("span", "", link);
      link.onclick = event => {
        event.preventDefault();
        go([...parent.children].indexOf(link.parentElement) + 1);
      };
    }
    function showDeck() {
      const pictures = page.figures.length ? page.figures[0].pictures : [];
      if (!pictures.length) return;
      if (!main.children.length) makeDeck();
      step = Math.min(Math.max(step, 1), pictures.length);
      const [stage, frames] = main.children, [steps, image, caption] = stage.children;
      const shown = pictures[step - 1];
      mark(main, "lang", page.language);
      // The current step is requested first, and so drawn first.
      put(image, shown);
      say(steps.children[1], step + " of " + pictures.length);
      steps.children[0].disabled = step === 1;
      steps.children[2].disabled = step === pictures.length;
      say(caption.children[0], shown.caption);
      say(caption.children[1], shown.narration);
      fill(frames, pictures.length, makeFrame).forEach((frame, index) => {
        const link = frame.firstElementChild, picture = pictures[index];
        mark(link, "href", "#" + (index + 1));
        mark(link, "aria-current", index + 1 === step ? "step" : null);
        say(link.children[1], (index + 1) + ". " + picture.caption);
      });
      // All others come after it, since drawing one step keeps two cores busy.
      const showFrames = () => [...frames.children].forEach((frame, index) => {
        if (pictures[index]) put(frame.querySelector("img"), { ...pictures[index], alternativeText: "" });
      });
      image.onload = image.onerror = showFrames;
      if (image.complete) showFrames();
    }
    function go(next) {
      const count = page && page.kind === "deck" && page.figures.length
        ? page.figures[0].pictures.length : 0;
      if (next < 1 || next > count) return;
      step = next;
      history.replaceState(null, "", "#" + step);
      showDeck();
      main.querySelector("[aria-current]").scrollIntoView({ block: "nearest" });
    }
    addEventListener("keydown", event => {
      if (!page || page.kind !== "deck" || !page.figures.length) return;
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.target.closest("pre")) return;
      const last = page.figures[0].pictures.length;
      const next = { ArrowRight: step + 1, PageDown: step + 1, ArrowLeft: step - 1,
        PageUp: step - 1, Home: 1, End: last }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      go(next);
    });
    addEventListener("hashchange", () => go(Number(location.hash.slice(1)) || step));
    """#
}
