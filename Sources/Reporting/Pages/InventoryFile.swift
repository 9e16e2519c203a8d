import Basics
import Ingestion
import Notation
import Records

/// `data/inventory.json` and `.csv`: every input file of a period with all that is known about it but its hash. The manifest of the site
/// holds that, once for the files of all periods.
struct InventoryFile {
  let files: [SnapshotFile]
  let zone: Zone
  let notation: Notation

  private static let texts = [
    "file", "source", "vendor", "kind", "window_start", "window_end", "captured_at", "known_from",
  ]
  private static let numbers = ["bytes", "rows_read", "rows_used", "older_copies", "rejected", "figures", "records", "conversations"]

  /// The table behind both files; times in the report's zone.
  var table: PublishedTable {
    PublishedTable(
      id: "inventory", title: "Input files",
      columns: Self.texts.map { .init(id: $0, title: PlainEnglish.sentence($0.split(separator: "_").joined(separator: " "))) }
        + Self.numbers.map { .init(id: $0, title: PlainEnglish.sentence($0.split(separator: "_").joined(separator: " ")), unit: .count) },
      rows: files.map(row))
  }

  private func row(_ file: SnapshotFile) -> [PublishedTable.Cell] {
    let window = file.reportWindow.interval ?? file.window
    func time(_ moment: Instant?) -> String { moment.map(zone.iso) ?? "" }
    let texts = [
      file.path, file.source, file.vendor ?? "", file.kind, time(window?.lowerBound),
      time(window?.upperBound), time(file.exportedAt), file.contextOrigin.words,
    ]
    let numbers = [
      Int(file.bytes), file.rowsRead, file.accepted, file.duplicates, file.rejectedCount, file.figures,
      file.records.reduce(0) { $0 + $1.count }, file.conversations,
    ]
    return texts.map { .init($0) } + numbers.map { .init(String($0), Double($0)) }
  }
}

extension ContextOrigin {
  /// In one word or two, for a column.
  var word: String {
    switch self {
    case .manifest: "manifest"
    case .wrapper: "request"
    case .folderName: "folder name"
    case .fileName: "file name"
    case .configuration: "configuration"
    case .fileTime: "time stamp (guess)"
    case .rows: "rows"
    }
  }
}
