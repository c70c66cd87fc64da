/// The one script of every page: a module without dependencies, in parts, served as one file.
///
/// Every page works without it; it adds in-place updates, shortcuts and drafts that are not lost.
/// Parts share one scope and come in this order.
let scriptText = served([foundationScript, formScript, draftScript, surfaceScript, keyScript])
