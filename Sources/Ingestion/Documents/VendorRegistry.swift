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
