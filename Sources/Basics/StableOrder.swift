/// Order of two strings by their UTF-8 bytes: the same on every machine, in every locale.
@inlinable public func utf8Precedes(_ a: String, _ b: String) -> Bool {
  a.utf8.lexicographicallyPrecedes(b.utf8)
}

extension Sequence where Element == String {
  /// Sorted by UTF-8 bytes.
  public func sortedByUTF8() -> [String] { sorted(by: utf8Precedes) }
}

extension Dictionary where Key == String {
  /// Pairs sorted by the UTF-8 bytes of their keys.
  public func sortedByKey() -> [(key: String, value: Value)] { sorted { utf8Precedes($0.key, $1.key) } }
}
