"use strict";

// Numbers plotted anew: the sizes of a gradient at every time step, the loss over the steps of training.

/**
 * The heights of the highest and the lowest mark, the marks at the axis with the pieces of their
 * labels, where the numbers come from, the points (pieces, first and last number that it shows the
 * largest of), and the lines (pieces, first and last point).
 * @typedef {{
 *   top: number, bottom: number, isLogarithmic: boolean, marks: number[], labels: number[][],
 *   origins: Origin[], points: [number[], number, number][], lines: [number[], number, number][]
 * }} PlotData
 */

/**
 * Three whole powers of ten at equal distances that all sizes except 0 lie between.
 * @param {number[]} sizes
 * @param {number[]} usual those of the lesson, which stay as long as they do
 */
function powersOf(sizes, usual) {
  const exponents = sizes.filter((size) => size > 0 && size < Infinity).map(Math.log10);
  if (!exponents.length) return usual;
  const [least, most] = [Math.min(...exponents), Math.max(...exponents)];
  if (least >= usual[0] && most <= usual[2]) return usual;
  const high = Math.ceil(most);
  const step = Math.max(1, Math.floor((high - Math.floor(least) + 1) / 2));
  return [high - 2 * step, high - step, high];
}

/**
 * Three round numbers at equal distances that all numbers lie between.
 * @param {number[]} numbers
 * @param {number[]} usual those of the lesson, which stay as long as they do
 */
function marksOf(numbers, usual) {
  const finite = numbers.filter(Number.isFinite);
  if (!finite.length) return usual;
  let [low, high] = [Math.min(...finite), Math.max(...finite)];
  if (low >= usual[0] && high <= usual[2]) return usual;
  low = Math.min(low, 0);
  high = Math.max(high, 0);
  if (low === high) high = low + 1;
  let power = Math.floor(Math.log10((high - low) / 2));
  for (; ; power += 1) {
    for (const part of [1, 1.5, 2, 2.5, 3, 4, 5]) {
      const step = Number(`${part}e${power}`);
      const start = Math.floor(low / step) * step;
      if (step >= (high - low) / 2 && start + 2 * step >= high) {
        return [start, start + step, start + 2 * step];
      }
    }
  }
}

/** Moves what is plotted. */
class Plot {
  /** @param {PlotData} data */
  constructor(data) {
    this.data = data;
    this.points = data.points.map(([pieces]) => insidesOf(pieces, "ellipse"));
    this.lines = data.lines.map(([pieces]) => insidesOf(pieces, "path"));
    this.labels = data.labels.map((pieces) => insidesOf(pieces, "text"));
    /** @type {number[] | null} the marks that the labels say */
    this.shown = data.marks;
    this.across = this.points.map(([point]) => point?.getAttribute("cx"));
  }

  /** @param {Network} network */
  update(network) {
    const { top, bottom, isLogarithmic, origins } = this.data;
    const numbers = origins.map((origin) => network.origin(origin)[0]);
    const marks = isLogarithmic
      ? powersOf(numbers, this.data.marks) : marksOf(numbers, this.data.marks);
    const [low, high] = [marks[0], marks[marks.length - 1]];
    this.labels.forEach(([first, ...others], place) => {
      if (marks === this.shown) return;
      // A power of ten changes its exponent; of a number, one piece says it all.
      const text = isLogarithmic ? signed(marks[place]) : writtenNumber(marks[place], 3).plain;
      if (first) first.textContent = text;
      for (const other of others) other.textContent = isLogarithmic ? text : "";
    });
    this.shown = marks;
    /** @param {number} number */
    const height = (number) => (
      bottom - ((isLogarithmic ? Math.log10(number) : number) - low) / (high - low) * (bottom - top));
    const heights = this.data.points.map(([, start, end], place) => {
      const number = Math.max(...numbers.slice(start, end));
      // No gradient is no point, nor is what is too large to represent.
      const isShown = Number.isFinite(number) && (number > 0 || !isLogarithmic);
      for (const point of this.points[place]) {
        if (isShown) point.setAttribute("cy", height(number).toFixed(2));
        setAttributes(point, { display: isShown ? null : "none" });
      }
      return isShown ? height(number) : null;
    });
    this.data.lines.forEach(([, start, end], place) => {
      let path = "";
      let isOpen = false;
      for (let point = start; point < end; point += 1) {
        const y = heights[point];
        if (y !== null) path += `${isOpen ? "L" : "M"}${this.across[point]},${y.toFixed(2)}`;
        isOpen = y !== null;
      }
      for (const line of this.lines[place]) line.setAttribute("d", path || "M0,0");
    });
  }
}

/**
 * The elements that pieces of the drawing are made of.
 * @param {number[]} pieces
 * @param {string} selector
 */
function insidesOf(pieces, selector) {
  return pieces.flatMap((piece) => all(`#p${piece} ${selector}`));
}
