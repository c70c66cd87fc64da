internal import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A mail server of this machine that keeps what it is given, for tests.
public final class PostOffice: Sendable {
  public let port: Int
  private let channel: any Channel
  private let letters: Letters

  fileprivate final class Letters: Sendable {
    private let kept = Mutex<[String]>([])

    var all: [String] { kept.withLock { $0 } }

    func keep(_ letter: String) { kept.withLock { $0.append(letter) } }
  }

  /// Opens on a free port; with a refusal every recipient is answered by it.
  public init(refusal: String? = nil) async throws {
    let letters = Letters()
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Clerk(letters, refusal: refusal))
        }
      }.bind(host: "127.0.0.1", port: 0).get()
    self.letters = letters
    self.channel = channel
    port = channel.localAddress?.port ?? 0
  }

  public var taken: [String] { letters.all }

  public func close() async throws { try await channel.close() }
}

/// Speaks as much of SMTP as a client needs to hand over a letter.
private final class Clerk: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let letters: PostOffice.Letters
  private let refusal: String?
  private var text = ""
  private var letter: String?

  init(_ letters: PostOffice.Letters, refusal: String?) {
    self.letters = letters
    self.refusal = refusal
  }

  func channelActive(context: ChannelHandlerContext) { say("220 test", context) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    text += String(buffer: unwrapInboundIn(data))
    while let end = text.range(of: "\r\n") {
      let line = String(text[..<end.lowerBound])
      text.removeSubrange(..<end.upperBound)
      hear(line, context)
    }
  }

  private func hear(_ line: String, _ context: ChannelHandlerContext) {
    if let sofar = letter {
      guard line == "." else {
        letter = sofar + line + "\n"
        return
      }
      letters.keep(sofar)
      letter = nil
      return say("250 taken", context)
    }
    switch line.prefix(4).uppercased() {
    case "EHLO", "HELO": say("250 test", context)
    case "RCPT": say(refusal ?? "250 ok", context)
    case "DATA":
      letter = ""
      say("354 go on", context)
    case "QUIT":
      say("221 bye", context)
      context.close(promise: nil)
    default: say("250 ok", context)
    }
  }

  private func say(_ line: String, _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: line + "\r\n")), promise: nil)
  }
}
