/// The files of `templates/` and `assets/` that the binary carries.
enum EmbeddedTexts {
  /// Built-in sections as (`volume/10-per-day.md`, text).
  static var sections: [(path: String, text: String)] { all(below: "templates/sections/") }

  /// Built-in templates as (`page.mustache`, text).
  static var templates: [(path: String, text: String)] { all(below: "templates/").filter { !$0.path.contains("/") } }

  /// Assets as (`parlance.css`, text).
  static var assets: [(path: String, text: String)] { all(below: "assets/") }

  private static func all(below folder: String) -> [(path: String, text: String)] {
    EmbeddedResources.all.compactMap { entry in
      let path = "\(entry.path)"
      return path.hasPrefix(folder) ? (String(path.dropFirst(folder.count)), "\(entry.text)") : nil
    }
  }
}
