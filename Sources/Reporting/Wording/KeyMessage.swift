import Aggregation
import Insights
import Markup
import Notation
import Templates

/// The top of the overview: the key message and what changed.
struct KeyMessage {
  /// The sentence.
  let lead: RichSentence
  /// The numbers of the sentence.
  let leadFacts: [Fact]
  /// For the title of the page.
  let headline: String
  /// At most three points, the most important first.
  let points: [Point]

  /// One point of "what changed".
  struct Point {
    var tag: Tag
    var sentence: String
    /// Its numbers.
    var facts: [Fact]
    /// Words and address of the page to look at; nil when it is not written.
    var link: (text: String, address: String)?

    /// Sentence and link.
    var fragment: Fragment {
      var writer = MarkupWriter(capacity: 512)
      writer.text(sentence)
      if let link {
        writer.raw(" <a")
        writer.attribute("href", link.address)
        writer.raw(">")
        writer.text(link.text)
        writer.raw("</a>")
      }
      return writer.finish()
    }
  }

  /// Metrics among which changes are looked for, in order of interest.
  static let watched: [MetricID] = [
    "out.deflection_rate", "out.resolution_rate_scored", "out.silent_failure_rate", "sen.negative", "hof.avoidable_rate", "lat.p50",
    "lat.slo_share", "tool.success_rate", "err.rate", "cost.per_conversation", "kb.irrelevant",
  ]

  /// Metrics defined at the foot of the overview.
  static let definedMetrics: [MetricID] = [
    "vol.conversations", "out.deflection_rate", "out.resolution_rate_scored", "sen.negative", "lat.p50", "cost.per_conversation",
  ]

  /// What the key message asks of the aggregation.
  static var queries: [Query] { (watched + definedMetrics + ["dq.scored_coverage"] + PriceCoverage.metrics).map { Query([$0]) } }

  /// The message of a context; `pages` are the slugs that are written.
  init(_ context: BlockContext, pages: [String]) {
    let (facts, headlineMetric) = Self.facts(context)
    let used: [MetricID] = ["vol.conversations"] + (headlineMetric.map { [$0] } ?? [])
    let vendors = used.compactMap { context.figures.estimate($0, in: context.period).origin.vendor }
    var sentence = KeyMessageWords.sentence(facts)
    if !vendors.isEmpty { sentence.add(" These figures are \(ReportedWords.by(vendors)).") }
    lead = sentence
    leadFacts = KeyMessageWords.numbers(facts, headlineMetric)
    headline = KeyMessageWords.headline(facts)
    points = Self.points(context, without: headlineMetric, pages: pages)
  }

  /// The sentence without markup.
  var plainText: String { lead.plain }

  /// The section of the page.
  func fragment(_ templates: TemplateSet) -> Fragment {
    templates.render(
      "message",
      [
        "lead": .markup(lead.fragment), "hasPoints": .flag(!points.isEmpty),
        "points": .list(points.map { ["tag": .markup($0.tag.fragment), "text": .markup($0.fragment)] }),
      ])
  }
}

extension KeyMessage {
  private static func facts(_ context: BlockContext) -> (KeyMessageFacts, MetricID?) {
    let noun = PeriodWords.noun(context.period.kind).singular
    var facts = KeyMessageFacts(
      volume: context.figures.estimate("vol.conversations", in: context.period).value ?? 0, volumeChange: nil, headline: nil, second: nil,
      isBestInAYear: false, periodWords: context.periodWords, periodNoun: noun, isPartial: !context.comparison.isComplete,
      notation: context.notation)
    facts.comparedWords = context.comparison.isComplete ? nil : context.comparedWords
    if let volume = MetricCatalogue.metric("vol.conversations") { facts.volumeChange = context.change(volume, []) }
    guard let metric = context.comparison.leadingOutcome(context.figures), let value = context.current(metric, []).value else {
      return (facts, nil)
    }
    let isResolution = metric.id == "out.resolution_rate_scored"
    facts.headline = (isResolution ? .resolved : .withoutPerson, value, context.change(metric, []))
    if isResolution, context.comparison.says("out.deflection_rate", context.figures),
      let deflection = context.figures.estimate("out.deflection_rate", in: context.period).value
    {
      facts.second = (.withoutPerson, deflection)
    }
    facts.isBestInAYear = context.compares && context.comparison.record(of: metric, figures: context.figures)?.side == .highest
    return (facts, metric.id)
  }

  private static func points(_ context: BlockContext, without headline: MetricID?, pages: [String]) -> [Point] {
    guard context.previousPeriod != nil else { return [] }
    let mirror: MetricID? = headline == "out.deflection_rate" ? "out.handoff_rate" : nil
    let metrics = watched.filter { $0 != headline && $0 != mirror }.compactMap(MetricCatalogue.metric)
    let compared = metrics.map { ($0, context.compared($0, [])) }
    return whatChanged(compared, limit: 3).compactMap { finding in
      guard let current = finding.comparison.current.value, let previous = finding.comparison.previous?.value,
        let previousWords = context.previousWords
      else { return nil }
      let change = ChangeFacts(
        measure: Measure(finding.metric), current: current, previous: previous, isClear: finding.status != .noClearChange,
        previousWords: previousWords, notation: context.notation)
      let tag = StatusWords.tag(finding.status)
      let glyph: Glyph = finding.status == .noClearChange ? .flat : .arrow(for: change.delta)
      return Point(
        tag: Tag(word: tag.word, tone: tag.tone, glyph: glyph), sentence: FindingWords.sentence(finding.status, change),
        facts: [
          Fact("metric", .metric(finding.metric.id)), Fact("now", .number(current, finding.metric.unit)),
          Fact("before", .number(previous, finding.metric.unit)),
        ],
        link: link(finding.metric, pages))
    }
  }

  private static func link(_ metric: Metric, _ pages: [String]) -> (text: String, address: String)? {
    let target: (slug: String, text: String) =
      switch metric.family {
      case .volume: ("volume", "Volume")
      case .outcomes, .sentiment: ("resolution", "Resolution")
      case .knowledge: pages.contains("knowledge") ? ("knowledge", "Knowledge") : ("resolution", "Resolution")
      case .satisfaction: ("csat", "Satisfaction")
      case .conversions: ("conversions", "Conversions")
      case .flows, .days: ("channels", "Channels")
      case .simulations: ("simulations", "Simulations")
      case .evals: ("evals", "Evals")
      case .calls: ("calls", "Calls")
      case .inbox: ("inbox", "Inbox")
      case .handoffs: ("handoffs", "Hand-offs")
      case .topics: ("topics", "Topics")
      case .tools: ("tools", "Tools")
      case .latency: ("latency", "Latency")
      case .cost: ("cost", "Cost")
      case .assistants: ("assistants", "Assistants")
      case .dataQuality: ("data-quality", "Data quality")
      case .own: ("glossary", "Glossary")
      }
    return pages.contains(target.slug) ? (target.text, "\(target.slug).html") : nil
  }
}
