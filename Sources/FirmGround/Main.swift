import ArgumentParser
import Foundation
import NIOCore
import NIOPosix

/// The entry point: exit 0 on success, 1 on a refusal or a failed check, 2 on bad usage.
@main
enum Main {
    static func main() async {
        Terminal.ignoreBrokenPipes()
        do {
            var command = try FirmGroundCommand.parseAsRoot()
            if type(of: command) is any ServesPages.Type {
                // Tasks run on the event loops: a request stays on the thread that read it, which doubles the pages a second
                // on two cores. Where it cannot be had, everything works as before. Other commands share their work among
                // all cores, which this would not do.
                _ = NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
            }
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            if !failure.message.isEmpty { Terminal.complain(failure.message) }
            exit(failure.code)
        } catch {
            let code = FirmGroundCommand.exitCode(for: error)
            let message = FirmGroundCommand.fullMessage(for: error)
            switch code {
            case .success:
                print(message)
                exit(0)
            case .validationFailure:
                Terminal.complain(message)
                exit(2)
            default:
                Terminal.complain(Failure.sentence(for: error))
                exit(1)
            }
        }
    }
}

/// A command whose work is to answer requests.
protocol ServesPages {}

struct FirmGroundCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "firmground",
        abstract: "A case system for a National Referral Mechanism.",
        discussion: """
            Finds, decides on, supports and protects victims of modern slavery, under a rulebook that a policy lawyer can read.

            Start with:  firmground demo
            """,
        version: "0.1.0",
        subcommands: [
            RulebookCommand.self, InitCommand.self, MigrateCommand.self, ImportCommand.self, ActCommand.self,
            ShowCommand.self,
            WorklistCommand.self, SearchCommand.self, OrganisationCommand.self, AccountCommand.self,
            InterfaceCommand.self, ServeCommand.self,
            DemoCommand.self,
            VerifyCommand.self, CheckpointCommand.self, RebuildCommand.self, BackupCommand.self, RestoreCommand.self,
            CopyCommand.self, KeysCommand.self,
        ])
}
