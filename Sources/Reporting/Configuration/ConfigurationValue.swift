import Foundation

/// A value of `parlance.json` before it is checked: JSON with comments and trailing commas (JSON5), read by Foundation.
enum ConfigurationValue: Decodable, Sendable {
  case object([String: ConfigurationValue])
  case array([ConfigurationValue])
  case string(String)
  case number(Double)
  case flag(Bool)
  case null

  init(from decoder: any Decoder) throws {
    if let container = try Self.attempt({ try decoder.container(keyedBy: AnyKey.self) }) {
      var members: [String: ConfigurationValue] = [:]
      for key in container.allKeys { members[key.stringValue] = try container.decode(ConfigurationValue.self, forKey: key) }
      self = .object(members)
      return
    }
    if var container = try Self.attempt({ try decoder.unkeyedContainer() }) {
      var elements: [ConfigurationValue] = []
      while !container.isAtEnd { elements.append(try container.decode(ConfigurationValue.self)) }
      self = .array(elements)
      return
    }
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try Self.attempt({ try container.decode(Bool.self) }) {
      self = .flag(flag)
    } else if let number = try Self.attempt({ try container.decode(Double.self) }) {
      self = .number(number)
    } else {
      self = .string(try container.decode(String.self))
    }
  }

  /// nil when the value is of another type; other errors pass.
  private static func attempt<T>(_ body: () throws -> T) throws -> T? {
    do { return try body() } catch DecodingError.typeMismatch { return nil }
  }

  /// What the value is, for messages.
  var kindWords: String {
    switch self {
    case .object: "an object"
    case .array: "a list"
    case .string: "a text"
    case .number: "a number"
    case .flag: "true or false"
    case .null: "null"
    }
  }

  private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
