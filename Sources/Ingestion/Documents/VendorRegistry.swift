import Basics
import Records

/// All vendors, in the order in which bodies are tried. A new vendor = one folder and one line here.
enum VendorRegistry {
  static let all: [VendorFormat] = [.avatarium, .chatcaptain, .studiochat, .chanl]

  /// The kind of a JSON body, and whose it is; nil when no kind matches. A vendor that the context states is tried first.
  static func recognise(_ body: Unwrapped, _ context: BodyContext) -> (vendor: Vendor, kind: BodyKind)? {
    if case .failure(let vendor) = body.envelope { return (vendor, .failure) }
    let order = all.filter { $0.vendor == context.vendor } + all.filter { $0.vendor != context.vendor }
    let candidates: [VendorFormat] =
      switch body.envelope {
      case .chanl: order.filter { $0.vendor == .chanl }
      case .avatarium: order.filter { $0.vendor == .avatarium }
      default: order
      }
    for format in candidates {
      for kind in format.bodies {
        if case .json(let matches) = kind.shape, matches(body.root, context) { return (format.vendor, kind) }
      }
    }
    return nil
  }

  /// The kind of a table with such columns (as `TableRow.columns`).
  static func recognise(columns: [String], _ context: BodyContext) -> VendorKind? {
    let order = all.filter { $0.vendor == context.vendor } + all.filter { $0.vendor != context.vendor }
    for format in order {
      for kind in format.bodies {
        if case .table(let matches) = kind.shape, matches(columns, context) { return VendorKind(vendor: format.vendor, kind: kind) }
      }
    }
    return nil
  }

  /// The one JSON kind with this name; nil when several vendors have one and none is stated.
  static func kind(named name: String, _ vendor: Vendor?) -> VendorKind? {
    let found = all.filter { vendor == nil || $0.vendor == vendor }.compactMap { format in
      format.bodies.first { kind in
        if case .json = kind.shape { kind.kind == name } else { false }
      }.map { VendorKind(vendor: format.vendor, kind: $0) }
    }
    return found.count == 1 ? found[0] : nil
  }

  /// The kind that a body is nearest to, in words, by its keys, else by its name; nil when none is near.
  static func nearest(_ keys: [String], _ context: BodyContext) -> String? {
    let present = Set(keys)
    var best: (weight: Double, words: String)?
    for format in all {
      for kind in format.bodies where !kind.landmarks.isEmpty {
        var weight = 0.0
        var all = 0.0
        for (index, landmark) in kind.landmarks.enumerated() {
          let value = 1 / Double(index + 1)
          all += value
          if present.contains(landmark) { weight += value }
        }
        weight /= all
        guard weight >= 0.25, weight > best?.weight ?? 0 else { continue }
        let missing = kind.landmarks.filter { !present.contains($0) }
        let lack = missing.isEmpty ? "" : ", which has " + missing.prefix(3).joined(separator: ", ")
        best = (weight, "\(format.vendor.name) \(kind.kind)\(lack)")
      }
    }
    if let best { return best.words }
    guard !context.stem.isEmpty else { return nil }
    let names = all.flatMap { $0.bodies.map(\.kind) }
    guard let near = nearestNames(to: context.kindHint ?? context.stem, in: names, limit: 1).first else { return nil }
    return all.lazy.filter { $0.bodies.contains { $0.kind == near } }.map { "\($0.vendor.name) \(near)" }.first
  }
}

extension BodyKind {
  /// An error that was saved as an export: no data, and no zero either.
  static let failure = BodyKind(
    "failure", endpoint: "any", shape: .json { _, _ in false },
    .document { root, _, harvest in
      let error = root["error"].flatMap { $0.isObject ? $0 : nil } ?? root
      let code = error.first(["code", "statusCode"])?.identifier ?? ""
      harvest.record(.serviceAnswers, row: 1, ["state": .text(.own("failure")), "code": .text(harvest.redacted(code))])
    })
}
