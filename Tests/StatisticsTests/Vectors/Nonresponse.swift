import Statistics
import Testing

let nonresponseFunctions: VectorFunctions = [:]
