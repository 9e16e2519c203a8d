/// The beginning of a JSON document, made whole: cut behind the last value that ends inside it, every bracket closed. nil when nothing ends
/// in it. Lets a long body be recognised before it was read to its end.
func closedPrefix(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
  var scanner = BodyScanner(bytes)
  if bytes.count >= 3, bytes[0] == 0xEF { scanner.index = 3 }
  let start = scanner.index
  var open: [UInt8] = []
  /// Place and brackets behind the last value that ended.
  var cut: (at: Int, open: [UInt8])?
  while scanner.index < bytes.count, open.count < 512 {
    switch bytes[scanner.index] {
    case 0x22:
      guard scanner.string() != nil else { return close(bytes, start, cut) }
      continue
    case 0x7B: open.append(0x7D)
    case 0x5B: open.append(0x5D)
    case 0x7D, 0x5D:
      guard open.popLast() == bytes[scanner.index] else { return close(bytes, start, cut) }
      cut = (scanner.index + 1, open)
      if open.isEmpty { return close(bytes, start, cut) }
    // A comma ends the value before it, wherever it stands.
    case 0x2C: cut = (scanner.index, open)
    default: break
    }
    scanner.index += 1
  }
  return close(bytes, start, cut)
}

private func close(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ cut: (at: Int, open: [UInt8])?) -> [UInt8]? {
  guard let cut else { return nil }
  return Array(bytes[start..<cut.at]) + cut.open.reversed()
}

/// Where the elements of a list begin: the root array, or the first of `keys` whose value is one, below `response` and `data` when these lie
/// around it. nil when no such array begins in `bytes`.
func elementsStart(_ bytes: UnsafeBufferPointer<UInt8>, keys: [String]) -> (start: Int, isBare: Bool)? {
  var scanner = BodyScanner(bytes)
  if bytes.count >= 3, bytes[0] == 0xEF { scanner.index = 3 }
  scanner.skipSpace()
  if scanner.byte == 0x5B { return (scanner.index + 1, true) }
  return scanner.byte == 0x7B ? elementsStart(&scanner, keys: keys) : nil
}

private func elementsStart(_ scanner: inout BodyScanner, keys: [String]) -> (start: Int, isBare: Bool)? {
  scanner.index += 1
  var isClosed = false
  while let key = scanner.key(isClosed: &isClosed) {
    if scanner.byte == 0x5B, keys.contains(key.text) || key == "data" || key == "response" { return (scanner.index + 1, false) }
    if scanner.byte == 0x7B, key == "data" || key == "response" {
      return elementsStart(&scanner, keys: keys)
    }
    guard scanner.skipValue() else { return nil }
  }
  return nil
}
