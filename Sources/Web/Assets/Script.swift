/// The one script of every page: a module without dependencies, in parts, served as one file.
///
/// Every page works without it; it adds in-place updates, shortcuts and drafts that are not lost.
let scriptText: String = ([] as [StaticString]).map { "\($0)" }.joined(separator: "\n")
