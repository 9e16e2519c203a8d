import Basics
import Foundation
import Testing

@testable import Publishing

/// A folder that is removed when the test has ended.
final class Scratch {
  let path: String

  init() throws {
    var template = Array((NSTemporaryDirectory() + "parlance-test-XXXXXX").utf8CString)
    guard let made = template.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } }) else {
      throw POSIXError(.EIO)
    }
    path = try #require(resolvedPath(String(cString: made)))
  }

  deinit { system("chmod -R u+rwX '\(path)' 2>/dev/null; rm -rf '\(path)'") }

  func write(_ name: String, _ text: String) throws {
    let url = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func read(_ name: String) throws -> String { String(decoding: try readFile("\(path)/\(name)"), as: UTF8.self) }

  func exists(_ name: String) throws -> Bool { try FileStatus("\(path)/\(name)") != nil }

  /// Names right below the scratch folder.
  func list() throws -> [String] { try names(in: path) }

  @discardableResult
  func system(_ command: String) -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    do {
      try process.run()
    } catch {
      return -1
    }
    process.waitUntilExit()
    return process.terminationStatus
  }
}

/// Path → text of a folder.
func contents(of folder: String) throws -> [String: String] {
  var result: [String: String] = [:]
  for entry in try walk(folder) where entry.kind != .folder {
    result[entry.path] = String(decoding: try readFile("\(folder)/\(entry.path)"), as: UTF8.self)
  }
  return result
}

/// A site with these pages and its manifest.
func site(_ pages: [String: String]) throws -> SiteTree {
  var tree = SiteTree()
  for (path, text) in pages.sorted(by: { $0.key < $1.key }) { try tree.add(path, text: text) }
  try tree.add(Manifest(version: "1.0.0", configuration: sha256([]), inputs: []))
  return tree
}

/// The problem that `body` throws.
func problem(_ body: () throws -> Void) -> Diagnostic? {
  do {
    try body()
    return nil
  } catch let diagnostic as Diagnostic {
    return diagnostic
  } catch {
    Issue.record("not a diagnostic: \(error)")
    return nil
  }
}

/// The process may mount file systems.
let mayMount: Bool = {
  guard getuid() == 0, let scratch = try? Scratch() else { return false }
  return scratch.system("mount -t tmpfs none '\(scratch.path)' 2>/dev/null && umount '\(scratch.path)'") == 0
}()
