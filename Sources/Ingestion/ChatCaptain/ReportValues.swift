import Records

/// Parts of a breakdown: `{DE: 22}`, `{DE: {count: 22}}` or `[{id, name, count}]`. `node` is the label where one stands in the element,
/// else the key is the label.
func breakdown(_ payload: JSONNode, depth: Int = 0) -> [(key: String, node: JSONNode?, value: JSONNode?)] {
  if payload.isArray {
    return payload.elements.map { element in
      let label = ValueKey.label.lazy.compactMap { element[$0] }.first { $0.string != nil || $0.identifier != nil }
      return ("", label, element.present(ValueKey.count))
    }
  }
  if depth < 2, payload.count == 1, let inner = payload.members.first, ValueKey.payload.contains(inner.key), inner.isArray || inner.isObject
  {
    return breakdown(inner, depth: depth + 1)
  }
  return payload.members.map { member in
    guard member.isObject else { return (member.key, nil, member) }
    return (member.key, member["name"].flatMap { $0.string == nil ? nil : $0 }, member.present(ValueKey.count))
  }
}

/// Points of a series: `[{timestamp, count}]`, `{timestamp: count}`, `[n, n, …]` from the begin of the window on, `[[timestamp, n], …]`.
/// A label that cannot be read is nil.
func series(_ payload: JSONNode, _ days: ReportDays, depth: Int = 0) -> [(label: WrittenMoment?, value: JSONNode?)] {
  if payload.isObject {
    if depth < 2, let inner = payload.first(ValueKey.payload), inner.isArray || inner.isObject {
      return series(inner, days, depth: depth + 1)
    }
    return payload.members.map { member in
      (WrittenMoment(member.key), member.isObject ? member.present(ValueKey.count) : member)
    }
  }
  let elements = payload.elements
  if !elements.isEmpty, elements.allSatisfy({ $0.writtenNumber != nil || $0.isNull }) {
    let seconds = days.bucket(count: elements.count)
    return elements.enumerated().map { index, element in
      (days.window.map { .instant(Instant(seconds: $0.lowerBound.seconds + Int64(index) * Int64(seconds))) }, element)
    }
  }
  return elements.map { element in
    if element.isArray, element.count == 2 { return (WrittenMoment(element.elements[0]), element.elements[1]) }
    return (element.present(ValueKey.time).flatMap { WrittenMoment($0) }, element.present(ValueKey.count))
  }
}
