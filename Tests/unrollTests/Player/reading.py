"""What a page says, as data: the texts of each step, with numbers apart from words."""

import math
import re

# Everything that the page's steps say now. Formulas are texts with ^{…} for exponents.
READING = """
// What a later step shows is there, but hidden.
const notation = (node, isLater = false) => {
  if (node.nodeType === Node.TEXT_NODE) return isLater ? "" : node.data;
  const isHidden = node.classList.contains("later")
    || isLater && !node.classList.contains("shown");
  const parts = [...node.childNodes].map((child) => notation(child, isHidden));
  if (node.localName === "msup") return `${parts[0]}^{${parts[1]}}`;
  if (node.localName === "msub") return `${parts[0]}_{${parts[1]}}`;
  if (node.localName === "mfrac") return `(${parts[0]})/(${parts[1]})`;
  if (["mtr", "mlabeledtr"].includes(node.localName)) return isHidden ? "" : parts.join(" ") + ";";
  return parts.join("");
};
const data = JSON.parse(document.getElementById("data").textContent);
const groupOf = new Map();
data.groups.forEach((group) => group.pieces.forEach((piece) => groupOf.set(piece, group.name)));
const sizeOf = (text) => Number.parseFloat(getComputedStyle(text).fontSize);
// The parts of a number are spans; a smaller one is an exponent.
const letters = (text) => [...text.childNodes].map((node) => {
  const isSmall = node.nodeType === Node.ELEMENT_NODE && sizeOf(node) < 0.85 * sizeOf(text);
  return isSmall && node.textContent !== "…" ? `^{${node.textContent}}` : node.textContent;
}).join("");
const pieces = new Map();
for (const holder of document.querySelectorAll("#store g[id]")) {
  const text = holder.querySelector("text");
  if (!text || text.getAttribute("display") === "none") continue;
  pieces.set(Number(holder.id.slice(1)), {
    text: letters(text), isShortened: text.classList.contains("shortened"), size: sizeOf(text),
  });
}
const steps = [...document.querySelectorAll("main > section")].map((section) => {
  const chips = {};
  for (const use of section.querySelectorAll("use")) {
    const piece = Number(use.getAttribute("href").slice(2));
    if (!pieces.has(piece)) continue;
    (chips[groupOf.get(piece) ?? ""] ??= []).push(pieces.get(piece));
  }
  const narration = section.querySelector(".narration");
  return {
    name: section.dataset.name,
    title: notation(section.querySelector("h2")),
    words: [...section.querySelectorAll("foreignObject")].reduce((kinds, box) => {
      const kind = box.classList.item(1);
      return { ...kinds, [kind]: [...kinds[kind] ?? [], notation(box)] };
    }, {}),
    chips,
    narration: [...narration.childNodes].map((node) => (
      node.nodeType === Node.TEXT_NODE ? node.data : "#")).join(""),
    numbers: [...narration.querySelectorAll("[data-n]")].map(
      (each) => [Number(each.dataset.n), each.textContent]),
  };
});
const written = [...document.querySelectorAll("main [data-n]")].map(
  (each) => [Number(each.getAttribute("data-n")), notation(each)]);
// The pieces of each number: those that follow it with −2 are a part of it.
const lines = data.lines.flatMap(([, , places, , numbers]) => numbers.flatMap((number, place) => {
  if (number < 0) return [];
  let end = place + 1;
  while (numbers[end] === -2) end += 1;
  const seen = places.slice(place, end).flatMap((piece) => pieces.get(piece) ?? []);
  return seen.length ? [[number, seen]] : [];
}));
return { steps, written, lines };
"""

RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
POWER = r"10(?:\^\{?[−-]?\d+\}?|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
NUMBER = re.compile(rf"[−-]?(?:{POWER}|\d+(?:\.\d+)?(?: ?× ?{POWER})?|∞)")


def value(text):
    """The number that a text writes: −1.2 × 10^{−7}, 10⁻⁷ and ∞ are some."""
    found = re.fullmatch(rf"(.*?)({POWER})?", text.replace(" ", ""))
    mantissa, power = found.group(1).rstrip("×").replace("−", "-"), found.group(2)
    number = {"∞": math.inf, "-∞": -math.inf, "": 1.0, "-": -1.0}.get(mantissa)
    if number is None:
        number = float(mantissa)
    if power:
        exponent = re.sub(r"[\^{}]", "", power[2:]).translate(RAISED).replace("−", "-")
        # By the decimal text, which is exact.
        number = float(f"{number!r}e{exponent}") if "e" not in repr(number) else (
            number * 10.0 ** int(exponent))
    return number


def parts(text):
    """A text with # for each number, and its numbers."""
    # Blanks count between two numbers only.
    # Below a wide part the style draws a bracket in place of the brace.
    text = re.sub(r"\s+(?!\d)|(?<!\d)\s+", "", text.replace("⏟", ""))
    return NUMBER.sub("#", text), [value(each) for each in NUMBER.findall(text)]


def agree(a, b, tolerance=1e-9, smallest=1e-12):
    """Whether two numbers are the same, but for the last digits of their computation."""
    return a == b or abs(a - b) <= max(tolerance * max(abs(a), abs(b)), smallest)


def is_written(found, number, digits):
    """Whether a number that was read is another one, written with so many digits."""
    if number == 0 or not math.isfinite(number):
        return agree(found, number) or found == number
    # Digits that were computed in another order may round to the other side of a tie.
    unit = 10.0 ** (math.floor(math.log10(abs(number))) + 1 - digits)
    return abs(found - number) <= max(0.5000001 * unit, 1e-9 * abs(number), 1e-12)


def differences(changed, fresh):
    """What two texts say differently: nothing, or both."""
    (words, numbers), (other_words, other_numbers) = parts(changed), parts(fresh)
    if words == other_words and len(numbers) == len(other_numbers) and all(
            map(agree, numbers, other_numbers)):
        return []
    return [(changed, fresh)]


def line_differences(changed, fresh):
    """What two lists of lines say differently.

    Lines are broken where numbers leave them space, so they are compared as one; a list of
    quantities that has a second column in one of the drawings is read in another order.
    """
    found = differences(" ".join(changed), " ".join(fresh))
    return found and differences(*(" ".join(sorted(lines, key=parts)) for lines in (changed, fresh)))


def chip_text(pieces):
    """The text of a chip's pieces: a smaller one after a 10 is its exponent."""
    text, before = "", None
    for piece in pieces:
        is_exponent = before and before["text"].endswith("10") and piece["size"] < before["size"] * 0.9
        text += f"^{{{piece['text']}}}" if is_exponent else f" {piece['text']}"
        before = piece
    return text.strip()


def unit(text):
    """One of the last digit that a number shows."""
    mantissa = text.split("×")[0].strip()
    decimals = len(mantissa.split(".")[1]) if "." in mantissa else 0
    scale = abs(value(text) / value(mantissa)) if value(mantissa) else 1
    return scale * 10.0 ** -decimals


def shows(pieces, number, digits=12):
    """Whether pieces show a number, or as many of its digits as they have space for."""
    text = re.sub(r"\s+", "", chip_text(pieces)).replace("…", "")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    if "·10^" in text:
        # The order of magnitude alone has one digit.
        return is_written(value(text.replace("·", "×")), number, 1)
    if not any(piece["isShortened"] for piece in pieces):
        return is_written(value(text), number, digits)
    return abs(value(text) - number) <= 0.5000001 * unit(text)


def chip_differences(changed, fresh):
    """What two chips say differently; digits that were left out for space may be missing."""
    if not any(piece["isShortened"] for piece in changed):
        return differences(chip_text(changed), chip_text(fresh))
    # A sign of a relation is not a number.
    found = [piece for piece in changed if NUMBER.search(piece["text"])]
    numbers = parts(chip_text(fresh))[1]
    if len(found) == len(numbers) and all(
            shows([piece], number) for piece, number in zip(found, numbers)):
        return []
    return [(chip_text(changed), chip_text(fresh))]
