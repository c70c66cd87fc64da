internal import Glibc

/// Bytes that never move and are written once, before anybody reads them.
///
/// Rows that take two lines lie in one pair of lines, which a processor fetches together; and much of
/// it lies in few large pages, so that a look anywhere costs no second look for the page.
final class RowMemory: Sendable {
  // Written in `init` alone.
  nonisolated(unsafe) let base: UnsafeRawPointer
  private static let page = 1 << 21

  init(count: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Void) {
    let isLarge = count >= Self.page
    let size = isLarge ? (count + Self.page - 1) / Self.page * Self.page : max(128, count)
    let start = UnsafeMutableRawPointer.allocate(
      byteCount: size, alignment: isLarge ? Self.page : 128)
    // A wish; without it everything is as right and somewhat slower.
    if isLarge { madvise(start, size, MADV_HUGEPAGE) }
    fill(UnsafeMutableRawBufferPointer(start: start, count: count))
    base = UnsafeRawPointer(start)
  }

  deinit { base.deallocate() }
}
