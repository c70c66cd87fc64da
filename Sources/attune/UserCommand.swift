import App
import ArgumentParser
import People
import Web

struct UserCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user",
    abstract: "Lists and changes who may sign in, for when nobody can in the browser.",
    discussion: "Listing works while the server runs; changes need it stopped.",
    subcommands: [
      List.self, Add.self, SetPassword.self, DropSecondStep.self, GiveRole.self, TakeRole.self,
      Deactivate.self, Activate.self,
    ])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists everybody, also while the server runs.")
    @OptionGroup var options: DataOptions
    @Flag(name: .long, help: "Report as JSON.") var json = false

    func run() async throws {
      try await withAccounts(options, toRead: true) { accounts in
        let lines = try await accounts.list()
        if json { return try printJSON(lines) }
        for line in lines {
          let roles = line.roles.joined(separator: ", ")
          let end = line.active ? "" : " (inactive)"
          print("\(line.name) <\(line.email ?? "no address")> \(roles)\(end)")
        }
      }
    }
  }

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Adds a person and prints a first password, once.")
    @Argument(help: "The name as colleagues know it.") var name: String
    @Argument(help: "The e-mail address to sign in with.") var email: String
    @Option(name: .long, help: "A role: agent, lead, analyst, planner, admin or auditor.")
    var role: String = "agent"
    @Option(name: .long, help: "The team they belong to.") var team: String?
    @OptionGroup var options: DataOptions
    @Flag(name: .long, help: "Report as JSON.") var json = false

    func run() async throws {
      let role = try role.asRole()
      try await withAccounts(options) { accounts in
        let added = try await accounts.add(
          name: name, email: email, grants: [Grant(role)], teams: team.map { [$0] } ?? [])
        if json {
          return try printJSON(NewPassword(email: email, password: added.password))
        }
        print("Added \(added.person.name). First password, shown once: \(added.password)")
      }
    }
  }

  struct SetPassword: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "password",
      abstract: "Sets a new password, ends all sessions of the person, and prints it.")
    @Argument(help: "The person's e-mail address.") var email: String
    @OptionGroup var options: DataOptions
    @Flag(name: .long, help: "Report as JSON.") var json = false

    func run() async throws {
      try await withAccounts(options) { accounts in
        let password = try await accounts.setPassword(of: email)
        if json { return try printJSON(NewPassword(email: email, password: password)) }
        print(password)
      }
    }
  }

  /// What is said once about somebody's new password.
  private struct NewPassword: Encodable {
    let email: String
    let password: String
  }

  struct DropSecondStep: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Switches off the second step of somebody who lost their telephone and codes.")
    @Argument(help: "The person's e-mail address.") var email: String
    @OptionGroup var options: DataOptions

    func run() async throws {
      try await withAccounts(options) { try await $0.dropSecondStep(of: email) }
    }
  }

  struct GiveRole: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "give-role", abstract: "Gives a role, for one team or everywhere.")
    @Argument(help: "The person's e-mail address.") var email: String
    @Argument(help: "agent, lead, analyst, planner, admin or auditor.") var role: String
    @Option(name: .long, help: "The team it is for.") var team: String?
    @OptionGroup var options: DataOptions

    func run() async throws {
      let role = try role.asRole()
      try await withAccounts(options) { try await $0.give(role, team: team, to: email) }
    }
  }

  struct TakeRole: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "take-role", abstract: "Takes a role away.")
    @Argument(help: "The person's e-mail address.") var email: String
    @Argument(help: "agent, lead, analyst, planner, admin or auditor.") var role: String
    @Option(name: .long, help: "The team it was for.") var team: String?
    @OptionGroup var options: DataOptions

    func run() async throws {
      let role = try role.asRole()
      try await withAccounts(options) { try await $0.take(role, team: team, from: email) }
    }
  }

  struct Deactivate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Keeps a person's history and ends their access.")
    @Argument(help: "The person's e-mail address.") var email: String
    @OptionGroup var options: DataOptions

    func run() async throws {
      try await withAccounts(options) { try await $0.setActive(false, email) }
    }
  }

  struct Activate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lets a person sign in again.")
    @Argument(help: "The person's e-mail address.") var email: String
    @OptionGroup var options: DataOptions

    func run() async throws {
      try await withAccounts(options) { try await $0.setActive(true, email) }
    }
  }
}

extension String {
  fileprivate func asRole() throws -> Role {
    guard let role = Role(rawValue: self) else {
      let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("role: expected one of \(known), found '\(self)'")
    }
    return role
  }
}

/// Opens the installation, hands over its accounts, and closes it.
private func withAccounts(
  _ options: DataOptions, toRead: Bool = false, _ body: (Accounts) async throws -> Void
) async throws {
  let instead = "Stop it first, or do this in the browser as an admin, under People."
  try await reportingErrors(instead: instead) {
    let settings = try await options.settings()
    let house =
      toRead ? try House.openForReading(settings) : try await House.open(settings)
    try await body(try await house.accounts())
    try await house.close()
  }
}
