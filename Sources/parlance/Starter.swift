import Basics
import Publishing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `parlance init`: writes the starter project. What is there already stays as it is; a folder that is missing is made.
/// Throws `init-failed`.
func writeStarter(in directory: String) throws(Diagnostic) -> Outcome {
  var outcome = Outcome()
  var written: [String] = []
  var present: [String] = []
  try makeFolder(directory)
  for file in StarterProject.files {
    let path = directory == "." ? file.path : "\(directory)/\(file.path)"
    var folder = directory
    for part in file.path.split(separator: "/").dropLast() {
      folder += "/\(part)"
      try makeFolder(folder)
    }
    if try create(path, file.text) { written.append(path) } else { present.append(path) }
  }
  outcome.lines = written.map { "wrote \($0)" } + present.map { "kept  \($0), it was there already" }
  let build = directory == "." ? "parlance build" : "parlance build \(directory)"
  outcome.lines.append("Next: put exports into \(directory == "." ? "" : directory + "/")exports/, then run \(build)")
  outcome.result = .object([
    "command": .string("init"), "written": .array(written.map { .string($0) }), "kept": .array(present.map { .string($0) }),
  ])
  return outcome
}

/// Also what is missing above it.
private func makeFolder(_ path: String) throws(Diagnostic) {
  var partial = path.hasPrefix("/") ? "/" : ""
  for part in path.split(separator: "/") {
    partial += partial.isEmpty || partial == "/" ? String(part) : "/\(part)"
    if mkdir(partial, 0o777) != 0, errno != EEXIST, errno != EISDIR { throw cannot("make the folder", partial, errno) }
  }
}

/// False when something has that name already.
private func create(_ path: String, _ text: String) throws(Diagnostic) -> Bool {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
  if descriptor < 0 {
    if errno == EEXIST { return false }
    throw cannot("write", path, errno)
  }
  if let number = fill(descriptor, path, text) { throw cannot("write", path, number) }
  return true
}

/// Writes a file anew, over what was there. Throws `output-failed`.
func replaceFile(_ path: String, _ text: String) throws(Diagnostic) {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
  guard let number = descriptor < 0 ? errno : fill(descriptor, path, text) else { return }
  throw Diagnostic("output-failed", area: .data, "cannot write \"\(path)\": \(reason(number))")
}

/// Writes all of a text and closes the file; one that cannot be written in full is taken away. The error number, or nil.
private func fill(_ descriptor: Int32, _ path: String, _ text: String) -> Int32? {
  defer { close(descriptor) }
  let bytes = Array(text.utf8)
  var done = 0
  while done < bytes.count {
    let count = bytes[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count < 0 {
      if errno == EINTR { continue }
      let number = errno
      unlink(path)
      return number
    }
    done += count
  }
  return nil
}

private func cannot(_ action: String, _ path: String, _ number: Int32) -> Diagnostic {
  Diagnostic("init-failed", area: .data, "cannot \(action) \"\(path)\": \(reason(number))")
}

private func reason(_ number: Int32) -> String { strerror(number).map { String(cString: $0) } ?? "error \(number)" }
