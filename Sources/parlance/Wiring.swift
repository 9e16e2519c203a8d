import Basics

extension Commands {
  /// The commands of the product.
  static let live = Commands(build: missing, check: missing, inspect: missing, explain: missing)

  private static let missing: Work = { request, _ in
    throw Diagnostic("command-missing", area: .usage, "parlance \(request.command.rawValue) is not part of this build")
  }
}
