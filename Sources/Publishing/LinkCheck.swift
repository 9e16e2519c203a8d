import Basics

extension SiteTree {
  /// Every link of every page that does not lead to a file of the site: an assertion of the build, so each finding is an error
  /// (`broken-link`). Checked are `href`, `src`, `srcset`, `poster` and `data` of `.html` and `.svg` files, and `url(…)` of `.css`.
  ///
  /// A link may be a fragment of a page (the `id` must exist there), a file below the same folder of the root, or a file at the
  /// root of the site: a period folder is self-contained, so from `2026-03/` a link to `2026-04/` must be listed in `shared`.
  /// `http:`, `https:` and `mailto:` links of `<a>` are left alone; any other scheme, a root link (`/x`) or a folder without
  /// index are findings. `shared` names the folders at the root that every page may link to; with nil all are allowed.
  public func brokenLinks(shared: Set<String>? = nil) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var anchors: [String: Set<String>] = [:]
    for file in files where isPage(file.path) { anchors[file.path] = identifiers(file.bytes) }
    for file in files {
      let links = isPage(file.path) ? references(file.bytes) : file.path.hasSuffix(".css") ? styleReferences(file.bytes) : []
      var told: Set<String> = []
      for link in links where told.insert(link.target).inserted {
        guard let problem = problem(with: link, from: file.path, anchors: anchors, shared: shared) else { continue }
        findings.append(
          Diagnostic("broken-link", area: .content, at: SourceLocation(file: file.path), "the link \"\(link.target)\" \(problem)"))
      }
    }
    return findings
  }

  private func isPage(_ path: String) -> Bool { path.hasSuffix(".html") || path.hasSuffix(".svg") }

  private func problem(
    with link: Reference, from page: String, anchors: [String: Set<String>], shared: Set<String>?
  ) -> String? {
    let target = link.target
    if let scheme = scheme(of: target) {
      if scheme == "data" { return nil }
      return link.isLoaded || !["http", "https", "mailto"].contains(scheme) ? "leads out of the site" : nil
    }
    if target.hasPrefix("/") { return "begins with \"/\": it breaks under a sub-path and from a disk" }
    if target.contains("\\") { return "holds a backslash" }
    let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let withoutFragment = String(parts[0])
    if withoutFragment.contains("?") { return "has a query, which a file does not" }
    guard let path = resolve(withoutFragment, from: page) else { return "leads out of the site" }
    guard self[path] != nil else { return hasFolder(path) ? "leads to a folder, not to a page" : "leads nowhere" }
    if let shared, !isWithinReach(path, from: page, shared: shared) { return "leaves the self-contained folder of the page" }
    if parts.count > 1, !parts[1].isEmpty, let known = anchors[path], !known.contains(String(parts[1])) {
      return "names a place that the page does not have"
    }
    return nil
  }

  private func isWithinReach(_ path: String, from page: String, shared: Set<String>) -> Bool {
    guard let home = SitePath.folders(above: page).first, let other = SitePath.folders(above: path).first else { return true }
    return home == other || shared.contains(other)
  }

  /// The path from the root; nil when it climbs above the root.
  private func resolve(_ link: String, from page: String) -> String? {
    if link.isEmpty { return page }
    var parts = page.split(separator: "/").dropLast().map(String.init)
    for part in link.split(separator: "/", omittingEmptySubsequences: false) {
      switch part {
      case "", ".": continue
      case "..":
        if parts.isEmpty { return nil }
        parts.removeLast()
      default: parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }

  private func scheme(of link: String) -> String? {
    if link.hasPrefix("//") { return "//" }
    guard let colon = link.firstIndex(of: ":") else { return nil }
    let name = link[..<colon]
    guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }) else { return nil }
    return name.lowercased()
  }
}
