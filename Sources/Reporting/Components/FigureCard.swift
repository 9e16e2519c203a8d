import Charts
import Markup

/// A figure on a card: message, subtitle, key, chart, reading sentence, the numbers as a table.
struct FigureCard: Sendable {
  /// Unique on the page; the chart was drawn with it.
  var id: String
  var title: String
  var subtitle: String
  /// The name of the metric and the address of its definition.
  var definition: (name: String, address: String)?
  var isWide: Bool
  /// The drawing with its key and its table.
  var figure: ChartFigure
  /// Below the chart, visible: its description.
  var reading: String
  /// The author's remark, and what readers must know about the numbers.
  var notes: [String]
  /// Where the numbers lie as CSV.
  var download: String?

  /// `<figure class="fig card">`.
  var fragment: Fragment {
    var writer = MarkupWriter(capacity: figure.svg.bytes.count + 128 * (figure.table.rows.count + 8))
    writer.raw("<figure")
    writer.attribute("class", isWide ? "fig card wide" : "fig card")
    writer.attribute("id", id)
    writer.raw(">\n")
    CardHead(id: id, title: title, subtitle: fullSubtitle, definition: definition).write(into: &writer)
    for part in [figure.key, figure.svg, figure.ramp] where !part.isEmpty {
      writer.fragment(part)
      writer.raw("\n")
    }
    writer.raw("<p class=\"read\"")
    writer.attribute("id", "\(id)-d")
    writer.raw(">")
    writer.text(reading)
    writer.raw("</p>\n")
    for note in notes {
      writer.raw(#"<p class="small muted">"#)
      writer.text(note)
      writer.raw("</p>\n")
    }
    writeTwin(into: &writer)
    writer.raw("</figure>\n")
    return writer.finish()
  }

  private var fullSubtitle: String {
    figure.facts.axisStart.map { "\(subtitle); \(ChartWords.en.axisStart($0))" } ?? subtitle
  }

  private func writeTwin(into writer: inout MarkupWriter) {
    if figure.table.rows.count > TableTwin.rowLimit, let download {
      writer.raw(#"<p class="twin"><a"#)
      writer.attribute("href", download)
      writer.raw(">")
      writer.text(ChartWords.en.downloadTable(figure.table.rows.count))
      writer.raw("</a></p>\n")
      return
    }
    writer.raw(#"<details class="twin"><summary>"#)
    writer.text(ChartWords.en.showTable(figure.table.rows.count))
    writer.raw("</summary>\n")
    writer.fragment(figure.table.fragment(id: id))
    if let download { writer.fragment(DownloadLink(address: download).fragment) }
    writer.raw("</details>\n")
  }
}

/// Message and subtitle of a card.
struct CardHead: Sendable {
  var id: String
  var title: String
  var subtitle: String?
  /// The name of the metric and the address of its definition; linked where the subtitle begins with it.
  var definition: (name: String, address: String)?

  func write(into writer: inout MarkupWriter) {
    writer.raw("<figcaption><h3")
    writer.attribute("id", "\(id)-t")
    writer.raw(">")
    writer.text(title)
    writer.raw("</h3>")
    if let subtitle, !subtitle.isEmpty {
      writer.raw(#"<p class="sub">"#)
      if let definition, subtitle.hasPrefix(definition.name) {
        writer.term(definition.name, definition: definition.address)
        writer.text(String(subtitle.dropFirst(definition.name.count)))
      } else {
        writer.text(subtitle)
      }
      writer.raw("</p>")
    }
    writer.raw("</figcaption>\n")
  }
}

/// The links to the numbers of one figure or table: CSV, and JSON beside it.
struct DownloadLink: Sendable {
  /// Of the CSV file.
  var address: String

  /// `<p class="small muted mt">`.
  var fragment: Fragment {
    var writer = MarkupWriter(capacity: 160)
    writer.raw(#"<p class="small muted mt download">"#)
    write(into: &writer)
    writer.raw("</p>\n")
    return writer.finish()
  }

  /// The links alone.
  func write(into writer: inout MarkupWriter) {
    writer.raw("<a")
    writer.attribute("href", address)
    writer.raw(">Download these numbers (CSV)</a>")
    if address.hasSuffix(".csv") {
      writer.raw(", <a")
      writer.attribute("href", "\(address.dropLast(4)).json")
      writer.raw(">JSON</a>")
    }
  }
}

/// A table on a card, or a figure that has nothing to draw.
struct TableCard: Sendable {
  var id: String
  var isWide: Bool
  /// Heading of the card, when the table is a figure with a message; else the caption is the heading.
  var title: String?
  var subtitle: String?
  var table: DataTable?
  /// Sentences below.
  var reading: String?
  var notes: [String]
  var download: String?
  /// Below the notes: links to the same table in other orders.
  var links: Fragment = .empty

  /// `<div class="card flow">` or, with a title, `<figure class="fig card">`.
  var fragment: Fragment {
    var writer = MarkupWriter(capacity: 4096)
    let isFigure = title != nil
    writer.raw(isFigure ? "<figure" : "<div")
    writer.attribute("class", (isFigure ? "fig card flow" : "card flow") + (table == nil ? " bare" : "") + (isWide ? " wide" : ""))
    writer.attribute("id", id)
    writer.raw(">\n")
    if let title { CardHead(id: id, title: title, subtitle: subtitle).write(into: &writer) }
    if let table { writer.fragment(table.fragment) }
    if let reading {
      writer.raw("<p class=\"read\"")
      writer.attribute("id", "\(id)-d")
      writer.raw(">")
      writer.text(reading)
      writer.raw("</p>\n")
    }
    for note in notes {
      writer.raw(#"<p class="small muted mt">"#)
      writer.text(note)
      writer.raw("</p>\n")
    }
    if !links.isEmpty { writer.fragment(links) }
    if let download { writer.fragment(DownloadLink(address: download).fragment) }
    writer.raw(isFigure ? "</figure>\n" : "</div>\n")
    return writer.finish()
  }
}
