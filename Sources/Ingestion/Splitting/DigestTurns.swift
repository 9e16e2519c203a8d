import Foundation

/// The digest of a file whose blocks are decoded by several workers: each block is added in file order.
final class DigestTurns: @unchecked Sendable {
  private let condition = NSCondition()
  /// Ticket of the block that is next.
  private var turn = 0
  private var digest = Digest()

  /// Adds a block if it is its turn.
  func tryAdd(_ block: Block) -> Bool {
    condition.lock()
    let isMyTurn = turn == block.ticket
    condition.unlock()
    if isMyTurn { update(block) }
    return isMyTurn
  }

  /// Waits for the blocks before it, then adds it.
  func add(_ block: Block) {
    condition.lock()
    while turn != block.ticket { condition.wait() }
    condition.unlock()
    update(block)
  }

  private func update(_ block: Block) {
    digest.update(block.newBytes)
    condition.lock()
    turn += 1
    condition.broadcast()
    condition.unlock()
  }

  /// Lower-case hexadecimal; only after all blocks were added.
  func finish() -> String? { digest.finish() }
}
