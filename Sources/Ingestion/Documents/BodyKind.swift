import Records

/// How the bytes of a body become figures, records and conversations.
enum BodyReading: Sendable {
  /// The whole body as one tree, `begin` called before.
  case document(@Sendable (JSONNode, BodyContext, inout Harvest) -> Void)
  /// A list, element by element (array at the root or below one of `keys`, or one object a line), so that it need not fit into memory.
  /// The row reader gets the element and its place from 1; false: the row cannot be used.
  case rows(keys: [String], @Sendable (JSONNode, Int, BodyContext, inout Harvest) -> RowVerdict)
  /// A table of text. Column names are matched after lower-casing and removing `_`, `-`, spaces.
  case table(@Sendable (TableRow, Int, BodyContext, inout Harvest) -> RowVerdict)
  /// Only listed, and why.
  case listed(because: String)
}

/// What became of a row: every row read is accepted or rejected.
enum RowVerdict: Sendable, Hashable {
  case accepted
  case rejected(RejectionReason, field: String?)
}

/// One documented body of one vendor: how it is recognised, read and shown. A new endpoint = one value in its vendor's folder.
struct BodyKind: Sendable {
  /// Name of the kind: `csat-analytics`.
  let kind: String
  /// How a person fetches it: `GET …/csat/analytics`.
  let endpoint: String
  /// Whether a body is of this kind.
  let shape: Shape
  /// Keys whose presence makes a body near to this kind, for the words "nearest kind"; the first ones weigh most.
  let landmarks: [String]
  /// How it is read.
  let reading: BodyReading
  /// Every documented field and what becomes of it; docs/formats is written from it and a test holds it against the examples.
  let fields: [FieldUse]

  enum Shape: Sendable {
    /// A JSON body (after unwrapping). For lists and lines the root is the array, or the first object, of what was read so far; elements may be
    /// cut off behind the first. `context` decides where shape cannot.
    case json(@Sendable (JSONNode, BodyContext) -> Bool)
    /// A table with such column names (lower case, without `_`, `-`, spaces).
    case table(@Sendable ([String], BodyContext) -> Bool)
  }

  init(
    _ kind: String, endpoint: String, shape: Shape, landmarks: [String] = [], fields: [FieldUse] = [], _ reading: BodyReading
  ) {
    self.kind = kind
    self.endpoint = endpoint
    self.shape = shape
    self.landmarks = landmarks
    self.reading = reading
    self.fields = fields
  }
}

/// What becomes of a documented field.
struct FieldUse: Sendable, Hashable {
  enum Use: Sendable, Hashable {
    /// A reported figure; the metric of the catalogue that it stands beside, if any.
    case figure(metric: String?)
    /// A field of a record, from which figures are computed.
    case record(RecordKind, FieldID)
    /// A column of a conversation.
    case conversation(String)
    /// Says what the body is about (id, window, paging).
    case context
    /// Not used, and why: `text of a user, never published`.
    case unused(String)
  }
  /// Place with `*` for elements and for keys that are data: `time_series.*.count`.
  let path: String
  let use: Use

  init(_ path: String, _ use: Use) {
    self.path = path
    self.use = use
  }
}

/// One vendor: everything known about its exports. The registry is `VendorRegistry.all`.
struct VendorFormat: Sendable {
  let vendor: Vendor
  /// In the order of recognition.
  let bodies: [BodyKind]
  /// Joins records of several bodies (names to ids); called once when everything is read.
  let join: @Sendable (inout Documents) -> Void

  init(_ vendor: Vendor, bodies: [BodyKind], join: @escaping @Sendable (inout Documents) -> Void = { _ in }) {
    self.vendor = vendor
    self.bodies = bodies
    self.join = join
  }
}
