import Foundation
import PackagePlugin

/// Turns the package's `templates/` and `assets/` into a Swift file of string literals of the target.
///
/// The build system keeps the plan of a plugin until the manifest or a source folder changes, so a list of input files would
/// miss an added file and fail on a removed one. The command's only input is therefore a file that the command itself
/// renews: it runs in every build. That takes milliseconds, and an unchanged result is left alone, so nothing is compiled
/// again without need.
@main struct EmbedResources: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folders = ["templates", "assets"].flatMap { name in
      [name, context.package.directoryURL.appending(path: name, directoryHint: .isDirectory).path]
    }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedResources.swift")
    let tick = context.pluginWorkDirectoryURL.appending(path: "every-build.tick")
    if !FileManager.default.fileExists(atPath: tick.path) { try Data().write(to: tick) }
    return [
      .buildCommand(
        displayName: "Embedding templates and assets", executable: try context.tool(named: "embed-resources").url,
        arguments: [output.path, tick.path] + folders, inputFiles: [tick], outputFiles: [output])
    ]
  }
}
