import Markup

/// One key figure: label, value with unit, small line, change, note. All words are finished.
struct KPICard: Sendable {
  /// What the card shows.
  enum Face: Sendable {
    /// A number.
    case figure(Figure)
    /// No number: a dashed card that says so.
    case none(status: String)
  }

  /// A number with its company.
  struct Figure: Sendable {
    var number: String
    var unit: String?
    /// Decorative; empty with fewer than four periods.
    var sparkline: Fragment
    /// Base of 30 to 99.
    var isSmallSample: Bool
    /// Change against the period before; nil in a first report.
    var change: DeltaText?
    /// After the change: `vs 16,873 in August`; alone when there is no change: `First report`.
    var against: String?
    /// A vendor's own value: marked; the note says whose.
    var isReported = false
  }

  var label: String
  /// Address of the definition of the figure; nil without a glossary.
  var definition: String?
  var face: Face
  /// Base, sample size, change per day; or why there is no number.
  var note: String?
  /// Words and address of a link after the note.
  var link: (text: String, address: String)?

  /// `<li class="kpi">`.
  var fragment: Fragment {
    var writer = MarkupWriter(capacity: 1024)
    if case .none = face { writer.raw(#"<li class="kpi none"><h3>"#) } else { writer.raw(#"<li class="kpi"><h3>"#) }
    writer.term(label, definition: definition)
    writer.raw(#"</h3><p class="value">"#)
    switch face {
    case .none(let status):
      writer.text(status)
      writer.raw("</p>")
    case .figure(let figure): write(figure, into: &writer)
    }
    if note != nil || link != nil {
      writer.raw(#"<p class="note">"#)
      if let note { writer.text(note) }
      if let link {
        if note != nil { writer.raw(" ") }
        writer.raw("<a")
        writer.attribute("href", link.address)
        writer.raw(">")
        writer.text(link.text)
        writer.raw("</a>")
      }
      writer.raw("</p>")
    }
    writer.raw("</li>\n")
    return writer.finish()
  }

  private func write(_ figure: Figure, into writer: inout MarkupWriter) {
    if figure.isReported { writer.reported(figure.number) } else { writer.text(figure.number) }
    if let unit = figure.unit {
      writer.raw(" <small>")
      writer.text(unit)
      writer.raw("</small>")
    }
    writer.raw("</p>")
    writer.fragment(figure.sparkline)
    if figure.change == nil && figure.against == nil && !figure.isSmallSample { return }
    writer.raw(#"<p class="delta">"#)
    if let change = figure.change { writer.fragment(change.fragment) }
    if let against = figure.against {
      if figure.change != nil { writer.raw(" ") }
      writer.text(against)
    }
    if figure.isSmallSample {
      if figure.change != nil || figure.against != nil { writer.raw(" ") }
      writer.fragment(Tag(word: StatusWords.smallSample, tone: .warn, glyph: nil).fragment)
    }
    writer.raw("</p>")
  }
}

/// A row of cards.
struct KPIRow: Sendable {
  var cards: [KPICard]
  /// Below the cards, in small type.
  var remark: String?
  /// Where the same figures lie as CSV.
  var download: String?

  /// `<ul class="kpis">`.
  var fragment: Fragment {
    var writer = MarkupWriter(capacity: 1024 * (cards.count + 1))
    writer.raw(#"<ul class="kpis">"#)
    writer.raw("\n")
    for card in cards { writer.fragment(card.fragment) }
    writer.raw("</ul>\n")
    if remark != nil || download != nil {
      writer.raw(remark == nil ? #"<p class="small muted download">"# : #"<p class="small muted">"#)
      if let remark {
        writer.text(remark)
        writer.raw(" ")
      }
      if let download {
        if remark != nil { writer.raw(#"<span class="download">"#) }
        DownloadLink(address: download).write(into: &writer)
        if remark != nil { writer.raw("</span>") }
      }
      writer.raw("</p>\n")
    }
    return writer.finish()
  }
}
