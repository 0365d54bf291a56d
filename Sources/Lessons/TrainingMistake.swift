import Formulas

/// A mistake in the samples or in the step of gradient descent.
enum TrainingMistake: Mistake {
  /// A key that is given for the whole lesson and for each sample.
  case bothPlaces(String)
  /// A sample that has a key which the first one does not have, or the other way round.
  case unlike(String, sample: Int, has: Bool)
  /// `batch` without samples.
  case batchWithoutSamples
  /// `updates` without an update.
  case updatesWithoutUpdate
  /// An update where there are no parameters.
  case nothingLearns
  /// An update without a rate.
  case noRate
  /// A number outside the limits of its key.
  case outOfRange(String, text: String)
  /// A parameter that is listed twice.
  case twice(String)
  /// A part of a parameter in PyTorch's form.
  case part(String, of: String)
  /// A quantity that is no parameter.
  case notLearnt(String, all: [String])
  /// A name that the lesson does not have.
  case unknown(String, meant: String?, all: [String])
  /// A velocity of a parameter that does not learn.
  case fixed(String)
  /// A velocity without momentum.
  case velocityWithoutMomentum
  /// A velocity of another shape than its parameter.
  case velocityShape(Shape, of: String, wanted: Shape)

  var description: String {
    switch self {
    case .bothPlaces(let key): "the lesson has \(key) of its own besides those of the samples"
    case .unlike(let key, let sample, let has):
      has
        ? "sample \(sample) has \(key), which sample 1 does not have"
        : "sample \(sample) has no \(key), which sample 1 has"
    case .batchWithoutSamples: "there are no samples to make a batch of"
    case .updatesWithoutUpdate: "updates says how many, but not how the parameters change"
    case .nothingLearns: "the lesson has no parameters that could learn"
    case .noRate: "the update has no rate"
    case .outOfRange(let what, let text): "\(what) is \(text)"
    case .twice(let name): "\(name) is listed twice"
    case .part(let name, let whole): "\(name) is part of \(whole), which learns as a whole"
    case .notLearnt(let name, _): "\(name) is not a parameter, so it does not learn"
    case .unknown(let name, _, _): "there is no parameter \(name.quoted)"
    case .fixed(let name): "\(name) does not learn, so it has no velocity"
    case .velocityWithoutMomentum: "without momentum, a velocity changes nothing"
    case .velocityShape(let shape, let name, let wanted):
      "the velocity of \(name) \(shape.phrase), but \(name) \(wanted.phrase)"
    }
  }

  var hint: String? {
    switch self {
    case .bothPlaces(let key): "write \(key) either once for all samples or in each of them"
    case .unlike: "give all samples the same keys"
    case .batchWithoutSamples: "list them: samples: [{sequence: …, targets: …}, …]"
    case .updatesWithoutUpdate: "add update: {rate: 0.1}"
    case .nothingLearns: "parameters: gives values that learn"
    case .noRate: "add the learning rate: update: {rate: 0.1}"
    case .outOfRange("the rate", _): "a learning rate is greater than 0, such as 0.1"
    case .outOfRange("clip", _):
      "the largest norm of the gradient is greater than 0, such as 1; leave clip out for none"
    case .outOfRange("momentum", _): "momentum is at least 0 and less than 1, such as 0.9"
    case .outOfRange: "weight decay is at least 0, such as 0.01"
    case .twice: "list each parameter once"
    case .part(_, let whole): "write \(whole)"
    case .notLearnt(_, let all): "the parameters are \(all.joined(lastBy: "and"))"
    case .unknown(_, let meant, let all):
      meant.map(guess) ?? "the parameters are \(all.joined(lastBy: "and"))"
    case .fixed: "add it to the update's parameters, or leave its velocity out"
    case .velocityWithoutMomentum: "add momentum: 0.9, or leave velocity out"
    case .velocityShape: "give it the parameter's shape"
    }
  }
}
