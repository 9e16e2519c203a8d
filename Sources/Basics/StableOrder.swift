#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Order of two strings by their UTF-8 bytes: the same on every machine, in every locale.
public func utf8Precedes(_ a: String, _ b: String) -> Bool {
  let isBefore = a.utf8.withContiguousStorageIfAvailable { first in
    b.utf8.withContiguousStorageIfAvailable { second in
      guard let one = first.baseAddress, let other = second.baseAddress else { return first.count < second.count }
      let order = memcmp(one, other, min(first.count, second.count))
      return order != 0 ? order < 0 : first.count < second.count
    }
  }
  return (isBefore ?? nil) ?? a.utf8.lexicographicallyPrecedes(b.utf8)
}

extension Sequence where Element == String {
  /// Sorted by UTF-8 bytes.
  public func sortedByUTF8() -> [String] { sorted(by: utf8Precedes) }
}

extension Dictionary where Key == String {
  /// Pairs sorted by the UTF-8 bytes of their keys.
  public func sortedByKey() -> [(key: String, value: Value)] { sorted { utf8Precedes($0.key, $1.key) } }
}
