/// A kind of thing that a right is about; each has one row in the matrix of ``Policy``.
public enum Resource: String, Hashable, Sendable, CaseIterable {
  // MARK: What customers and the team said

  /// A conversation, its messages and events; about the agent who answered it.
  case conversation
  /// A customer's answer to a survey.
  case surveyAnswer

  // MARK: How quality is looked at

  /// What the team is for, its values, and the criteria that hang from them.
  case purpose
  /// Scorecards, their criteria, categories and root causes.
  case scorecard
  /// How things are done, revision by revision; `use` is to say that one has read it.
  case procedure
  /// A group that rates one conversation blind; `use` is to hand in one's own ratings,
  /// `person` the agent of the conversation, `assignedTo` who was invited.
  case workshop
  /// What a point of a scale looks like, with the words that show it.
  case benchmark
  /// A cycle: its frozen pool, its plan, its picks and the day of sharing.
  case sampling
  /// Who looks at which conversation, until when; `assignedTo` is the reviewer.
  case assignment
  /// What somebody reads and knows, and what conversations need; `create` is to name a skill.
  case skill
  /// That two people should not look at each other's work; `person` stated it, `assignedTo` is the
  /// other, who never learns of it.
  case conflict
  /// A review nobody but its writer has seen; `person` is the agent, `assignedTo` the reviewer.
  case reviewDraft
  /// A submitted review with its score; `create` is to submit it.
  case review
  /// A new version of a score that was already shared.
  case scoreChange
  /// The name behind a peer review.
  case reviewAuthor
  /// The agent's word that a shared review was read.
  case acknowledgement
  /// What an agent makes of the reviews of a cycle; theirs alone unless they show it.
  case reflection
  /// What an agent works on next: focus points, a plan and its steps; `create` suggests or plans.
  case learning
  /// An agent's disagreement with a review; to decide it is `change`.
  case dispute
  /// How people may disagree: windows, limits, and the share of blind second reviews.
  case disputeRule
  /// A session in which several people score the same conversation.
  case calibration

  // MARK: What is done with it

  /// A coaching note both sides see.
  case coachingNote
  /// A coach's own note; `assignedTo` is the coach.
  case privateNote
  /// Figures of one person.
  case personReport
  /// Figures of a team or the workspace, without persons.
  case teamReport
  /// A named filter of a list; `person` is its owner.
  case savedView
  /// What detectors and rules look for in texts; `use` is to say whether a match is right.
  case evidence
  /// What is learned from reviews and how far it is trusted; `create` is a lesson, `use` is to say
  /// whether an answer is right.
  case learnedScore
  /// Many rows leaving at once.
  case bulkExport

  /// What a person, a team or the centre wants to reach until when; `person` whose it is.
  case goal
  /// Figures locked on a day, to be compared with later ones; `person` whose they are.
  case baseline

  // MARK: The house

  /// When the doors are open, and within which time an answer is promised.
  case openingHours

  /// Queues, how much comes in, what is expected and how many people that takes; no persons.
  case workload
  /// Hours, days and queues that were agreed with somebody.
  case contract
  /// What somebody asks of their days: wishes, time off, an exchange of shifts; `change` decides,
  /// `use` answers as the colleague who is asked.
  case workWish
  /// Who works when; members read what is published.
  case roster
  /// Where the paid hours of a team go.
  case shrinkage
  /// When a team learns, what that costs, and what was given up.
  case training

  /// A file of conversations coming in, its counts, its rejected rows and its undoing.
  case importRun
  /// A colleague's name, address, roles and whether they may sign in.
  case person
  /// A team and who belongs to it.
  case team
  /// One's own profile, password and sessions.
  case account
  /// Time that is kept free for something; `person` is whose time it is.
  case protectedTime
  /// Who changed what, when.
  case auditLog
  /// The workspace's name, zone, language and rules; health and metrics.
  case settings
  /// Backup and restore.
  case backup
  /// Background work: progress, failures, trying again.
  case job
}
