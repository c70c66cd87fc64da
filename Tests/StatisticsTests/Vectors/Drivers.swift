import Statistics
import Testing

let driversFunctions: VectorFunctions = [:]
