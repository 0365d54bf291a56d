import Lessons
import Unrolling

// Prints lines `name seconds`, each the median of several runs:
//   passes lesson FILE        read, unroll, trace
//   passes elman STEPS        library (unroll + trace), by-hand
//   passes lstm SIZE STEPS    library (unroll + trace), by-hand
//   passes decks FILE         drawing of all pages, and each format of decks from a drawn lesson
let arguments = CommandLine.arguments.dropFirst()
let sizes = arguments.dropFirst().compactMap { Int($0) }

do {
  switch (arguments.first, sizes.count) {
  case ("lesson", _):
    let bytes = try contents(ofFile: arguments.last ?? "")
    let (seconds, lesson) = try measured { try Lesson(bytes: bytes, name: "lesson") }
    report("read", seconds)
    _ = try measureLibrary(lesson)
  case ("decks", _):
    try measureDecks(ofFile: arguments.last ?? "")
  case ("elman", 1):
    try measureElman(steps: sizes[0])
  case ("lstm", 2):
    try measureLSTM(size: sizes[0], steps: sizes[1])
  default:
    complain("passes: write lesson FILE, decks FILE, elman STEPS, or lstm SIZE STEPS")
  }
} catch {
  complain("passes: \(error)")
}
