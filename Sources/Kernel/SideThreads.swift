internal import Foundation
internal import Glibc
internal import Synchronization

/// A few threads for long work, which step back when a page wants the processor.
///
/// The shared queues of Dispatch would not do: their few threads are those that run every `async`
/// function, and two long pieces of work on two cores would hold up every page. Work is taken
/// first come, first served; a thread begins with the first piece and ends when none is left.
///
/// As the executor of a task they run whatever the task does between one `await` and the next.
public final class SideThreads: TaskExecutor, Sendable {
  /// How far the threads step back: by how much their nice value is above the program's.
  public enum Step: Int32, Sendable {
    /// Somebody waits for such work, but pages go first.
    case near = 5
    /// Nobody waits for it: it takes what the others leave, and a tenth of a core at least.
    case far = 10
  }

  private typealias Work = @Sendable () -> Void

  private struct Line {
    var running = 0
    var waiting: [Work] = []
  }

  private enum Place {
    case atWork, waiting, refused
  }

  private let width: Int
  private let room: Int
  private let niceness: Int32
  private let line = Mutex(Line())

  /// So many threads at once, before which only so much waits.
  public init(width: Int, waiting room: Int = .max, stepping step: Step) {
    self.width = max(1, width)
    self.room = room
    let usual = getpriority(__priority_which_t(PRIO_PROCESS.rawValue), id_t(getpid()))
    niceness = min(19, usual + step.rawValue)
  }

  /// Has work done; false when too much waits already.
  public func take(_ work: @escaping @Sendable () -> Void) -> Bool {
    let place = line.withLock { line -> Place in
      if line.running < width {
        line.running += 1
        return .atWork
      }
      guard line.waiting.count < room else { return .refused }
      line.waiting.append(work)
      return .waiting
    }
    if place == .atWork { Thread.detachNewThread { [self] in run(from: work) } }
    return place != .refused
  }

  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    _ = take { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
  }

  /// Does a piece of work and then those that wait.
  private func run(from work: @escaping Work) {
    // On Linux this concerns the calling thread alone.
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
    var next: Work? = work
    while let work = next {
      work()
      next = line.withLock { line in
        if line.waiting.isEmpty {
          line.running -= 1
          return nil
        }
        return line.waiting.removeFirst()
      }
    }
  }
}
