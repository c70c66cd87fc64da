internal import Markup
public import Storage
public import Web
public import Kernel

/// The words of people, sign-in, rights and the record of changes.
let peopleWords = Words(
  en: englishWords, zhHans: chineseWords, ru: russianWords, he: hebrewWords)

extension Feature {
  /// Who looks: workspaces, people, teams, roles, sign-in, permissions, audit.
  ///
  /// With a claim code, only who knows it can begin an empty installation; with a post, people
  /// can choose to be told by mail too.
  public static func people(
    mill: PasswordMill, limits: Session.Limits = .standard, claim: ClaimCode? = nil,
    openings: [WorkspaceOpening] = [], post: Post? = nil
  ) -> Feature {
    Feature(
      "people",
      migrations: Schema.migrations,
      words: peopleWords + noticeWords + secondStepWords + protectedTimeWords
        + accessTokenWords,
      navigation: [
        NavigationItem("/start", "nav.start", allow: .change, .settings, rank: 0),
        NavigationItem("/people", "nav.people", allow: .read, .person, rank: 80),
        NavigationItem("/teams", "nav.teams", allow: .read, .team, rank: 81),
        NavigationItem("/settings", "nav.settings", allow: .read, .settings, rank: 90),
        NavigationItem("/audit", "nav.audit", allow: .read, .settings, rank: 91),
      ],
      routes: { routes in
        SignInPages(mill: mill, limits: limits).add(to: routes)
        FirstRunPages(mill: mill, limits: limits, claim: claim, openings: openings).add(to: routes)
        ProfilePages(mill: mill, limits: limits, post: post).add(to: routes)
        SecondStepPages(mill: mill, limits: limits).add(to: routes)
        PersonPages(mill: mill).add(to: routes)
        TeamPages().add(to: routes)
        AccessPages().add(to: routes)
        AuditPages().add(to: routes)
        StartPages().add(to: routes)
        WorkspacePages().add(to: routes)
        PalettePages.add(to: routes)
        NoticePages.add(to: routes)
        ProtectedTimePages.add(to: routes)
        CalendarFeedPages.add(to: routes)
        AccessTokenPages.add(to: routes)
        LetterPages(post: post).add(to: routes)
      },
      jobs: [ProtectedTime.reminding], finders: Finder.people, agendas: [.protectedTime])
  }
}

extension Workspace {
  /// What the frame of a page says about the workspace.
  public static func label(
    _ scope: Scope, _ database: any Database
  ) async throws -> WorkspaceLabel? {
    try await database.read { db in
      guard let workspace = try find(scope, in: db) else { return nil }
      let isDemo = try Setting.value("demo", scope, in: db) == "1"
      let unread = try scope.person.map {
        try Notice.unread(by: Person.ID(rawValue: $0), scope, in: db)
      }
      return WorkspaceLabel(
        name: workspace.name, isDemo: isDemo, zone: workspace.zone, unread: unread ?? 0)
    }
  }

  /// Marks the workspace as made up, which every page then says.
  public static func markAsDemo(
    _ scope: Scope, world: World, in db: any Connection
  ) throws {
    try Setting.set("demo", to: "1", scope: scope, world: world, in: db)
  }
}
