import Foundation
import PackagePlugin

/// Puts the UK rulebook, the stylesheet and the scripts into the program, so that one binary can be moved by itself.
@main
struct EmbedFiles: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = context.package.directoryURL
        let rulebook = root.appendingPathComponent("Rulebooks/uk")
        let assets = root.appendingPathComponent("Assets")
        let output = context.pluginWorkDirectoryURL.appendingPathComponent("Embedded.swift")
        let files = try FileManager.default.contentsOfDirectory(at: assets, includingPropertiesForKeys: nil)
        var inputs = files.filter { ["css", "js"].contains($0.pathExtension) }
        let walker = FileManager.default.enumerator(at: rulebook, includingPropertiesForKeys: nil)
        while let file = walker?.nextObject() as? URL {
            if ["yaml", "csv"].contains(file.pathExtension) { inputs.append(file) }
        }
        return [
            .buildCommand(
                displayName: "Embedding the rulebook, the stylesheet and the scripts",
                executable: try context.tool(named: "EmbedTool").url,
                arguments: [rulebook.path, assets.path, output.path], inputFiles: inputs, outputFiles: [output])
        ]
    }
}
