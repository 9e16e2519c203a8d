import Basics
import Foundation
import Testing

@testable import Publishing

/// Disks that are full, read-only or elsewhere; needs the right to mount.
@Suite(.enabled(if: mayMount, "needs the right to mount a small file system")) struct MountedDiskTests {
  let scratch: Scratch
  let disk: String

  init() throws {
    scratch = try Scratch()
    disk = "\(scratch.path)/disk"
  }

  private func mounted(_ options: String, _ body: () throws -> Void) throws {
    try #require(scratch.system("mkdir -p '\(disk)' && mount -t tmpfs -o \(options) none '\(disk)'") == 0)
    defer { scratch.system("umount -l '\(disk)'") }
    try body()
  }

  @Test("a full disk is told, the old site stays and nothing is left")
  func fullDisk() throws {
    try mounted("size=256k") {
      let target = "\(disk)/site"
      try publish(site(["index.html": "old"]), to: target)
      let before = try contents(of: target)
      let big = try site(["index.html": "new", "big.html": String(repeating: "x", count: 1 << 20)])
      let thrown = problem { _ = try publish(big, to: target) }
      #expect(thrown?.code == "disk-full")
      #expect(thrown?.area == .data)
      #expect(thrown?.message.hasPrefix("cannot publish to \"\(target)\": No space left on device (write ") == true)
      #expect(try contents(of: target) == before)
      #expect(try names(in: disk) == ["site"])
    }
  }

  @Test("a disk without free inodes is told too")
  func noInodes() throws {
    try mounted("size=1m,nr_inodes=12") {
      let target = "\(disk)/site"
      try publish(site(["index.html": "old"]), to: target)
      let pages = Dictionary(uniqueKeysWithValues: (0..<30).map { ("p\($0).html", "x") })
      #expect(problem { _ = try publish(site(pages), to: target) }?.code == "disk-full")
      #expect(try String(decoding: readFile("\(target)/index.html"), as: UTF8.self) == "old")
      #expect(try names(in: disk) == ["site"])
    }
  }

  @Test("a read-only disk is told and the site stays")
  func readOnly() throws {
    try mounted("size=256k") {
      let target = "\(disk)/site"
      try publish(site(["index.html": "old"]), to: target)
      scratch.system("mount -o remount,ro '\(disk)'")
      let thrown = problem { _ = try publish(site(["index.html": "new"]), to: target) }
      #expect(thrown?.code == "output-not-writable")
      #expect(
        thrown?.message == "cannot publish to \"\(target)\": Read-only file system (open \"\(disk)/.site.parlance-lock\")")
      #expect(try String(decoding: readFile("\(target)/index.html"), as: UTF8.self) == "old")
    }
  }

  @Test("a site on another disk than the project is published there")
  func otherDisk() throws {
    try mounted("size=256k") {
      try publish(site(["index.html": "1"]), to: "\(disk)/a/site")
      try publish(site(["index.html": "2"]), to: "\(disk)/a/site")
      #expect(try String(decoding: readFile("\(disk)/a/site/index.html"), as: UTF8.self) == "2")
    }
  }

  @Test("the root of a mounted disk cannot be replaced in one step")
  func mountPoint() throws {
    try mounted("size=256k") {
      let thrown = problem { _ = try publish(site(["index.html": "1"]), to: disk) }
      #expect(thrown?.code == "output-is-mount")
      #expect(thrown?.help == "publish to a folder inside it")
      let left = try names(in: disk)
      #expect(left.isEmpty)
    }
  }

  @Test("a disk mounted inside the site keeps its files by copy")
  func mountInside() throws {
    try publish(site(["index.html": "1"]), to: "\(scratch.path)/site")
    scratch.system("mkdir '\(scratch.path)/site/extra' && mount -t tmpfs -o size=64k none '\(scratch.path)/site/extra'")
    defer { scratch.system("umount -l '\(scratch.path)/site/extra' '\(scratch.path)'/.site*/extra 2>/dev/null") }
    try scratch.write("site/extra/kept.txt", "k")
    let report = try publish(site(["index.html": "2"]), to: "\(scratch.path)/site")
    #expect(try scratch.read("site/index.html") == "2")
    #expect(try scratch.read("site/extra/kept.txt") == "k")
    #expect(report.warnings.map(\.code) == ["output-left-behind"])
  }
}

/// Children of the test: they publish and are killed or limited on the way.
@Suite struct ChildProcessTests {
  static let pages = (0..<40).map { "p\($0)/index.html" }

  /// Version `number` of a site in which every page names its version.
  static func version(_ number: Int) throws -> SiteTree {
    try site(
      Dictionary(
        uniqueKeysWithValues: pages.map { ($0, $0.hasPrefix("p1") ? "same" : String(repeating: "version \(number)\n", count: 400)) }))
  }

  /// The version that a folder holds; nil for anything but one whole version.
  static func published(at target: String) throws -> Int? {
    let found = try contents(of: target)
    for number in 0...1 {
      let expected = try version(number).files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) }
      if found == Dictionary(uniqueKeysWithValues: expected) { return number }
    }
    return nil
  }

  @Test("a build killed at any of 50 instants leaves the old site or the new one", .timeLimit(.minutes(3)))
  func killed() async throws {
    let scratch = try Scratch()
    let target = "\(scratch.path)/site"
    try publish(Self.version(0), to: target)
    var seen: [Int: Int] = [:]
    var leftovers = 0
    for instant in 0..<50 {
      // The child's clock starts when it begins to publish. A publication takes some 2 to 20 ms, so most instants lie within
      // the first ones; the last instants are late enough to come after a swap on a slow machine too.
      let microseconds = UInt32(instant < 42 ? instant * 500 : (instant - 41) * 60_000)
      await #expect(processExitsWith: .signal(SIGKILL)) { [target = target as String, microseconds = microseconds as UInt32] in
        Thread.detachNewThread {
          usleep(microseconds)
          kill(getpid(), SIGKILL)
        }
        var number = 1
        while true {
          if problem({ try publish(ChildProcessTests.version(number), to: target) }) != nil { exit(9) }
          number = 1 - number
        }
      }
      let version = try Self.published(at: target)
      #expect(version != nil, "killed after \(microseconds) µs")
      seen[version ?? -1, default: 0] += 1
      if try scratch.list() != ["site"] { leftovers += 1 }
    }
    // The test would prove nothing when no child was hit in the middle.
    #expect(leftovers > 0)
    #expect(seen.count == 2, "both versions were met: \(seen)")
    try publish(Self.version(1), to: target)
    #expect(try Self.published(at: target) == 1)
    #expect(try scratch.list() == ["site"])
  }

  @Test("a limit on the size of files stops a build like a full disk")
  func fileSizeLimit() async throws {
    let scratch = try Scratch()
    let target = "\(scratch.path)/site"
    try publish(Self.version(0), to: target)
    await #expect(processExitsWith: .exitCode(3)) { [target = target as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 2000, rlim_max: 2000)
      setrlimit(__rlimit_resource_t(1), &limit)
      let code = problem { try publish(ChildProcessTests.version(1), to: target) }?.code
      exit(code == "disk-full" ? 3 : 4)
    }
    #expect(try Self.published(at: target) == 0)
    #expect(try scratch.list() == ["site"])
  }

  @Test("a folder that may not be written is told", .enabled(if: getuid() == 0, "drops its rights, so it must begin as root"))
  func noRights() async throws {
    let scratch = try Scratch()
    let target = "\(scratch.path)/site"
    try publish(Self.version(0), to: target)
    scratch.system("chmod -R a+rX '\(scratch.path)'")
    await #expect(processExitsWith: .exitCode(3)) { [target = target as String] in
      guard setuid(65534) == 0 else { exit(5) }
      let code = problem { try publish(ChildProcessTests.version(1), to: target) }?.code
      exit(code == "output-not-writable" ? 3 : 4)
    }
    #expect(try Self.published(at: target) == 0)
  }
}
