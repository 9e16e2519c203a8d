import Basics

/// What a published site looks like beside its own manifest.
public struct Verification: Sendable, Hashable {
  /// Files whose bytes are not those that were published, or that cannot be read.
  public var changed: [String] = []
  /// Files that are listed but not there.
  public var missing: [String] = []
  /// Files that are there but not listed.
  public var extra: [String] = []
  /// Number of files that are as published.
  public var intact = 0

  /// Every listed file is there with its bytes.
  public var isIntact: Bool { changed.isEmpty && missing.isEmpty }
}

/// Compares a published folder (a site or one period of it) with its `manifest.json`. Throws `output-not-ours` when it has none.
public func verify(site directory: String) throws(Diagnostic) -> Verification {
  do {
    guard let manifest = Manifest(try readFile("\(directory)/\(Manifest.fileName)")) else {
      throw Diagnostic("output-not-ours", area: .data, "the \(Manifest.fileName) of \"\(directory)\" was not written by Parlance")
    }
    var result = Verification()
    var listed: Set<String> = [Manifest.fileName]
    for output in manifest.outputs where SitePath.problem(with: output.path) == nil {
      listed.insert(output.path)
      let path = "\(directory)/\(output.path)"
      guard case .file? = try FileStatus(path)?.kind else {
        result.missing.append(output.path)
        continue
      }
      if try sha256(readFile(path)) == output.sha256 { result.intact += 1 } else { result.changed.append(output.path) }
    }
    result.extra = try walk(directory).filter { $0.kind != .folder && !listed.contains($0.path) }.map(\.path).sortedByUTF8()
    return result
  } catch let failure as FileFailure {
    throw failure.diagnostic(code: "output-not-ours", area: .data, "cannot check \"\(directory)\"")
  } catch let diagnostic as Diagnostic {
    throw diagnostic
  } catch {
    throw Diagnostic("output-not-ours", area: .data, "cannot check \"\(directory)\"")
  }
}
