import Basics

/// A product whose exports are read.
public enum Vendor: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  case studiochat, chanl, chatcaptain, avatarium

  /// The name readers know.
  public var name: String {
    switch self {
    case .studiochat: "Studio Chat"
    case .chanl: "Chanl"
    case .chatcaptain: "ChatCaptain"
    case .avatarium: "Avatarium"
    }
  }

  /// In the order of declaration.
  public static func < (a: Vendor, b: Vendor) -> Bool { a.rank < b.rank }
  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
