import Dispatch

/// `transform` of every element, in the order of the elements, on up to `jobs` threads. The result does not depend on `jobs`.
func parallelMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], jobs: Int, _ transform: @Sendable (Element) -> Result
) -> [Result] {
  let stretch = 64
  guard jobs > 1, elements.count > stretch else { return elements.map(transform) }
  let stretches = (elements.count + stretch - 1) / stretch
  let parts = Parts<Result>(count: stretches)
  DispatchQueue.concurrentPerform(iterations: min(jobs, stretches)) { worker in
    var index = worker
    while index < stretches {
      parts.set(index, elements[(index * stretch)..<min(elements.count, (index + 1) * stretch)].map(transform))
      index += min(jobs, stretches)
    }
  }
  return parts.joined()
}

/// One slot for each stretch; a slot is written by one worker.
private final class Parts<Value: Sendable>: @unchecked Sendable {
  private let slots: UnsafeMutableBufferPointer<[Value]>

  init(count: Int) {
    slots = .allocate(capacity: count)
    slots.initialize(repeating: [])
  }

  func set(_ index: Int, _ values: [Value]) { slots[index] = values }

  func joined() -> [Value] { Array(slots.joined()) }

  deinit {
    slots.deinitialize()
    slots.deallocate()
  }
}
