import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a publication did.
public struct PublishReport: Sendable, Hashable {
  /// Absolute path of the site.
  public var directory: String
  /// Files that were written because they are new or differ, in UTF-8 order.
  public var written: [String] = []
  /// Number of files that were already there, byte for byte; their time stamps did not change.
  public var unchanged = 0
  /// Files of the last build that this one does not have.
  public var removed: [String] = []
  /// Files and folders in the site that Parlance did not write; they were carried over.
  public var kept: [String] = []
  /// Warnings: files that had been edited by hand and were replaced (`site-edited`), things left behind.
  public var warnings: [Diagnostic] = []
}

/// Opens the destination and publishes; see `Destination`.
@discardableResult
public func publish(
  _ tree: SiteTree, to directory: String, inputs: [String] = [], jobs: Int = 1, isCancelled: () -> Bool = { false },
  progress: (Int, Int) -> Void = { _, _ in }
) throws(Diagnostic) -> PublishReport {
  let destination = try Destination(directory, inputs: inputs)
  return try destination.publish(tree, jobs: jobs, isCancelled: isCancelled, progress: progress)
}

extension Destination {
  /// Replaces the site by `tree` in one step: whoever reads the folder sees the old site or the new one, never a mixture, and
  /// whatever goes wrong before that step leaves the old site untouched.
  ///
  /// The new site is built in a folder beside the old one. A file whose bytes did not change is not written but linked, so it
  /// keeps its time stamp; when no file changed, nothing is touched at all. `tree` must hold the root's manifest. `isCancelled`
  /// is asked before every file; `progress` gets files done and files in all.
  ///
  /// Throws `build-stopped`, `site-without-manifest`, `disk-full`, `output-not-writable` or `output-failed`.
  public consuming func publish(
    _ tree: SiteTree, jobs: Int = 1, isCancelled: () -> Bool = { false }, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(Diagnostic) -> PublishReport {
    guard tree.holdsManifest else {
      throw Diagnostic("site-without-manifest", area: .content, "the site has no \(Manifest.fileName) that lists its files")
    }
    let staging = "\(parent)/\(stagingPrefix(name))\(getpid())"
    do {
      let plan = try PublicationPlan(tree, over: directory, previous: previous, jobs: jobs)
      if plan.changesNothing { return plan.report }
      do {
        try plan.build(at: staging, isCancelled: isCancelled, progress: progress)
        if isCancelled() { throw cancelled() }
        try swap(staging)
      } catch {
        removeQuietly(staging)
        throw error
      }
      var report = plan.report
      // From here on the new site is published: what fails now is told, not undone.
      if let failure = removeQuietly(staging) {
        report.warnings.append(
          Diagnostic(
            "output-left-behind", .warning, area: .data, "the old site could not be removed: \(failure.reason) (\"\(staging)\")",
            help: "the next build tries again"))
      }
      return report
    } catch {
      throw publishingProblem(error, directory)
    }
  }

  /// The one step. After it the old site, if there was one, has the name of the staging folder.
  private func swap(_ staging: String) throws(FileFailure) {
    if try FileStatus(directory) == nil {
      try moveFile(staging, directory)
    } else if try !exchangeNames(staging, directory) {
      try swapByRenames(staging)
    }
    try OpenFile(parent, O_RDONLY).sync()
  }

  /// For file systems that cannot swap two names (some network disks): for an instant there is no site; a build that is
  /// killed just then is mended by the next one, which finds the old site by its name.
  func swapByRenames(_ staging: String) throws(FileFailure) {
    let old = "\(parent)/\(oldPrefix(name))\(getpid())"
    try moveFile(directory, old)
    do {
      try moveFile(staging, directory)
    } catch {
      try moveFile(old, directory)
      throw error
    }
    try moveFile(old, staging)
  }
}

/// The problem when a build is stopped by a signal.
func cancelled() -> Diagnostic {
  Diagnostic("build-stopped", area: .data, "the build was stopped; the published site was not touched")
}

@discardableResult
private func removeQuietly(_ path: String) -> FileFailure? {
  do {
    try removeTree(path)
    return nil
  } catch {
    return error
  }
}
