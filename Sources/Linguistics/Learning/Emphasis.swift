/// How much what each side said last counts beside all that was said.
///
/// Where people judge the last turn it matters, where they judge the whole it distracts; which it
/// is shows on unseen parts. What was chosen goes into the weights of a model.
enum Emphasis {
  static let choices: [Float] = [1, 3, 0.3]

  /// The scale of each row by its block.
  static func scales(_ blocks: [UInt8], last: Float) -> [Float] {
    blocks.map { FeatureMaker.View.isLast($0) ? last : 1 }
  }
}

extension Network {
  /// The network for features that were not scaled.
  func absorbing(_ scales: [Float]) -> Network {
    var network = self
    for place in network.first.indices { network.first[place] *= scales[place / lanes] }
    return network
  }
}

extension LinearFit {
  /// The model for features that were not scaled.
  func absorbing(_ scales: [Float]) -> LinearFit {
    var fit = self
    for place in fit.weights.indices { fit.weights[place] *= scales[place / lanes] }
    return fit
  }
}
