extension Dimension {
  /// Keys of its groups, in their order, when they are fixed labels (`handed_off`, `negative`); nil when the data name the groups.
  public var fixedKeys: [String]? {
    if case let .label(groups) = kind { groups.map(\.key) } else { nil }
  }
}
