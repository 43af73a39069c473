import Foundation
import FuzzTargets

/// libFuzzer over one target: `quorate-fuzz TARGET`, and behind it what libFuzzer takes. `Scripts/fuzz.sh` runs all.
@main
enum FuzzRunner {
    static func main() {
        let names = FuzzTarget.all.map(\.name)
        guard CommandLine.arguments.count > 1, names.contains(CommandLine.arguments[1]) else {
            print("Name what to fuzz first: \(names.joined(separator: ", ")).")
            exit(2)
        }
        // libFuzzer takes what begins with a hyphen for options, and the rest for folders of inputs.
        let arguments = [CommandLine.arguments[0]] + CommandLine.arguments.dropFirst(2)
        var values = unsafe arguments.map { unsafe strdup($0) }
        var count = CInt(arguments.count)
        unsafe values.append(nil)
        let status = unsafe values.withUnsafeMutableBufferPointer { values in
            var base = values.baseAddress
            return unsafe withUnsafeMutablePointer(to: &base) { unsafe runLibFuzzer(&count, $0, fuzzOneInput) }
        }
        exit(status)
    }

    fileprivate static let target = FuzzTarget.named(CommandLine.arguments[1])
}

/// The name that libFuzzer's own `main`, which is linked and not run, knows it by.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe [UInt8](UnsafeBufferPointer(start: data, count: count))
    do {
        _ = try FuzzRunner.target?.check(bytes)
    } catch {
        fatalError("\(error)")
    }
    return 0
}

/// libFuzzer as a library (llvm.org/docs/LibFuzzer.html, "Using libFuzzer as a library"): the package manager gives
/// programs a `main` of its own.
@_silgen_name("LLVMFuzzerRunDriver")
private func runLibFuzzer(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ runOne: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
