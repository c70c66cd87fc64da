package import Hummingbird

/// What belongs to one request while the router works on it.
package struct WebContext: RequestContext {
  package var coreContext: CoreRequestContextStorage

  package init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
  }
}
