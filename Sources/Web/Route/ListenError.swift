internal import NIOCore

#if canImport(Glibc)
  internal import Glibc
#endif

/// Why the server cannot listen where it was told to.
public enum ListenError: Error, Hashable, Sendable {
  /// Another program answers there already.
  case inUse(host: String, port: Int)
  /// The system keeps the port for others, as it does with those below 1024.
  case notAllowed(port: Int)
  /// The address does not belong to this machine.
  case notHere(host: String)

  /// What the network said, as far as it is about where to listen.
  init?(_ error: any Error, host: String, port: Int) {
    if error is SocketAddressError.UnknownHost || error is SocketAddressError {
      self = .notHere(host: host)
      return
    }
    guard let error = error as? IOError else { return nil }
    switch error.errnoCode {
    case EADDRINUSE: self = .inUse(host: host, port: port)
    case EACCES, EPERM: self = .notAllowed(port: port)
    case EADDRNOTAVAIL: self = .notHere(host: host)
    default: return nil
    }
  }
}

extension ListenError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .inUse(let host, let port):
      """
      Port \(port) of \(host) is in use by another program. Stop that one, or take another port \
      with --port (0 takes a free one).
      """
    case .notAllowed(let port):
      """
      This user may not listen on port \(port). Take one from 1024 on with --port, and let a \
      proxy in front have \(port).
      """
    case .notHere(let host):
      """
      \(host) is no address of this machine. --host names one: 127.0.0.1 for this machine only, \
      0.0.0.0 for all networks it is in.
      """
    }
  }
}
