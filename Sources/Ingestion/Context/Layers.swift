import Records

extension BodyContext {
  /// Writes down where the facts that are stated here came from.
  mutating func note(_ origin: ContextOrigin) {
    if vendor != nil { origins["vendor"] = origin }
    if kindHint != nil { origins["kind"] = origin }
    if window != nil { origins["window"] = origin }
    if capturedAt != nil { origins["captured"] = origin }
    if zone != nil { origins["zone"] = origin }
    for key in query.keys { origins["query.\(key)"] = origin }
    for key in ids.keys { origins["id.\(key)"] = origin }
  }

  /// The same with what `lower` states where this is silent. A trailing window that is asked for (`period=30d`) is no calendar month: a
  /// window of a lower layer then says nothing about the body.
  func over(_ lower: BodyContext) -> BodyContext {
    var result = self
    func take(_ fact: String) { if let origin = lower.origins[fact] { result.origins[fact] = origin } }
    if vendor == nil {
      result.vendor = lower.vendor
      take("vendor")
    }
    if kindHint == nil {
      result.kindHint = lower.kindHint
      take("kind")
    }
    if window == nil, trailingDays == nil {
      result.window = lower.window
      result.isEndOpen = lower.isEndOpen
      take("window")
    }
    if capturedAt == nil {
      result.capturedAt = lower.capturedAt
      result.isCaptureGuessed = lower.isCaptureGuessed
      take("captured")
    }
    if zone == nil {
      result.zone = lower.zone
      take("zone")
    }
    for (key, value) in lower.query where query[key] == nil {
      result.query[key] = value
      take("query.\(key)")
    }
    for (key, value) in lower.ids where ids[key] == nil {
      result.ids[key] = value
      take("id.\(key)")
    }
    if stem.isEmpty { result.stem = lower.stem }
    return result
  }
}

/// What is known about a file besides its body.
struct FileContext: Equatable, Sendable {
  /// From a manifest.
  var stated = BodyContext()
  /// From the configuration, folders and file names, and last from the file system.
  var named = BodyContext()
  /// Listed in a manifest or being one.
  var isManifest = false

  /// True when a manifest says something.
  private var isStated: Bool { stated != BodyContext() }

  /// Everything, with what the body's own `request` says in between.
  func known(request: BodyContext? = nil) -> BodyContext {
    guard let request else { return isStated ? stated.over(named) : named }
    return stated.over(request).over(named)
  }
}

extension BodyContext {
  /// Where the window comes from, else the time of capture.
  var origin: ContextOrigin { origins["window"] ?? (isCaptureGuessed ? nil : origins["captured"]) ?? .rows }
  /// As stated; the time stamp of the file is no statement.
  var statedCapture: Instant? { isCaptureGuessed ? nil : capturedAt }
}
