import App
import ArgumentParser
import Conversations
import Foundation
import Logging
import Storage
import Web

/// Where the data is; the same for every command.
struct DataOptions: ParsableArguments {
  @Option(
    name: .long,
    help: "The folder of the database, uploads and the lock (ATTUNE_DATA; ./data otherwise).")
  var data: String?

  @Option(name: .long, help: "A postgresql:// URL, in place of the SQLite file (ATTUNE_DATABASE).")
  var database: String?

  @Option(
    name: .long,
    help: "A settings file in JSON (ATTUNE_CONFIG; attune.json in the data folder otherwise).")
  var config: String?

  /// What the flags said about where the data is.
  var flags: Settings.Flags { .init(data: data, database: database, file: config) }

  /// The settings these flags, the environment and the file make together.
  func settings() async throws -> Settings { try await Settings(flags) }
}

/// Runs a command's work and turns what it throws into a sentence and an exit code.
///
/// `instead` is what can be done while another process holds the data folder.
func reportingErrors(
  instead: String = "Stop it first.", _ body: () async throws -> Void
) async throws {
  do {
    try await body()
  } catch let code as ExitCode {
    throw code
  } catch let error as ValidationError {
    throw error
  } catch let error as SettingsError {
    standardError("\(error)")
    throw ExitCode(64)
  } catch let error as SourceError {
    standardError(error.sentence)
    throw ExitCode(1)
  } catch let error as StorageError {
    standardError(sentence(for: error, instead))
    if case .folderInUse = error { throw ExitCode(75) }
    throw ExitCode(1)
  } catch let error as ListenError {
    standardError("\(error)")
    if case .inUse = error { throw ExitCode(75) }
    throw ExitCode(64)
  } catch {
    standardError("\(error)")
    throw ExitCode(1)
  }
}

func standardError(_ line: String) {
  FileHandle.standardError.write(Data((line + "\n").utf8))
}

/// Prints a value as JSON with its keys in order.
func printJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
  print(String(decoding: try encoder.encode(value), as: UTF8.self))
}

/// A logger to standard error, so that standard output holds results alone.
func makeLogger(_ level: Logger.Level = .notice) -> Logger {
  var logger = Logger(label: "attune") { StreamLogHandler.standardError(label: $0) }
  logger.logLevel = level
  return logger
}

private func sentence(for error: StorageError, _ instead: String) -> String {
  switch error {
  case .folderInUse(let path, let holder):
    "The data folder \(path) is in use by process \(holder). \(instead)"
  case .schemaMismatch(let migration):
    """
    The database knows a step '\(migration)' that this version does not, or knows differently. \
    Please run the version that wrote it, or a newer one.
    """
  case .unavailable(let message): "The database does not answer: \(message)"
  case .notDurable(let message): "The database would lose writes when the power fails: \(message)"
  case .unsuitable(let message): "This database does not suit Attune: \(message)"
  case .engine(let code, let message): "The database refused (\(code)): \(message)"
  default: "\(error)"
  }
}

/// Writes what was printed at once, so that a program waiting for a line sees it.
func flushOutput() {
  try? FileHandle.standardOutput.synchronize()
  fflush(nil)
}
