import Graphviz
import Testing

@testable import Publishing

@Suite struct AnimationTests {
  /// A white picture with a square of one colour, whose rim is translucent.
  private static func square(at left: Int, _ color: UInt32) -> Pixels {
    var values = [UInt32](repeating: 0xffff_ffff, count: 64 * 32)
    for row in 8..<16 {
      for column in left..<left + 8 { values[row * 64 + column] = color }
      values[row * 64 + left] = 0x8000_0040
    }
    return Pixels(width: 64, height: 32, values: values)
  }

  private static func animation(_ frames: [Pixels], seconds: Double = 2.5) -> Animation {
    Animation(count: frames.count, secondsPerFrame: seconds) { frames[$0] }
  }

  private static let frames = [
    square(at: 4, 0xffd5_5e00), square(at: 6, 0xffd5_5e00), square(at: 6, 0xff00_72b2),
  ]

  @Test("A WebP plays once, and each of its frames is shown for the time that was asked for")
  func webP() throws {
    let file = try Self.animation(Self.frames).webP()
    #expect(Array(file[0..<4]) == Array("RIFF".utf8))
    #expect(Array(file[8..<16]) == Array("WEBPVP8X".utf8))
    let loop = try #require(Self.chunks("ANIM", in: file).first)
    // Four bytes of a background, and then how often it plays.
    #expect(Array(file[loop + 4..<loop + 6]) == [1, 0])
    let frames = Self.chunks("ANMF", in: file)
    #expect(frames.count == 3)
    // After place and size, three bytes each.
    #expect(frames.allSatisfy { Array(file[$0 + 12..<$0 + 15]) == [0xc4, 0x09, 0] })
  }

  /// Where the contents of the chunks of a name begin.
  private static func chunks(_ name: String, in file: [UInt8]) -> [Int] {
    var found: [Int] = []
    var place = 12
    while place + 8 <= file.count {
      if Array(file[place..<place + 4]) == Array(name.utf8) { found.append(place + 8) }
      let size = (0..<4).reduce(0) { $0 | Int(file[place + 4 + $1]) << (8 * $1) }
      place += 8 + size + size % 2
    }
    return found
  }

  @Test("A GIF is a GIF89a without loops, and says the time of each frame")
  func gif() throws {
    let file = try Self.animation(Self.frames).gif(on: 0xffffff)
    #expect(Array(file[0..<6]) == Array("GIF89a".utf8))
    #expect([file[6], file[7], file[8], file[9]] == [64, 0, 32, 0])
    #expect(file.last == 0x3b)
    let text = String(decoding: file, as: UTF8.self)
    #expect(!text.contains("NETSCAPE"))
    // A graphics control extension: its flags, and hundredths of a second.
    let controls = file.indices.dropLast(8).filter {
      Array(file[$0..<$0 + 3]) == [0x21, 0xf9, 4] && file[$0 + 7] == 0
    }
    #expect(controls.count == 3)
    #expect(controls.allSatisfy { Array(file[$0 + 4..<$0 + 6]) == [250, 0] })
    // Only frames after the first leave anything as it was.
    #expect(controls.map { file[$0 + 3] & 1 } == [0, 1, 1])
  }

  @Test("A frame of a GIF is the rectangle that differs from the one before")
  func rectangles() throws {
    let one = try Self.animation([Self.frames[0]]).gif(on: 0xffffff)
    let same = try Self.animation([Self.frames[0], Self.frames[0]]).gif(on: 0xffffff)
    // An extension of 8 bytes, a description of 10, and a pixel.
    #expect(same.count - one.count < 30)
  }

  @Test("The same frames give the same bytes", arguments: [true, false])
  func same(isGIF: Bool) throws {
    func file() throws -> [UInt8] {
      let animation = Self.animation(Self.noise)
      return isGIF ? try animation.gif(on: 0xffffff) : try animation.webP()
    }
    #expect(try file() == file())
  }

  /// Two pictures of more than 255 colours, most of which is one colour.
  private static let noise = [1, 2].map { seed in
    var values = [UInt32](repeating: 0xff14_181d, count: 64 * 64)
    for place in 0..<900 {
      values[place] = 0xff00_0000 | UInt32(truncatingIfNeeded: (place + seed) &* 2_654_435_761) >> 8
    }
    return Pixels(width: 64, height: 64, values: values)
  }

  @Test("Pictures of at most 255 colours keep them all")
  func fewColors() {
    let counts = Dictionary(uniqueKeysWithValues: (0..<255).map { (UInt32($0 * 60_000), $0 + 1) })
    let table = ColorTable(counts)
    #expect(table.colors.count == 255)
    #expect(counts.keys.allSatisfy { table.colors[Int(table.places[$0] ?? 0)] == $0 })
  }

  @Test("Of more colours, the most frequent are exact and all others near")
  func manyColors() throws {
    // Rims: all mixtures of ink and four fills.
    var counts: [UInt32: Int] = [0x1f2933: 9000, 0xffffff: 900_000, 0x0072b2: 8000, 0xd55e00: 7000]
    for fill in [0xffffff, 0x0072b2, 0xd55e00, 0xfdeee3] as [Int] {
      for share in 1..<255 {
        let mixed = [16, 8, 0].reduce(0) { color, shift in
          let (one, two) = (fill >> shift & 255, 0x1f2933 >> shift & 255)
          return color << 8 | (one * share + two * (255 - share)) / 255
        }
        counts[UInt32(mixed), default: 0] += 1 + share % 7
      }
    }
    let table = ColorTable(counts)
    #expect(table.colors.count <= 255)
    for exact in [0x1f2933, 0xffffff, 0x0072b2, 0xd55e00] as [UInt32] {
      #expect(table.colors[Int(try #require(table.places[exact]))] == exact)
    }
    var greatest = 0
    for color in counts.keys {
      let other = table.colors[Int(try #require(table.places[color]))]
      for shift in [16, 8, 0] as [UInt32] {
        greatest = max(greatest, abs(Int(color >> shift & 255) - Int(other >> shift & 255)))
      }
    }
    #expect(greatest <= 12)
  }
}
