import Basics

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a site, or one period of it, was made from: `manifest.json`. It holds no clock of the build, so the same input
/// gives the same bytes.
public struct Manifest: Sendable, Hashable, Codable {
  /// One file that was read.
  public struct Input: Sendable, Hashable, Codable {
    /// As named in the project, `/` between parts.
    public var path: String
    /// Of the file as it lies on the disk (compressed when it is compressed).
    public var sha256: String
    /// Length on the disk.
    public var bytes: Int
    /// Rows that count in the figures.
    public var rowsUsed: Int
    /// Rows that a newer row of the same id replaced.
    public var rowsReplaced: Int
    /// Rows that could not be read; used + replaced + rejected = read.
    public var rowsRejected: Int

    /// One input.
    public init(path: String, sha256: String, bytes: Int, rowsUsed: Int, rowsReplaced: Int = 0, rowsRejected: Int) {
      self.path = path
      self.sha256 = sha256
      self.bytes = bytes
      self.rowsUsed = rowsUsed
      self.rowsReplaced = rowsReplaced
      self.rowsRejected = rowsRejected
    }
  }

  /// One file that was written.
  public struct Output: Sendable, Hashable, Codable {
    /// From the folder of the manifest.
    public var path: String
    /// Of the file.
    public var sha256: String
    /// Length.
    public var bytes: Int

    /// One output.
    public init(path: String, sha256: String, bytes: Int) {
      self.path = path
      self.sha256 = sha256
      self.bytes = bytes
    }
  }

  /// The stretch of time a period folder is about.
  public struct Period: Sendable, Hashable, Codable {
    /// `2026-03`.
    public var id: String
    /// First moment, ISO 8601 with offset.
    public var start: String
    /// First moment after it.
    public var end: String
    /// IANA zone.
    public var zone: String

    /// A period, half-open.
    public init(id: String, start: String, end: String, zone: String) {
      self.id = id
      self.start = start
      self.end = end
      self.zone = zone
    }
  }

  /// The name of the file.
  public static let fileName = "manifest.json"

  /// Always `parlance`: by this a folder is known as ours.
  public private(set) var generator = "parlance"
  /// Of this format.
  public private(set) var format = 1
  /// Version of the tool.
  public var version: String
  /// SHA-256 of the configuration, sections, notes and templates that went in.
  public var configuration: String
  /// Nil for the whole site.
  public var period: Period?
  /// By path.
  public var inputs: [Input]
  /// By path; filled when the manifest is added to a site.
  public var outputs: [Output]

  /// A manifest without outputs yet.
  public init(version: String, configuration: String, period: Period? = nil, inputs: [Input]) {
    self.version = version
    self.configuration = configuration
    self.period = period
    self.inputs = inputs.sorted { utf8Precedes($0.path, $1.path) }
    self.outputs = []
  }

  /// The file: keys and lists in a fixed order.
  public func bytes() -> [UInt8] {
    var members: [String: JSONValue] = [
      "generator": .string(generator), "format": .integer(format), "version": .string(version),
      "configuration": .string(configuration),
    ]
    if let period {
      members["period"] = .object([
        "id": .string(period.id), "start": .string(period.start), "end": .string(period.end), "zone": .string(period.zone),
      ])
    }
    members["inputs"] = .array(
      inputs.map { input in
        .object([
          "path": .string(input.path), "sha256": .string(input.sha256), "bytes": .integer(input.bytes),
          "rowsUsed": .integer(input.rowsUsed), "rowsReplaced": .integer(input.rowsReplaced),
          "rowsRejected": .integer(input.rowsRejected),
        ])
      })
    members["outputs"] = .array(
      outputs.map { .object(["path": .string($0.path), "sha256": .string($0.sha256), "bytes": .integer($0.bytes)]) })
    return JSONValue.object(members).bytes()
  }

  /// Reads a manifest; nil when the bytes are not one of ours.
  public init?(_ bytes: [UInt8]) {
    do {
      let manifest = try JSONDecoder().decode(Manifest.self, from: Data(bytes))
      guard manifest.generator == "parlance", manifest.format == 1 else { return nil }
      self = manifest
    } catch {
      return nil
    }
  }
}

extension SiteTree {
  /// Adds `manifest.json` to a folder of the site (`""` for the root) with the hash of every file in that folder, and gives
  /// back the manifest as written. Add it last: the root's manifest is what tells a later build which files are ours.
  @discardableResult
  public mutating func add(_ manifest: Manifest, in folder: String = "", jobs: Int = 1) throws(Diagnostic) -> Manifest {
    let prefix = folder.isEmpty ? "" : folder + "/"
    let listed = files.filter { $0.path.hasPrefix(prefix) }
    var complete = manifest
    complete.outputs = parallelMap(listed, jobs: jobs) { file in
      Manifest.Output(path: String(file.path.dropFirst(prefix.count)), sha256: sha256(file.bytes), bytes: file.bytes.count)
    }
    try add(prefix + Manifest.fileName, complete.bytes())
    if folder.isEmpty { holdsManifest = true }
    return complete
  }
}
