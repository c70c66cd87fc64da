internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// Ends connections that hold a place without doing anything with it.
///
/// The server's own idle limit sees silence only. A sender who drips a body, one who goes on
/// sending after the answer, and a reader who does not read are seen here.
final class ConnectionWatch: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let limits: ConnectionLimits
  private let headers: HTTPFields
  private var isReceiving = false
  private var isAnswering = false
  /// When the first bytes of the body came.
  private var begun: NIODeadline?
  private var received = 0
  /// When the answer was complete while its request was not.
  private var answered: NIODeadline?
  private var check: Scheduled<Void>?
  private var stall: Scheduled<Void>?

  init(_ limits: ConnectionLimits, headers: HTTPFields) {
    self.limits = limits
    self.headers = headers
  }

  // MARK: What comes in

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      isReceiving = true
      received = 0
      (begun, answered) = (nil, nil)
    case .body(let bytes):
      received += bytes.readableBytes
      if begun == nil {
        begun = .now()
        look(after: limits.bodyGrace, context)
      }
    case .end:
      isReceiving = false
      check?.cancel()
      check = nil
    }
    context.fireChannelRead(data)
  }

  private func look(after seconds: Double, _ context: ChannelHandlerContext) {
    check?.cancel()
    check = context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(of: seconds)) {
      self.judge(context)
    }
  }

  private func judge(_ context: ChannelHandlerContext) {
    guard isReceiving, context.channel.isActive else { return }
    if let answered, answered + .seconds(of: limits.stall) <= .now() {
      context.close(promise: nil)
      return
    }
    if let begun {
      let seconds = Double((NIODeadline.now() - begun).nanoseconds) / 1e9 - limits.bodyGrace
      if seconds > 0, Double(received) < limits.bodyRate * seconds {
        refuse(context)
        return
      }
    }
    look(after: min(1, limits.bodyGrace), context)
  }

  /// Says that it took too long, unless something else has been said already.
  private func refuse(_ context: ChannelHandlerContext) {
    if !isAnswering, answered == nil {
      var fields = headers
      fields[.connection] = "close"
      fields[.contentLength] = "0"
      let head = HTTPResponse(status: .requestTimeout, headerFields: fields)
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
    context.close(promise: nil)
  }

  // MARK: What goes out

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head):
      isAnswering = true
      // What the server itself refuses carries the same headers as every page.
      for field in headers where head.headerFields[field.name] == nil {
        head.headerFields.append(field)
      }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body:
      context.write(data, promise: promise)
    case .end:
      isAnswering = false
      if isReceiving {
        answered = .now()
        look(after: min(limits.stall, 1), context)
      }
      context.write(data, promise: promise)
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    stall?.cancel()
    stall = nil
    if !context.channel.isWritable {
      stall = context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(of: limits.stall)) {
        context.close(promise: nil)
      }
    }
    context.fireChannelWritabilityChanged()
  }

  func channelInactive(context: ChannelHandlerContext) {
    rest()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { rest() }

  private func rest() {
    check?.cancel()
    stall?.cancel()
    (check, stall) = (nil, nil)
  }
}

@available(*, unavailable)
extension ConnectionWatch: Sendable {}

extension TimeAmount {
  fileprivate static func seconds(of count: Double) -> TimeAmount {
    .milliseconds(Int64((count * 1000).rounded(.up)))
  }
}
