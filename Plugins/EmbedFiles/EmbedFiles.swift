import Foundation
import PackagePlugin

/// Puts the UK rulebook and the stylesheet into the program, so that one binary can be moved by itself.
@main
struct EmbedFiles: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = context.package.directoryURL
        let rulebook = root.appendingPathComponent("Rulebooks/uk")
        let stylesheet = root.appendingPathComponent("Assets/firmground.css")
        let output = context.pluginWorkDirectoryURL.appendingPathComponent("Embedded.swift")
        var inputs = [stylesheet]
        let walker = FileManager.default.enumerator(at: rulebook, includingPropertiesForKeys: nil)
        while let file = walker?.nextObject() as? URL {
            if ["yaml", "csv"].contains(file.pathExtension) { inputs.append(file) }
        }
        return [
            .buildCommand(
                displayName: "Embedding the rulebook and the stylesheet",
                executable: try context.tool(named: "EmbedTool").url,
                arguments: [rulebook.path, stylesheet.path, output.path], inputFiles: inputs, outputFiles: [output])
        ]
    }
}
