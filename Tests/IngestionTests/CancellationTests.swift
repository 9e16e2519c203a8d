import Basics
import Foundation
import Synchronization
import Testing

@testable import Ingestion

struct CancellationTests {
  @Test("reading ends soon after it is cancelled, in any pass, with one error", arguments: [0, 1, 5, 40], [1, 3])
  func cancelled(after questions: Int, jobs: Int) throws {
    let folder = try Folder()
    // The same conversations twice: three passes are needed.
    let body = exportBody((0..<3000).map { conversation("c\($0)") })
    try folder.write("a.json", body)
    try folder.write("b.json", body)
    let asked = Mutex(0)
    let problem = #expect(throws: Diagnostics.self) {
      _ = try ingest(
        folder.settings(jobs: jobs, pieceSize: 64 << 10),
        isCancelled: {
          asked.withLock {
            $0 += 1
            return $0 > questions
          }
        }, makeSink: { Rows() })
    }
    #expect(problem?.list.map(\.description) == ["error[build-stopped]: stopped while reading; nothing was published"])
    // Each worker may ask twice more a pass, and between passes it is asked again.
    #expect(asked.withLock { $0 } <= questions + 8 * jobs + 4)
  }
}
