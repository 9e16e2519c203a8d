import Privacy
import Records

/// One number that the vendor documents: how it is read, and what it means.
struct Quantity: Sendable {
  /// Key in the body; the vendor's own name.
  let key: String
  let scale: Scale
  /// Metric of the catalogue that means the same.
  let metric: String?
  /// Key of the number it is a share or a mean over: when that is 0 the vendor writes 0, and there is no value.
  let base: String?

  init(_ key: String, _ scale: Scale, _ metric: String? = nil, over base: String? = nil) {
    self.key = key
    self.scale = scale
    self.metric = metric
    self.base = base
  }

  func use(under prefix: String = "") -> FieldUse { FieldUse(prefix + key, .figure(metric: metric)) }
}

extension [Quantity] {
  /// What becomes of these fields below a place such as `time_series.*.`.
  func uses(under prefix: String = "") -> [FieldUse] { map { $0.use(under: prefix) } }
}

/// What is not read, and why, in the words of the documentation.
enum Reason {
  static let userText = "text of a user, never published"
  static let personal = "may hold personal data, never published"
  static let address = "an address, never published"
  static let instruction = "text of an assistant's configuration, not needed"
  static let judgeText = "free text of a model, never published"
  static let id = "an id that nothing needs"
  static let paging = "says how the table was fetched"
}

/// Fields that are not read, for one reason.
func unusedUses(_ reason: String, _ paths: String...) -> [FieldUse] { paths.map { FieldUse($0, .unused(reason)) } }
/// Fields that say what the body is about.
func contextUses(_ paths: String...) -> [FieldUse] { paths.map { FieldUse($0, .context) } }
/// Fields of records: path → field.
func recordUses(_ kind: RecordKind, under prefix: String = "", _ pairs: KeyValuePairs<String, FieldID>) -> [FieldUse] {
  pairs.map { FieldUse(prefix + $0.key, .record(kind, $0.value)) }
}

/// What a figure is cut by.
typealias Cut = (dimension: String, member: RedactedText)

extension Harvest {
  /// Adds the figures of one object. A share or mean over nothing has no value.
  mutating func figures(
    _ quantities: [Quantity], of node: JSONNode, under prefix: String = "", cut: Cut? = nil, bucket: (start: Instant, seconds: Int)? = nil
  ) {
    for quantity in quantities {
      guard let delivered = node[quantity.key] else { continue }
      let path = prefix + quantity.key
      if let base = quantity.base, node[base]?.number == 0 {
        figure(quantity.key, value: nil, quantity.scale, metric: quantity.metric, cut: cut, bucket: bucket, path: path)
      } else {
        figure(quantity.key, delivered, quantity.scale, metric: quantity.metric, cut: cut, bucket: bucket, path: path)
      }
    }
  }

  /// Adds a series: one object per bucket, labelled by `date` or `timestamp` in UTC.
  mutating func series(_ quantities: [Quantity], _ list: JSONNode?, seconds: Int = 86_400, under prefix: String, cut: Cut? = nil) {
    for element in list?.elements ?? [] {
      guard let label = element.first(["date", "timestamp"]), let start = label.instant else {
        problem(.unreadableTime, prefix + "date")
        continue
      }
      figures(quantities, of: element, under: prefix, cut: cut, bucket: (start, seconds))
    }
  }

  /// Adds the parts of a whole: one object per part, named by the first of `names`. Parts without a name are left out.
  mutating func parts(_ quantities: [Quantity], _ list: JSONNode?, names: [String], dimension: String, under prefix: String) {
    for element in list?.elements ?? [] {
      guard let name = element.first(names), let member = label(name) else { continue }
      figures(quantities, of: element, under: prefix, cut: (dimension, member))
    }
  }

  /// Adds a map from a label to a count, and, where a metric of the catalogue is the label's share of the map, that share.
  mutating func distribution(_ key: String, of root: JSONNode, dimension: String, shares: [String: String] = [:]) {
    guard let map = root[key], map.isObject else { return }
    let counts = map.members.map { Scale.count.value($0.number ?? .nan) }
    let sum = counts.reduce(into: Double?.some(0)) { sum, count in sum = count.flatMap { c in sum.map { $0 + c } } }
    for member in map.members {
      let name = canonicalLabel(member.key)
      guard !name.isEmpty else { continue }
      figure(key, member, .count, cut: (dimension, redacted(name)), path: key + ".*")
      guard let metric = shares[name], let sum, sum > 0, let count = member.number else { continue }
      figure(key + " / sum", value: count / sum, .percent, metric: metric, path: key + ".*")
    }
  }

  /// A name or a number as a label that may be shown.
  func label(_ node: JSONNode?) -> RedactedText? {
    guard let name = redacted(node) ?? node?.identifier.map({ redacted($0) }), !name.string.isEmpty else { return nil }
    return name
  }

  /// Filters of the request that make its figures those of a part: what the body is about.
  mutating func subjects(_ keys: KeyValuePairs<String, String>, _ context: BodyContext) {
    for (parameter, subject) in keys {
      guard let value = context.query[parameter] ?? context.ids[parameter], !value.isEmpty else { continue }
      let name = redacted(value)
      update { $0.subject[subject] = name }
    }
  }
}

/// `gave_up` was renamed to `actioned` on 2026-04-10.
func canonicalLabel(_ label: String) -> String { label == "gave_up" ? "actioned" : label }

/// Seconds of a bucket by `time_granularity`; without one, by whether any label is inside a day.
func bucketSeconds(_ root: JSONNode) -> Int {
  switch root["time_granularity"]?.string {
  case "hour": return 3600
  case "day": return 86_400
  default:
    let isHourly = root["time_series"]?.elements.contains { element in
      (element.first(["date", "timestamp"])?.instant?.microseconds ?? 0) % 86_400_000_000 != 0
    }
    return isHourly == true ? 3600 : 86_400
  }
}
