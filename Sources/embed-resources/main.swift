import Foundation

// embed-resources OUTPUT TICK (NAME FOLDER)…: writes OUTPUT, one Swift file with every text file of the folders as a string
// literal, and renews TICK, which makes the build run this again next time.

let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count >= 2, arguments.count % 2 == 0 else {
  stop("usage: embed-resources OUTPUT TICK (NAME FOLDER)…")
}
do {
  var resources: [EmbeddedResource] = []
  for index in stride(from: 2, to: arguments.count, by: 2) {
    resources += try embeddedResources(in: arguments[index + 1], named: arguments[index])
  }
  let text = Data(sourceText(resources).utf8)
  // An unchanged file keeps its date, so that nothing is compiled again.
  if FileManager.default.contents(atPath: arguments[0]) != text {
    // The compiler tells two versions apart by whole seconds.
    let exists = FileManager.default.fileExists(atPath: arguments[0])
    let attributes = exists ? try FileManager.default.attributesOfItem(atPath: arguments[0]) : [:]
    if let date = attributes[.modificationDate] as? Date, date < Date() {
      Thread.sleep(until: Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down) + 1.01))
    }
    try text.write(to: URL(filePath: arguments[0]), options: .atomic)
  }
  // A new file in place of the old one is a change even within the resolution of dates.
  try Data().write(to: URL(filePath: arguments[1]), options: .atomic)
} catch {
  stop("error: \(error)")
}

func stop(_ message: String) -> Never {
  FileHandle.standardError.write(Data((message + "\n").utf8))
  exit(1)
}
