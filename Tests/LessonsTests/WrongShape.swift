import Testing

/// A lesson with a mistake that the table of keys reveals: an unknown key, a value of a wrong type,
/// or one outside the list of its key.
struct WrongShape: Sendable, CustomTestStringConvertible {
  let yaml: String
  /// Where the reader reports it, and the start of its message.
  let complaint: String
  /// Where a validator reports it, as a JSONPath.
  let path: String
  /// The unknown key that the validator names.
  var key: String?

  var testDescription: String { complaint }

  /// A mistake in lines added to the lecture, whose last line is line 10.
  private init(
    adding lines: String, _ complaint: String, at path: String, key: String? = nil
  ) {
    (self.yaml, self.complaint) = (lecture() + "\n" + lines, complaint)
    (self.path, self.key) = (path, key)
  }

  private init(
    _ part: String, by other: String, _ complaint: String, at path: String, key: String? = nil
  ) {
    (self.yaml, self.complaint) = (lecture(part, by: other), complaint)
    (self.path, self.key) = (path, key)
  }

  static let all = keys + values + figures + slides

  private static let keys = [
    WrongShape("cell:", by: "cel:", "2:1: error: there is no key cel", at: "$", key: "cel"),
    WrongShape(
      adding: "background: blue", "11:1: error: there is no key background", at: "$",
      key: "background"),
    WrongShape(
      adding: "figure: {themes: dark}", "11:10: error: figure has no key themes", at: "$.figure",
      key: "themes"),
    WrongShape(
      adding: "figure: {size: 3}", "11:10: error: figure has no key size", at: "$.figure",
      key: "size"),
    WrongShape(
      adding: "theme: {foward: '#000000'}", "11:9: error: theme has no key foward", at: "$.theme",
      key: "foward"),
    WrongShape(
      adding: "figure: {theme: {zebra: '#000000'}}", "11:18: error: theme has no key zebra",
      at: "$.figure.theme", key: "zebra"),
    WrongShape(
      adding: "slides:\n  - {forward: 1, colour: red}",
      "12:18: error: a slide of kind forward has no key colour", at: "$.slides[0]", key: "colour"),
    WrongShape(
      adding: "slides:\n  - title\n  - {title: , say: x}",
      "13:15: error: a slide of kind title has no key say", at: "$.slides[1]", key: "say"),
    WrongShape(
      adding: "slides:\n  - forward\n  - backward: {form: h_2}",
      "13:16: error: backward has no key form", at: "$.slides[1].backward", key: "form"),
    WrongShape(
      adding: "slides:\n  - {colour: red}", "12:6: error: there is no slide colour",
      at: "$.slides[0]", key: "colour"),
  ]

  private static let values = [
    WrongShape(
      "title: RNN and their computational graph", by: "title: [a]",
      "1:8: error: title must be text, not a list", at: "$.title"),
    WrongShape(
      "title: RNN and their computational graph", by: "title:",
      "1:1: error: title has no value", at: "$.title"),
    WrongShape(
      "cell: elman", by: "cell: {a: b}",
      "2:7: error: cell must be elman, jordan, gru, lstm, rnn, gru-cho, lstm-peephole or highway, not a mapping",
      at: "$.cell"),
    WrongShape("cell: elman", by: "cell:", "2:1: error: cell has no value", at: "$.cell"),
    WrongShape(
      "cell: elman", by: "cell: elmann", "2:7: error: there is no cell elmann", at: "$.cell"),
    WrongShape(
      "identity", by: "leaky-rely", "3:13: error: there is no activation leaky-rely",
      at: "$.activation"),
    WrongShape(
      "{W_h: -5, W_x: 1, W_y: -1}", by: "3",
      "4:13: error: parameters must be a mapping of names to values", at: "$.parameters"),
    WrongShape(
      "W_h: -5", by: "W_h: one", "4:19: error: W_h must be a number, not “one”",
      at: "$.parameters.W_h"),
    WrongShape(
      "W_h: -5", by: "W_h: \"-5\"", "4:19: error: W_h must be a number, not the text “-5”",
      at: "$.parameters.W_h"),
    WrongShape(
      "W_h: -5", by: "W_h: {a: 1}", "4:19: error: W_h must be a number, not a mapping",
      at: "$.parameters.W_h"),
    WrongShape("W_h: -5", by: "W_h: ~", "4:19: error: W_h has no value", at: "$.parameters.W_h"),
    WrongShape("W_h: -5", by: "W_h: []", "4:19: error: W_h is empty", at: "$.parameters.W_h"),
    WrongShape(
      "W_h: -5", by: "W_h: [[[1]]]", "4:21: error: W_h must be a number, not a list",
      at: "$.parameters.W_h[0][0]"),
    WrongShape(
      "[i, o, c, a]", by: "i",
      "5:13: error: vocabulary must be a list of tokens", at: "$.vocabulary"),
    WrongShape("[i, o, c, a]", by: "[]", "5:13: error: vocabulary is empty", at: "$.vocabulary"),
    WrongShape(
      "[i, o, c, a]", by: "[i, o, c, [a]]",
      "5:23: error: an entry of vocabulary must be a token, not a list", at: "$.vocabulary[3]"),
    WrongShape(
      "[-2, 5, 1, 9]", by: "one-hit",
      "6:13: error: embeddings must be one-hot, or a list of values",
      at: "$.embeddings"),
    WrongShape(
      "sequence: [o, c]", by: "sequence: o",
      "7:11: error: sequence must be a list of values or tokens, or a mapping of names to lists",
      at: "$.sequence"),
    WrongShape("[o, c]", by: "[]", "7:11: error: sequence is empty", at: "$.sequence"),
    WrongShape(
      "[o, c]", by: "{x: o}",
      "7:15: error: x must be a list of values or tokens", at: "$.sequence.x"),
    WrongShape(
      "{h: 0}", by: "4",
      "8:10: error: initial must be a mapping of names to values", at: "$.initial"),
    WrongShape(
      "{h: 0}", by: "{h: zero}", "8:14: error: the initial h must be a number", at: "$.initial.h"),
    WrongShape(
      "loss: output", by: "loss: squared-eror", "9:7: error: there is no loss squared-eror",
      at: "$.loss"),
    WrongShape("loss: output", by: "loss: [a]", "9:7: error: loss must be output, ", at: "$.loss"),
    WrongShape("ask: h_0", by: "ask: []", "10:6: error: ask is empty", at: "$.ask"),
    WrongShape("ask: h_0", by: "ask:", "10:1: error: ask has no value", at: "$.ask"),
    WrongShape(
      "ask: h_0", by: "ask: [[h_0]]",
      "10:7: error: an entry of ask must be a quantity", at: "$.ask[0]"),
    WrongShape(
      adding: "targets: 3",
      "11:10: error: targets must be a list of values or tokens", at: "$.targets"),
    WrongShape(
      adding: "inputs: 3",
      "11:9: error: inputs must be a mapping of names to values", at: "$.inputs"),
    WrongShape(
      adding: "reduction: maen", "11:12: error: there is no reduction maen", at: "$.reduction"),
    WrongShape(
      adding: "language: italian", "11:11: error: there is no language italian", at: "$.language"),
    WrongShape(adding: "language:", "11:1: error: language has no value", at: "$.language"),
    WrongShape(
      adding: "truncate: 0", "11:11: error: truncate must be a whole number of at least 1",
      at: "$.truncate"),
    WrongShape(
      adding: "truncate: 1.5", "11:11: error: truncate must be a whole number of at least 1",
      at: "$.truncate"),
    WrongShape(
      adding: "equations: {q: [x; x]}", "11:16: error: q must be a formula, not a list",
      at: "$.equations.q"),
    WrongShape(
      adding: "equations:\n  q:", "12:3: error: q has no value", at: "$.equations.q"),
  ]

  private static let figures = [
    WrongShape(
      adding: "figure: 3",
      "11:9: error: figure must be a mapping of keys to values", at: "$.figure"),
    WrongShape(
      adding: "figure: {digits: 16}", "11:18: error: digits must be a whole number from 1 to 15",
      at: "$.figure.digits"),
    WrongShape(
      adding: "figure: {digits: \"3\"}",
      "11:18: error: digits must be a whole number from 1 to 15, not",
      at: "$.figure.digits"),
    WrongShape(
      adding: "figure: {columns: 2}",
      "11:19: error: columns must be a whole number of at least 3, or all",
      at: "$.figure.columns"),
    WrongShape(adding: "id: \"\"", "11:5: error: id is empty", at: "$.id"),
    WrongShape(adding: "id: 7", "11:5: error: an id consists of letters, digits", at: "$.id"),
    WrongShape(adding: "id: _a", "11:5: error: an id consists of letters, digits", at: "$.id"),
    WrongShape(adding: "id: a b", "11:5: error: an id consists of letters, digits", at: "$.id"),
    WrongShape(adding: "id: a×", "11:5: error: an id consists of letters, digits", at: "$.id"),
    WrongShape(
      adding: "truncate: 0x0", "11:11: error: truncate must be a whole number", at: "$.truncate"),
    WrongShape(
      adding: "figure: {columns: alle}",
      "11:19: error: columns must be a whole number of at least 3, or all", at: "$.figure.columns"),
    WrongShape(
      adding: "figure: {canvas: \"16:10\"}",
      "11:18: error: canvas must be 16:9, 4:3, a4, tight, or",
      at: "$.figure.canvas"),
    WrongShape(
      adding: "figure: {canvas: 800x}", "11:18: error: canvas must be 16:9, 4:3, a4, tight, or",
      at: "$.figure.canvas"),
    WrongShape(
      adding: "figure: {caption: no}", "11:19: error: caption must be shown or none",
      at: "$.figure.caption"),
    WrongShape(
      adding: "figure: {parameters: all}", "11:22: error: parameters must be shown or hidden",
      at: "$.figure.parameters"),
    WrongShape(
      adding: "figure: {detail: cell}", "11:18: error: detail must be cells or operations",
      at: "$.figure.detail"),
    WrongShape(
      adding: "figure: {theme: drak}",
      "11:17: error: there is no theme drak", at: "$.figure.theme"),
    WrongShape(
      adding: "theme: [dark]", "11:8: error: theme must be light, dark, ",
      at: "$.theme"),
    WrongShape(
      adding: "theme: {base: drak}", "11:15: error: there is no theme drak", at: "$.theme.base"),
    WrongShape(
      adding: "theme: {ink: black}",
      "11:14: error: ink must be a colour such as", at: "$.theme.ink"),
    WrongShape(
      adding: "theme:\n  ink: #000000", "12:3: error: ink has no value", at: "$.theme.ink"),
  ]

  private static let slides = [
    WrongShape(
      adding: "slides: title", "11:9: error: slides must be a list of slides", at: "$.slides"),
    WrongShape(adding: "slides: []", "11:9: error: slides is empty", at: "$.slides"),
    WrongShape(
      adding: "slides:\n  - titel", "12:5: error: there is no slide titel", at: "$.slides[0]"),
    WrongShape(
      adding: "slides:\n  - [a]", "12:5: error: a slide must be a word such as forward",
      at: "$.slides[0]"),
    WrongShape(
      adding: "slides:\n  - forward\n  - sum", "13:5: error: sum has no value", at: "$.slides[1]"),
    WrongShape(
      adding: "slides:\n  - answer: 3", "12:13: error: answer takes no value",
      at: "$.slides[0].answer"),
    WrongShape(
      adding: "slides:\n  - forward\n  - {backward: h_0, pace: slow}",
      "13:27: error: pace must be brief, normal or detailed", at: "$.slides[1].pace"),
    WrongShape(
      adding: "slides:\n  - forward\n  - backward: {to: h_0, pace: slow}",
      "13:31: error: pace must be brief, normal or detailed", at: "$.slides[1].backward.pace"),
    WrongShape(
      adding: "slides:\n  - say: [a]", "12:10: error: say must be text, not a list",
      at: "$.slides[0].say"),
    WrongShape(
      adding: "slides:\n  - highlight: [[h_1]]",
      "12:17: error: an entry of highlight must be a quantity such as h_1, not a list",
      at: "$.slides[0].highlight[0]"),
    WrongShape(
      adding: "slides:\n  - formula: {a: b}",
      "12:14: error: formula must be nothing, cell, stacked, ",
      at: "$.slides[0].formula"),
    WrongShape(
      adding: "slides:\n  - forward: []", "12:14: error: forward is empty",
      at: "$.slides[0].forward"),
  ]
}
