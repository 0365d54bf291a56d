"use strict";

// The sizes of a gradient at every time step, plotted anew.

/**
 * The heights of the highest and the lowest power of ten, the powers at the axis with the pieces of
 * their exponents, the nodes whose gradients are measured, the points (pieces, first and last size
 * that it shows the largest of), and the lines (pieces, first and last point).
 * @typedef {{
 *   top: number, bottom: number, powers: number[], exponents: number[][], nodes: number[],
 *   points: [number[], number, number][], lines: [number[], number, number][]
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

/** Moves what is plotted of a gradient's sizes. */
class Plot {
  /** @param {PlotData} data */
  constructor(data) {
    this.data = data;
    this.points = data.points.map(([pieces]) => insidesOf(pieces, "ellipse"));
    this.lines = data.lines.map(([pieces]) => insidesOf(pieces, "path"));
    this.exponents = data.exponents.map((pieces) => insidesOf(pieces, "text"));
    this.across = this.points.map(([point]) => point?.getAttribute("cx"));
  }

  /** @param {Network} network */
  update(network) {
    const { top, bottom, nodes } = this.data;
    const sizes = nodes.map((node) => euclideanNorm(network.gradient(node)));
    const powers = powersOf(sizes, this.data.powers);
    const [low, high] = [powers[0], powers[powers.length - 1]];
    this.exponents.forEach((texts, place) => {
      for (const text of texts) text.textContent = signed(powers[place]);
    });
    /** @param {number} size */
    const height = (size) => (
      bottom - (Math.log10(size) - low) / (high - low) * (bottom - top));
    const heights = this.data.points.map(([, start, end], place) => {
      const size = Math.max(...sizes.slice(start, end));
      const isShown = size > 0 && size < Infinity;
      for (const point of this.points[place]) {
        if (isShown) point.setAttribute("cy", height(size).toFixed(2));
        // No gradient is no point.
        setAttributes(point, { display: isShown ? null : "none" });
      }
      return isShown ? height(size) : null;
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
