import ArgumentParser
@main struct Attune: AsyncParsableCommand { func run() async throws {} }
