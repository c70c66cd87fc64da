internal import Kernel
internal import Markup
internal import Storage
internal import Web

extension Finder {
  /// People and teams, as far as the reader may see them.
  static let people: [Finder] = [
    Finder(allow: .read, .person) { visit, words in
      let (actor, text) = (visit.actor, visit.text)
      let directory = try await visit.database.read { db in try Directory(for: actor, in: db) }
      let persons = directory.persons.filter { $0.isActive && $0.name.matches(words) }
      return persons.prefix(most).map { person in
        let teams = directory.teamNames(of: person.id)
        return Finding(
          .person(person.id), person.name,
          note: teams.isEmpty ? text("people.title") : visit.text.list(teams))
      }
    },
    Finder(allow: .read, .team) { visit, words in
      let actor = visit.actor
      let directory = try await visit.database.read { db in try Directory(for: actor, in: db) }
      return directory.teams.filter { $0.isActive && $0.name.matches(words) }.prefix(most).map {
        Finding(.team($0.id), $0.name, note: visit.text("team.title"))
      }
    },
    .page("/people/new", "people.new", allow: .create, .person),
    .page("/access", "access.title", allow: .read, .account),
    .page("/notices", "notice.title", allow: .read, .account),
    .page("/letters", "letter.title", allow: .read, .settings),
  ]
}
