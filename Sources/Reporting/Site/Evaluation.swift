import Aggregation
import Insights
import Records

extension Evaluation {
  /// With what a period is compared.
  func comparison(of period: Period) -> PeriodComparison {
    PeriodComparison.make(period: period, figures: figures, isReported: isCovered, dataUntil: dataUntil)
  }

  /// The comparison with the same period of the year before; nil without data of it, or when the project compares nothing.
  func yearComparison(of period: Period) -> PeriodComparison? {
    guard project.configuration.comparison == .previous, period.yearBefore != period.previous, periods.contains(period.yearBefore) else {
      return nil
    }
    let made = PeriodComparison.make(
      period: period, against: period.yearBefore, figures: figures, isReported: isCovered, dataUntil: dataUntil)
    return made.previous == nil ? nil : made
  }

  /// False when every file states its window and none covers a whole day of the period: rows at the edge of another zone are no month.
  private func isCovered(_ period: Period) -> Bool { facts.isCovered(period) }

  /// The first day that the data do not reach in full: the end of the latest window or the day of the latest export; nil when
  /// no file of the period states either.
  /// A window that was asked for to the end of a month ends with its export, and with the clock, all the same. The name of a
  /// folder or file (`2026-01`) means the month of the report's own calendar, whatever the zone.
  func dataUntil(_ period: Period) -> CalendarDay? {
    let zone = facts.zone
    let ends = facts.files(for: period).compactMap { file -> CalendarDay? in
      guard let window = file.window else { return file.exportedAt.map(zone.day) }
      let taken = file.exportedAt ?? facts.now
      switch file.contextOrigin {
      case .folderName, .fileName: return min(Zone.utc.day(of: window.upperBound), zone.day(of: taken))
      case .manifest, .wrapper, .rows, .configuration, .fileTime: return zone.day(of: min(window.upperBound, taken))
      }
    }
    return ends.max()
  }

  /// True when a period has a page with this file name.
  func hasPage(_ fileName: String, in period: Period) -> Bool {
    PageCatalogue.all.contains { $0.fileName == fileName && isWritten($0, in: period) }
      || fileName.hasPrefix(PageDefinition.assistant.slug + "-") && assistantPages(in: period).contains { $0.fileName == fileName }
  }

  /// What was read besides conversations, as the report of a period sees it.
  func documents(of period: Period) -> PeriodDocuments {
    let privacy = project.configuration.privacy
    return PeriodDocuments(
      documents, figures: figures, period: period, zone: facts.zone, published: periods, showsRemarks: privacy.remarks,
      showsPeople: privacy.profile == .internalReport)
  }

  /// A page is written when one of the things that it needs is there.
  func isWritten(_ page: PageDefinition, in period: Period) -> Bool {
    if isRollUp, !PageCatalogue.ofRollUps.contains(page.slug) { return false }
    if page.needs.isEmpty { return true }
    return page.needs.contains { need in
      switch need {
      case .metric(let id):
        if case .unavailable = figures.estimate(id, in: period).state { return false }
        return true
      case .group(let dimension):
        return figures.groups(["vol.conversations"], by: dimension, in: period).contains { !$0.isMissing }
      case .versions:
        return figures.groups(["vol.conversations"], by: "version", in: period).contains { VersionName.parts($0.group.key).version != nil }
      case .records(let kind): return documents(of: period).has(kind)
      case .reported(let kind): return documents(of: period).hasReported(kind)
      case .conversations: return conversations.map { !$0.conversations(in: period).latest.isEmpty } ?? false
      case .reviewQueue: return (figures.reviewQueue(in: period)?.any ?? 0) > 0
      case .journeys: return figures.funnel(JourneyFunnel.standard.id, in: period).map { $0.steps.count > 1 } ?? false
      }
    }
  }
}
