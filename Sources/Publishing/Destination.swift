import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folder a site is published to, checked and locked: open it before the work begins, so that a wrong folder or another
/// build is told at once, and publish into it at the end. The lock goes when the value does.
public struct Destination: ~Copyable {
  /// Absolute, links resolved.
  public let directory: String
  /// The folder that holds it; the new site is built here.
  let parent: String
  let name: String
  /// What the last build wrote there; nil when there is no site yet.
  let previous: Manifest?
  let lock: SiteLock

  /// Opens the folder of a site.
  ///
  /// `inputs` are the files and folders the site is made from: the output may not lie in one of them nor hold one of them.
  /// Throws `output-inside-input`, `input-inside-output`, `output-not-a-folder`, `output-not-ours`, `output-is-mount`,
  /// `output-locked`, `output-not-writable`, `disk-full` or `output-failed`.
  public init(_ directory: String, inputs: [String] = []) throws(Diagnostic) {
    let resolved = try resolveTarget(directory)
    let parent = parentFolder(of: resolved)
    let name = String(resolved.split(separator: "/").last ?? "")
    try refuseOverlap(resolved, inputs: inputs)
    let lock = try SiteLock.take(beside: resolved, parent: parent, name: name)
    let previous = try readPrevious(resolved, parent: parent)
    self.directory = resolved
    self.parent = parent
    self.name = name
    self.lock = lock
    self.previous = previous
  }
}

/// The absolute path of the target. A link to a folder stays a link: the folder it points to is published.
private func resolveTarget(_ written: String) throws(Diagnostic) -> String {
  if written.isEmpty { throw Diagnostic("output-not-a-folder", area: .data, "the output folder has no name") }
  var trimmed = written
  while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
  let resolved = resolvedEvenIfMissing(trimmed)
  do {
    let status = try FileStatus(trimmed, followingLinks: true)
    if status == nil, try FileStatus(trimmed) != nil {
      throw Diagnostic("output-not-a-folder", area: .data, "\"\(written)\" is a link that leads nowhere")
    }
    if let status, status.kind != .folder {
      throw Diagnostic(
        "output-not-a-folder", area: .data, "\"\(written)\" is a file; a site needs a folder", help: "name another folder with --output")
    }
  } catch {
    throw publishingProblem(error, written)
  }
  if resolved == "/" { throw Diagnostic("output-not-a-folder", area: .data, "a site cannot replace the root of the file system") }
  return resolved
}

private func refuseOverlap(_ target: String, inputs: [String]) throws(Diagnostic) {
  for input in inputs {
    let place = resolvedEvenIfMissing(input)
    let inside = place == "/" ? "/" : place + "/"
    if target == place || target.hasPrefix(inside) {
      throw Diagnostic(
        "output-inside-input", area: .content, "the output folder \"\(target)\" lies in the input \"\(input)\"",
        help: "publish beside the input, so that a build never reads its own pages")
    }
    if place.hasPrefix(target + "/") {
      throw Diagnostic(
        "input-inside-output", area: .content, "the input \"\(input)\" lies in the output folder \"\(target)\"",
        help: "everything in the output folder gets published; move the input out of it")
    }
  }
}

/// The name of the folder a new site is built in begins so.
func stagingPrefix(_ name: String) -> String { ".\(name).parlance-staging-" }

/// The name of a site that was moved aside begins so (only where names cannot be swapped).
func oldPrefix(_ name: String) -> String { ".\(name).parlance-old-" }

/// The manifest in the target. A folder with nothing but dot files is new; any other folder without our manifest is not ours.
private func readPrevious(_ target: String, parent: String) throws(Diagnostic) -> Manifest? {
  do {
    guard let status = try FileStatus(target) else { return nil }
    if let above = try FileStatus(parent), above.device != status.device {
      throw Diagnostic(
        "output-is-mount", area: .data, "\"\(target)\" is the root of a mounted disk, so it cannot be replaced in one step",
        help: "publish to a folder inside it")
    }
    let manifestPath = "\(target)/\(Manifest.fileName)"
    if case .file? = try FileStatus(manifestPath)?.kind, let manifest = Manifest(try readFile(manifestPath)) { return manifest }
    if try names(in: target).allSatisfy({ $0.hasPrefix(".") }) { return nil }
  } catch {
    throw publishingProblem(error, target)
  }
  throw Diagnostic(
    "output-not-ours", area: .data, "\"\(target)\" is not empty and was not made by Parlance",
    help: "name an empty or new folder with --output, or remove this one yourself")
}
