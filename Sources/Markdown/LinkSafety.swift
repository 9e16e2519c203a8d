/// What a link's target may do on a published page.
enum LinkTarget: Equatable {
  /// Within the site: relative path or fragment.
  case local
  /// `http`, `https` or `//host`.
  case external
  /// `mailto` or `tel`.
  case contact
  /// Everything else: another scheme, or characters a browser drops before it looks for the scheme.
  case refused

  /// Decides by a list of what is allowed. WHATWG URL parsing strips C0 controls and spaces at both ends and tabs and line
  /// ends anywhere, so a target with any control character is refused instead of guessed at.
  init(_ url: String) {
    guard url.unicodeScalars.allSatisfy({ isPlain($0) }) else {
      self = .refused
      return
    }
    let bytes = Array(url.utf8)
    let isSlash = { (byte: UInt8) in byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") }
    if bytes.count >= 2, isSlash(bytes[0]), isSlash(bytes[1]) {
      self = .external
      return
    }
    guard let end = bytes.firstIndex(where: { ":/?#".utf8.contains($0) }), bytes[end] == UInt8(ascii: ":") else {
      self = .local
      return
    }
    switch String(decoding: bytes[..<end], as: UTF8.self).lowercased() {
    case "http", "https": self = .external
    case "mailto", "tel": self = .contact
    default: self = .refused
    }
  }
}

/// Not a control, format, surrogate, line or paragraph separator.
private func isPlain(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: false
  default: true
  }
}
