import Foundation
import TestSupport

/// A page in headless Chromium, controlled through the DevTools protocol.
///
/// Source: https://chromedevtools.github.io/devtools-protocol
final class ChromiumPage {
  private let process = Process()
  private let folder: TemporaryFolder
  private let requests, replies: FileHandle
  private var received = Data()
  private var count = 0
  private var session: String?

  /// The reason why a test cannot continue.
  struct Failure: Error { let message: String }

  /// Opens an address.
  init(_ address: String) throws {
    guard let path = ForeignProgram.chromium.path else {
      throw Failure(message: "chromium is not installed")
    }
    folder = try TemporaryFolder()
    for name in ["requests", "replies"] where mkfifo(folder.path(name), 0o600) != 0 {
      throw POSIXError(.EIO)
    }
    // Open for reading and writing, so that opening does not wait for the other side.
    requests = FileHandle(
      fileDescriptor: open(folder.path("requests"), O_RDWR | O_CLOEXEC), closeOnDealloc: true)
    replies = FileHandle(
      fileDescriptor: open(folder.path("replies"), O_RDWR | O_CLOEXEC), closeOnDealloc: true)
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", "exec \"$0\" \"$@\" 3<requests 4>replies", path, "--headless=new", "--no-sandbox",
      "--disable-gpu", "--remote-debugging-pipe", "--user-data-dir=" + folder.path("profile"),
      "--window-size=1200,800", "about:blank",
    ]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let targets = try send("Target.getTargets")["targetInfos"] as? [[String: Any]]
    let page = targets?.first { $0["type"] as? String == "page" }?["targetId"] ?? ""
    session =
      try send("Target.attachToTarget", ["targetId": page, "flatten": true])["sessionId"]
      as? String
    try send("Page.navigate", ["url": address])
  }

  deinit {
    _ = try? send("Browser.close")
    for _ in 1...500 where process.isRunning { usleep(10_000) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  /// The value of a JavaScript expression in the page.
  func value(of expression: String) throws -> Any? {
    let reply = try send("Runtime.evaluate", ["expression": expression, "returnByValue": true])
    if let exception = reply["exceptionDetails"] { throw Failure(message: "\(exception)") }
    return (reply["result"] as? [String: Any])?["value"]
  }

  /// Waits until an expression is true, and returns whether it became true in time.
  func waits(for expression: String, within seconds: Double = 20) throws -> Bool {
    let end = Date(timeIntervalSinceNow: seconds)
    while Date() < end {
      // The page may not have loaded yet.
      if (try? value(of: "Boolean(\(expression))")) as? Bool == true { return true }
      usleep(20_000)
    }
    return false
  }

  /// Presses a key.
  func press(_ key: String) throws {
    for type in ["keyDown", "keyUp"] {
      try send("Input.dispatchKeyEvent", ["type": type, "key": key, "code": key])
    }
  }

  @discardableResult
  private func send(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
    count += 1
    var request: [String: Any] = ["id": count, "method": method, "params": parameters]
    request["sessionId"] = session
    try requests.write(contentsOf: JSONSerialization.data(withJSONObject: request) + [0])
    while true {
      let reply = try next()
      guard reply["id"] as? Int == count else { continue }
      if let error = reply["error"] { throw Failure(message: "\(method): \(error)") }
      return reply["result"] as? [String: Any] ?? [:]
    }
  }

  /// The next message, which ends with a null byte.
  private func next() throws -> [String: Any] {
    while true {
      if let end = received.firstIndex(of: 0) {
        let message = received[..<end]
        received = Data(received[(end + 1)...])
        return try JSONSerialization.jsonObject(with: message) as? [String: Any] ?? [:]
      }
      var request = pollfd(fd: replies.fileDescriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, 30_000) > 0 else { throw Failure(message: "chromium is silent") }
      received += replies.availableData
    }
  }
}
