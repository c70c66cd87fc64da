internal import CFuzzer

/// Hands bytes to one reader after the other, as the arguments of the program say.
public func fuzz(_ reader: @escaping @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt) -> CInt {
  var count = CommandLine.argc
  var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = CommandLine.unsafeArgv
  return LLVMFuzzerRunDriver(&count, &arguments, reader)
}
