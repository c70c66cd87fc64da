internal import Web

extension Resource {
  func name(_ text: Text) -> String {
    switch self {
    case .conversation: text("resource.conversation")
    case .surveyAnswer: text("resource.surveyAnswer")
    case .purpose: text("resource.purpose")
    case .procedure: text("resource.procedure")
    case .workshop: text("resource.workshop")
    case .benchmark: text("resource.benchmark")
    case .scorecard: text("resource.scorecard")
    case .sampling: text("resource.sampling")
    case .assignment: text("resource.assignment")
    case .reviewDraft: text("resource.reviewDraft")
    case .review: text("resource.review")
    case .scoreChange: text("resource.scoreChange")
    case .reviewAuthor: text("resource.reviewAuthor")
    case .acknowledgement: text("resource.acknowledgement")
    case .reflection: text("resource.reflection")
    case .learning: text("resource.learning")
    case .dispute: text("resource.dispute")
    case .calibration: text("resource.calibration")
    case .coachingNote: text("resource.coachingNote")
    case .privateNote: text("resource.privateNote")
    case .personReport: text("resource.personReport")
    case .teamReport: text("resource.teamReport")
    case .savedView: text("resource.savedView")
    case .bulkExport: text("resource.bulkExport")
    case .importRun: text("resource.importRun")
    case .person: text("resource.person")
    case .team: text("resource.team")
    case .account: text("resource.account")
    case .auditLog: text("resource.auditLog")
    case .settings: text("resource.settings")
    case .backup: text("resource.backup")
    case .job: text("resource.job")
    }
  }
}
