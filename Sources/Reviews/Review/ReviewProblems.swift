internal import Web

extension ReviewError {
  /// The refusal as the reader sees it.
  var problem: Problem {
    switch self {
    case .unknown, .notYours: .notFound
    case .stale: .conflict("review.stale")
    case .submitted: .conflict("review.problem.submitted")
    case .withdrawn: .conflict("review.problem.withdrawn")
    case .incomplete: .invalid("review.problem.incomplete")
    case .closed, .tooLateForOwnView: .conflict("review.problem.closed")
    case .notShared: .conflict("review.problem.notShared")
    case .acknowledged: .conflict("review.problem.acknowledged")
    case .commentEmpty: .invalid("review.problem.commentEmpty")
    }
  }
}

extension CycleError {
  /// The refusal as the reader sees it.
  var problem: Problem {
    switch self {
    case .unknown: .notFound
    case .faulty: .invalid("cycle.problem.faulty")
    case .exists: .conflict("cycle.problem.exists")
    case .tooFewToHide: .invalid("cycle.problem.tooFew")
    case .state: .conflict("cycle.problem.state")
    case .emptyPool: .conflict("cycle.problem.emptyPool")
    case .earlyWithoutReason: .invalid("cycle.problem.early")
    case .replacementWithoutReason: .invalid("cycle.problem.reason")
    case .alreadyReviewed: .conflict("cycle.problem.reviewed")
    case .noneLeft: .conflict("cycle.problem.noneLeft")
    }
  }
}
