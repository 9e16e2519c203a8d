import CPCRE2

/// Matches texts of customers against the patterns of a project, for one worker: nobody learns more than which patterns match.
///
/// No pattern can hold a build up. A match attempt is given up after a fixed number of steps from one place of the text, of memory, and of
/// depth; a text is looked at up to its 16,384th byte. A text on which a pattern gave up counts as not matched, and is counted.
public final class PatternMatcher: @unchecked Sendable {
  /// Bytes of a text that are looked at.
  public static let longestText = 16_384
  /// Steps of one attempt (PCRE2's match limit).
  static let steps: UInt32 = 20_000
  /// Depth of backtracking where the pattern is interpreted.
  static let depth: UInt32 = 1_000
  /// Memory of one match in KiB where the pattern is interpreted, and bytes of the stack of compiled patterns.
  static let heap: UInt32 = 1_024
  static let stack = 256 << 10

  private let patterns: PatternSet
  private let context: OpaquePointer
  private let data: OpaquePointer
  private let jitStack: OpaquePointer?
  /// Texts on which each pattern gave up, in the order of the set.
  public private(set) var exhausted: [Int]

  /// nil for no patterns, and when memory ends.
  public init?(_ set: PatternSet) {
    guard !set.isEmpty, let context = pcre2_match_context_create_8(nil) else { return nil }
    guard let data = pcre2_match_data_create_8(1, nil) else {
      pcre2_match_context_free_8(context)
      return nil
    }
    patterns = set
    self.context = context
    self.data = data
    exhausted = [Int](repeating: 0, count: set.entries.count)
    pcre2_set_match_limit_8(context, Self.steps)
    pcre2_set_depth_limit_8(context, Self.depth)
    pcre2_set_heap_limit_8(context, Self.heap)
    jitStack = pcre2_jit_stack_create_8(32 << 10, Self.stack, nil)
    if let jitStack { pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(jitStack)) }
  }

  deinit {
    if let jitStack { pcre2_jit_stack_free_8(jitStack) }
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
  }

  /// Bits of the patterns on users' texts that a message of a user matches, those of `first` included where it is the first one.
  public func user(_ text: UnsafeBufferPointer<UInt8>, isFirst: Bool) -> UInt64 {
    matches(text, isFirst ? patterns.user | patterns.first : patterns.user)
  }

  /// Bits of the patterns on the assistant's texts that a message matches.
  public func assistant(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 { matches(text, patterns.assistant) }

  private func matches(_ text: UnsafeBufferPointer<UInt8>, _ wanted: UInt64) -> UInt64 {
    guard wanted != 0, let start = text.baseAddress else { return 0 }
    let count = min(text.count, Self.longestText)
    // Where a long text is cut, its end is no end of a line.
    let options = count < text.count ? PCRE2_NOTEOL : 0
    var rest = wanted
    var found: UInt64 = 0
    while rest != 0 {
      let bit = rest.trailingZeroBitCount
      rest &= rest - 1
      let result = pcre2_match_8(patterns.entries[bit].pattern.code.code, start, count, 0, options, data, context)
      if result >= 0 {
        found |= 1 << UInt64(bit)
      } else if result != PCRE2_ERROR_NOMATCH {
        exhausted[bit] += 1
      }
    }
    return found
  }
}
