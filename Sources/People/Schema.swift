public import Storage

/// The tables of this capability, in the order they came to be.
public enum Schema {
  /// Every step, in order.
  public static let migrations = [
    Migration("people-1", people),
    Migration("people-2", signIn),
    Migration("notices-1", Notice.schema),
    Migration("people-3", SecondStep.schema),
    Migration("protected-time-1", ProtectedTime.schema),
    Migration("calendar-feed-1", CalendarFeed.schema),
    Migration("notices-2", NoticeTopic.schema),
    Migration("protected-time-2", ProtectedTime.purposes),
    Migration("access-token-1", AccessToken.schema),
  ]

  /// Who is there: a workspace, its persons and teams, and what each may do.
  static let people: [SQL] = [
    """
    CREATE TABLE workspace (
      \(.key),
      name TEXT NOT NULL CHECK (LENGTH(name) BETWEEN 1 AND 200),
      zone TEXT NOT NULL,
      language TEXT NOT NULL CHECK (language IN ('en', 'zh-Hans', 'ru', 'he')),
      opens_at INTEGER NOT NULL CHECK (opens_at BETWEEN 0 AND 86399),
      closes_at INTEGER NOT NULL CHECK (closes_at BETWEEN 1 AND 86400),
      work_days INTEGER NOT NULL CHECK (work_days BETWEEN 1 AND 127),
      created_at INTEGER NOT NULL,
      CHECK (workspace_id = id)
    ) \(.strict)
    """,
    """
    CREATE TABLE person (
      \(.key),
      name TEXT NOT NULL CHECK (LENGTH(name) BETWEEN 1 AND 200),
      email TEXT CHECK (LENGTH(email) BETWEEN 1 AND 254),
      password TEXT,
      language TEXT CHECK (language IN ('en', 'zh-Hans', 'ru', 'he')),
      zone TEXT,
      theme TEXT NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark')),
      shortcuts_on INTEGER NOT NULL DEFAULT 1 CHECK (shortcuts_on IN (0, 1)),
      active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      generation INTEGER NOT NULL DEFAULT 1,
      created_at INTEGER NOT NULL,
      CHECK (password IS NULL OR email IS NOT NULL),
      UNIQUE (workspace_id, email)
    ) \(.strict)
    """,
    // Who signs in names no workspace yet.
    "CREATE INDEX person_email ON person (email) WHERE email IS NOT NULL",
    """
    CREATE TABLE person_alias (
      \(.key),
      source TEXT NOT NULL,
      external_id TEXT NOT NULL,
      person_id INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      UNIQUE (workspace_id, source, external_id),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    """
    CREATE TABLE team (
      \(.key),
      name TEXT NOT NULL CHECK (LENGTH(name) BETWEEN 1 AND 200),
      active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      created_at INTEGER NOT NULL,
      UNIQUE (workspace_id, name)
    ) \(.strict)
    """,
    """
    CREATE TABLE membership (
      \(.key),
      person_id INTEGER NOT NULL,
      team_id INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      UNIQUE (workspace_id, person_id, team_id),
      \(.reference(column: "person_id", table: "person")),
      \(.reference(column: "team_id", table: "team"))
    ) \(.strict)
    """,
    "CREATE INDEX membership_team ON membership (workspace_id, team_id, person_id)",
    """
    CREATE TABLE role_grant (
      \(.key),
      person_id INTEGER NOT NULL,
      role TEXT NOT NULL
        CHECK (role IN ('agent', 'lead', 'analyst', 'planner', 'admin', 'auditor')),
      team_id INTEGER,
      granted_at INTEGER NOT NULL,
      granted_by INTEGER,
      CHECK (team_id IS NULL OR role = 'lead'),
      CHECK (granted_by IS NULL OR granted_by <> person_id),
      UNIQUE (workspace_id, person_id, role, team_id),
      \(.reference(column: "person_id", table: "person")),
      \(.reference(column: "team_id", table: "team"))
    ) \(.strict)
    """,
    """
    CREATE UNIQUE INDEX role_grant_whole ON role_grant (workspace_id, person_id, role)
    WHERE team_id IS NULL
    """,
  ]

  /// How somebody proves who they are, and what is remembered of what they did.
  static let signIn: [SQL] = [
    """
    CREATE TABLE session (
      \(.key),
      token_hash BLOB NOT NULL,
      person_id INTEGER NOT NULL,
      generation INTEGER NOT NULL,
      browser TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      seen_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      UNIQUE (workspace_id, token_hash),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX session_person ON session (workspace_id, person_id, seen_at)",
    // An attempt may name nobody, so it belongs to no workspace: its workspace_id is 0.
    """
    CREATE TABLE sign_in_attempt (
      \(.key),
      account_hash BLOB NOT NULL,
      address TEXT NOT NULL,
      succeeded INTEGER NOT NULL CHECK (succeeded IN (0, 1)),
      at INTEGER NOT NULL,
      CHECK (workspace_id = 0)
    ) \(.strict)
    """,
    """
    CREATE INDEX sign_in_attempt_account ON sign_in_attempt (workspace_id, account_hash, at)
    """,
    "CREATE INDEX sign_in_attempt_address ON sign_in_attempt (workspace_id, address, at)",
    """
    CREATE TABLE audit_entry (
      \(.key),
      at INTEGER NOT NULL,
      actor_id INTEGER,
      team_id INTEGER,
      action TEXT NOT NULL
        CHECK (action IN ('read', 'create', 'change', 'remove', 'export', 'use')),
      resource TEXT NOT NULL,
      object_id INTEGER,
      summary TEXT NOT NULL,
      details TEXT NOT NULL
    ) \(.strict)
    """,
    "CREATE INDEX audit_entry_actor ON audit_entry (workspace_id, actor_id, id)",
    "CREATE INDEX audit_entry_object ON audit_entry (workspace_id, resource, object_id, id)",
    "\(.appendOnly("audit_entry"))",
    """
    CREATE TABLE setting (
      \(.key),
      name TEXT NOT NULL,
      value TEXT NOT NULL,
      changed_at INTEGER NOT NULL,
      UNIQUE (workspace_id, name)
    ) \(.strict)
    """,
  ]
}
