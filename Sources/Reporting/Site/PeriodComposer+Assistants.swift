import Aggregation
import Markup
import Records

extension PeriodComposer {
  /// One page for each of the larger assistants.
  func assistantPages(navigation: [PageDefinition], message: KeyMessage, yield: inout Yield) -> [ComposedPeriod.Page] {
    guard navigation.contains(where: { $0.slug == PageDefinition.assistants.slug }) else { return [] }
    return evaluation.assistantPages(in: report.period).map { subject in
      var sections: [Fragment] = []
      for section in evaluation.project.sections.sections[PageDefinition.assistant.folder] ?? [] {
        let pinned = section.forEach.map { [Filter($0, subject.name)] } ?? []
        let place = Place(id: section.id, title: section.title ?? subject.name, pinned: pinned)
        sections += render(section, on: .assistants, place, prefix: "\(subject.stem)-\(section.id)", yield: &yield)
      }
      sections.append(self.section(MethodBody(evaluation, report, notation).section(of: PageDefinition.assistant.slug)))
      return .init(
        fileName: subject.fileName,
        html: html(.assistants, sections, navigation: navigation, message: message, subject: subject))
    }
  }
}

extension Evaluation {
  /// Assistants with a page of their own in a period; none in quarters and years.
  func assistantPages(in period: Period) -> [AssistantPage] { isRollUp ? [] : AssistantPage.all(figures, in: period) }
}
