extension Metric {
  /// Every metric, in the order in which a dashboard tells them: the customer's side first.
  public static let all: [Metric] = [
    firstContactResolution, csat, nps, ces, surveyResponse, complaints,
    firstResponse, firstResponseInTime, resolutionTime, solutionInTime, reopens,
    ownership,
    answerWait, serviceLevel, abandonment, handleTime, talkTime, holdTime, wrapTime,
    volumeIn, volumeSolved, backlog, occupancy, shrinkage, adherence,
    reviewScore, callQuality, writingQuality, certificates, certificatesHeld,
  ]

  /// The metric of that name.
  public static func named(_ id: String) -> Metric? { byName[id] }

  private static let byName = Dictionary(
    all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

  // MARK: What the customer has of it

  public static let firstContactResolution = Metric(
    "first-contact-resolution", .share, .share, date: .resolved, better: .higher, credit: .owner,
    counter: "csat", isTempting: true)
  public static let csat = Metric(
    "csat", .share, .share, date: .rated, better: .higher, credit: .rated,
    counter: "survey-response", isTempting: true)
  public static let nps = Metric(
    "nps", .points, .index, date: .rated, better: .higher, credit: .rated,
    counter: "survey-response", isTempting: true)
  public static let ces = Metric(
    "ces", .share, .share, date: .rated, better: .higher, credit: .rated,
    counter: "survey-response")
  public static let surveyResponse = Metric(
    "survey-response", .share, .share, date: .invited, better: .higher, credit: .rated,
    counter: "csat")
  public static let complaints = Metric(
    "complaints", .share, .share, date: .opened, better: .lower, credit: .owner,
    counter: "csat", isTempting: true)

  // MARK: Answering in writing

  public static let firstResponse = Metric(
    "first-response", .seconds, .quantile, date: .replied, better: .lower,
    credit: .firstResponder, counter: "resolution-time", isTempting: true, hasClock: true)
  public static let firstResponseInTime = Metric(
    "first-response-in-time", .share, .share, date: .replied, better: .higher,
    credit: .firstResponder, counter: "resolution-time", isTempting: true)
  public static let resolutionTime = Metric(
    "resolution-time", .seconds, .quantile, date: .resolved, better: .lower, credit: .owner,
    counter: "reopens", isTempting: true, hasClock: true)
  public static let solutionInTime = Metric(
    "solution-in-time", .share, .share, date: .resolved, better: .higher, credit: .owner,
    counter: "reopens", isTempting: true)
  public static let reopens = Metric(
    "reopens", .share, .share, date: .resolved, better: .lower, credit: .owner,
    counter: "resolution-time")
  public static let ownership = Metric(
    "ownership", .share, .share, date: .resolved, better: .higher, credit: .owner,
    counter: "first-contact-resolution")

  // MARK: Answering calls

  public static let answerWait = Metric(
    "answer-wait", .seconds, .quantile, date: .offered, better: .lower, credit: .caller,
    counter: "abandonment")
  public static let serviceLevel = Metric(
    "service-level", .share, .share, date: .offered, better: .higher, credit: .caller,
    counter: "first-contact-resolution", isTempting: true)
  public static let abandonment = Metric(
    "abandonment", .share, .share, date: .offered, better: .lower, credit: .caller,
    counter: "answer-wait")
  public static let handleTime = Metric(
    "handle-time", .seconds, .quantile, date: .offered, better: .between, credit: .caller,
    counter: "first-contact-resolution", isTempting: true)
  public static let talkTime = Metric(
    "talk-time", .seconds, .quantile, date: .offered, better: .between, credit: .caller,
    counter: "first-contact-resolution", isTempting: true)
  public static let holdTime = Metric(
    "hold-time", .seconds, .quantile, date: .offered, better: .lower, credit: .caller,
    counter: "first-contact-resolution")
  public static let wrapTime = Metric(
    "wrap-time", .seconds, .quantile, date: .offered, better: .between, credit: .caller,
    counter: "reopens", isTempting: true)

  // MARK: How much there is

  public static let volumeIn = Metric(
    "volume-in", .count, .count, date: .opened, better: .neither, credit: .owner,
    counter: "backlog")
  public static let volumeSolved = Metric(
    "volume-solved", .count, .count, date: .resolved, better: .neither, credit: .owner,
    counter: "reopens", isTempting: true)
  public static let backlog = Metric(
    "backlog", .count, .count, date: .standing, better: .lower, credit: .owner,
    counter: "resolution-time")

  // MARK: Working time

  public static let occupancy = Metric(
    "occupancy", .share, .rate, date: .worked, better: .between, credit: .oneself,
    counter: "csat", isTempting: true)
  public static let shrinkage = Metric(
    "shrinkage", .share, .rate, date: .worked, better: .between, credit: .oneself,
    counter: "occupancy")
  public static let adherence = Metric(
    "adherence", .share, .rate, date: .worked, better: .higher, credit: .oneself,
    counter: "csat", isTempting: true)

  // MARK: Quality

  public static let reviewScore = Metric(
    "review-score", .score, .mean, date: .opened, better: .higher, credit: .reviewed,
    counter: "csat")
  public static let callQuality = Metric(
    "call-quality", .score, .mean, date: .opened, better: .higher, credit: .reviewed,
    counter: "handle-time")
  public static let writingQuality = Metric(
    "writing-quality", .score, .mean, date: .opened, better: .higher, credit: .reviewed,
    counter: "resolution-time")
  public static let certificates = Metric(
    "certificates", .count, .count, date: .passed, better: .higher, credit: .oneself,
    counter: "review-score")
  public static let certificatesHeld = Metric(
    "certificates-held", .count, .count, date: .standing, better: .higher, credit: .oneself,
    counter: "review-score")
}
