import Entropy
import Glibc
import Secrets
import Testing

@Suite("Two processes of one state")
struct ForkTests {
    @Test("a process and its fork never draw the same bytes")
    func forked() throws {
        // Swift hides fork, since little may be done in a child of many threads; to draw and write is enough here.
        typealias Fork = @convention(c) () -> Int32
        let found = unsafe dlsym(nil, "fork")
        let symbol = unsafe try #require(found)
        let fork = unsafe unsafeBitCast(symbol, to: Fork.self)
        let pool = EntropyPool()
        var ends: [Int32] = [0, 0]
        #expect(unsafe pipe(&ends) == 0)
        let child = fork()
        if child == 0 {
            let drawn = pool.bytes(64)
            _ = unsafe write(ends[1], drawn, drawn.count)
            _exit(0)
        }
        let own = pool.bytes(64)
        var theirs = [UInt8](repeating: 0, count: 64)
        #expect(unsafe read(ends[0], &theirs, theirs.count) == 64)
        var status: Int32 = 0
        #expect(unsafe waitpid(child, &status, 0) == child && status == 0)
        #expect(own != theirs)
        #expect(Set(theirs).count > 16)
        close(ends[0])
        close(ends[1])
    }
}
