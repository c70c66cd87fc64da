import Statistics

/// What is timed: the name the script knows it by, and one run of it.
struct Task {
  let name: String
  let work: () -> [Double?]
}

extension Task {
  /// Every task on its data; the time includes all that a caller has to do with plain arrays.
  static func all(_ inputs: Inputs) -> [Task] {
    agreement(inputs) + intervals(inputs) + effects(inputs) + others(inputs)
  }

  private static func agreement(_ inputs: Inputs) -> [Task] {
    let (five, many) = (inputs.rows("kalpha0"), inputs.rows("kalpha1"))
    let few = inputs.rows("kalphaBootstrap")
    let draws = inputs.list("kalphaBootstrap.settings").map { Int($0) }
    let gwet = inputs.rows("gwet")
    let pairs = inputs.numbers("kappa")
    let icc = inputs.rows("icc")
    let levels: [(String, MeasurementLevel)] = [
      ("nominal", .nominal), ("ordinal", .ordinal), ("interval", .interval),
    ]
    return levels.map { name, level in
      Task(name: "kalpha0.\(name)") {
        [krippendorffAlpha(Ratings(five), level: level).estimate.value]
      }
    } + [
      Task(name: "kalpha1.interval") {
        [krippendorffAlpha(Ratings(many), level: .interval).estimate.value]
      },
      Task(name: "kalphaBootstrap") {
        let found = krippendorffAlphaBootstrap(
          Ratings(few), level: .ordinal, replicates: draws[0], seed: UInt64(draws[1]))
        return [found.estimate.value, found.estimate.lower, found.estimate.upper]
      },
      Task(name: "gwet") {
        let found = gwetAC(Ratings(gwet), categories: [1, 2, 3, 4, 5], weights: .quadratic)
        return [found.estimate.value, found.standardError]
      },
      Task(name: "kappa") {
        let found = cohenKappa(
          pairs[0], pairs[1], categories: [1, 2, 3, 4, 5], weights: .quadratic)
        return [found.estimate.value]
      },
      Task(name: "icc") {
        let found = intraclassCorrelation(Ratings(icc))
        let forms = [
          found.oneWay, found.agreement, found.consistency, found.oneWayOfMean,
          found.agreementOfMean, found.consistencyOfMean,
        ]
        return forms.map(\.value)
      },
    ]
  }

  private static func intervals(_ inputs: Inputs) -> [Task] {
    let shares = inputs.numbers("shares")
    let values = inputs.list("bootstrap")
    let draws = inputs.list("bootstrap.settings").map { Int($0) }
    func each(_ interval: (Double, Double) -> Estimate) -> [Double?] {
      var ends = [Double?]()
      ends.reserveCapacity(2 * shares[0].count)
      for index in shares[0].indices {
        let found = interval(shares[0][index], shares[1][index])
        ends.append(found.lower)
        ends.append(found.upper)
      }
      return ends
    }
    func bootstrap(_ method: BootstrapMethod) -> [Double?] {
      let found = bootstrapInterval(
        values, method: method, replicates: draws[0], seed: UInt64(draws[1]))
      return [found.estimate.lower, found.estimate.upper]
    }
    return [
      Task(name: "wilson") { each { wilsonInterval(successes: $0, n: $1) } },
      Task(name: "jeffreys") { each { jeffreysInterval(successes: $0, n: $1) } },
      Task(name: "clopperPearson") { each { clopperPearsonInterval(successes: $0, n: $1) } },
      Task(name: "bootstrap.percentile") { bootstrap(.percentile) },
      Task(name: "bootstrap.bca") { bootstrap(.bca) },
    ]
  }

  private static func effects(_ inputs: Inputs) -> [Task] {
    let series = inputs.rows("its").first ?? []
    let (short, long) = (inputs.list("mannKendall120"), inputs.list("mannKendall1000"))
    let times = long.indices.map(Double.init)
    func errors(_ model: InterruptedTimeSeries.Model?) -> [Double?] {
      [model?.level, model?.trend, model?.levelChange, model?.trendChange].flatMap {
        [$0?.estimate, $0?.standardError]
      }
    }
    func trend(_ values: [Double]) -> [Double?] {
      let found = mannKendall(values)
      return [found.s.map(Double.init), found.variance, found.z, found.pNormal]
    }
    return [
      Task(name: "its") {
        errors(interruptedTimeSeries(series, interruption: 18, lag: 2).neweyWest)
      },
      Task(name: "its.gls") {
        errors(interruptedTimeSeries(series, interruption: 18, lag: 2).praisWinsten)
      },
      Task(name: "mannKendall120") { trend(short) },
      Task(name: "mannKendall1000") { trend(long) },
      Task(name: "theilSen") {
        let found = theilSen(x: times, y: long)
        return [found.slope.value, found.interceptMedians, found.slope.lower, found.slope.upper]
      },
    ]
  }

  private static func others(_ inputs: Inputs) -> [Task] {
    let judged = inputs.numbers("ppi")
    let pValues = inputs.list("pValues")
    let drivers = inputs.numbers("drivers")
    let response = inputs.list("driversResponse")
    let agents = inputs.numbers("agents")
    let cells = inputs.numbers("rake")
    let margins = inputs.numbers("rake.margins")
    return [
      Task(name: "ppi") {
        let found = ppiMeanCompat(
          labels: judged[0], predictions: judged[1], unlabeledPredictions: judged[2])
        return [found.estimate.lower, found.estimate.upper]
      },
      Task(name: "benjaminiHochberg") { adjustPValues(pValues) ?? [] },
      Task(name: "lmg") {
        relativeImportance(drivers, response: response).drivers.map(\.contribution)
      },
      Task(name: "pooling") {
        let found = partialPooling(agents[0], standardErrors: agents[1])
        return [found.tau2, found.mean.value, found.meanStandardError]
      },
      Task(name: "hierarchical") {
        hierarchicalNormal(agents[0], standardErrors: agents[1]).agents.flatMap {
          [$0.estimate.value, $0.estimate.lower, $0.estimate.upper]
        }
      },
      Task(name: "rake") {
        rake(seed: cells, rowTotals: margins[0], columnTotals: margins[1]).table.flatMap { $0 }
      },
    ]
  }
}
