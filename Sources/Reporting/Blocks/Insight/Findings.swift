import Insights
import Markup
import Notation

extension InsightBlock {
  private static let mostFindings = 5
  /// Of one analysis, so that one subject does not fill the list.
  private static let mostOfOne = 2

  /// What stands out: the first findings of all analyses, each with the way to its evidence.
  func findings() -> RenderedBlock {
    let all = PhrasedFinding.all(context)
    let title = "What stands out"
    if all.isEmpty { return emptyCard(title, "Nothing stands out in \(context.periodWords).") }
    let shown = Self.shown(all, limit: block.limit ?? Self.mostFindings)
    var writer = MarkupWriter(capacity: 512 * (shown.count + 1))
    writer.raw(#"<div class="card flow wide""#)
    writer.attribute("id", id)
    writer.raw(">\n<ul class=\"points\">\n")
    for finding in shown {
      writer.raw("<li>")
      writer.fragment(finding.tag.fragment)
      writer.raw("<p>")
      if let sentence = finding.sentence { writer.fragment(sentence.fragment) }
      if let link = finding.link {
        writer.raw(" <a")
        writer.attribute("href", link.address)
        writer.raw(">")
        writer.text(link.text)
        writer.raw("</a>")
      }
      writer.raw("</p></li>\n")
    }
    writer.raw("</ul>\n<p class=\"small muted mt\">")
    writer.text(
      all.count > shown.count
        ? "\(number(shown.count)) of \(counted(all.count, .finding)), by the number of conversations that each is about. "
        : "\(counted(all.count, .finding)), by the number of conversations that each is about. ")
    if let address = context.dataLink(FindingsFile.id) { DownloadLink(address: address).write(into: &writer) }
    writer.raw("</p>\n</div>\n")
    return RenderedBlock(fragment: writer.finish())
  }

  /// The first findings, at most two of one analysis while others are left.
  static func shown(_ all: [PhrasedFinding], limit: Int) -> [PhrasedFinding] {
    let worded = all.filter { $0.sentence != nil }
    var counts: [AnalysisID: Int] = [:]
    var first: [PhrasedFinding] = []
    var rest: [PhrasedFinding] = []
    for finding in worded {
      counts[finding.statement.analysis, default: 0] += 1
      if counts[finding.statement.analysis, default: 0] <= mostOfOne { first.append(finding) } else { rest.append(finding) }
    }
    let chosen = (first + rest).prefix(max(0, limit))
    return chosen.sorted { $0.rank < $1.rank }
  }
}

extension Noun {
  static let finding = Noun(singular: "finding", plural: "findings")
}
