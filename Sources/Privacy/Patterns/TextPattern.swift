import CPCRE2

/// A regular expression of a project, compiled once: Perl's syntax (PCRE2) over Unicode text. What it is matched against is text of
/// customers, so all that can be learnt is whether it matches.
public struct TextPattern: Sendable {
  /// Why a pattern cannot be compiled, and where.
  public struct Problem: Error, Sendable, Hashable {
    /// Bytes of the pattern (UTF-8) before the place of the problem.
    public let offset: Int
    /// What is wrong there, in PCRE2's words.
    public let message: String
  }

  /// Bytes (UTF-8) a pattern may have.
  public static let longest = 1024

  let code: CompiledPattern

  /// A pattern; `\w`, `\b` and letters of either case mean those of every script. `\C` is not allowed.
  /// - Throws: where the pattern is wrong.
  public init(_ pattern: String, isCaseless: Bool = false) throws(Problem) {
    guard pattern.utf8.count <= Self.longest else {
      throw Problem(offset: Self.longest, message: "longer than \(Self.longest) bytes")
    }
    code = try CompiledPattern(Array(pattern.utf8), isCaseless: isCaseless)
  }
}

/// The one owner of a compiled pattern. Matching does not change it, so workers share it.
final class CompiledPattern: @unchecked Sendable {
  let code: OpaquePointer

  init(_ pattern: [UInt8], isCaseless: Bool) throws(TextPattern.Problem) {
    var options = PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C
    if isCaseless { options |= PCRE2_CASELESS }
    var error: Int32 = 0
    var offset = 0
    guard let made = pcre2_compile_8(pattern, pattern.count, options, &error, &offset, nil) else {
      throw TextPattern.Problem(offset: min(offset, pattern.count), message: errorText(error))
    }
    code = made
    // Where there is no just-in-time compiler for the processor, the pattern is interpreted.
    _ = pcre2_jit_compile_8(made, PCRE2_JIT_COMPLETE)
  }

  deinit { pcre2_code_free_8(code) }
}

private func errorText(_ code: Int32) -> String {
  var buffer = [UInt8](repeating: 0, count: 256)
  let count = pcre2_get_error_message_8(code, &buffer, buffer.count)
  return count > 0 ? String(decoding: buffer.prefix(Int(count)), as: UTF8.self) : "not a regular expression"
}
