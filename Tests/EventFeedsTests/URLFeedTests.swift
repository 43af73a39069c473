import EventFeeds
import NIOHTTP1
import Testing

@Suite("Feeds at addresses", .timeLimit(.minutes(1)))
struct URLFeedTests {
    private func error(_ url: String, mostBytes: Int = 1_000, timeout: Double = 20) async throws -> URLFeedError? {
        do {
            _ = try await URLFeed(url, mostBytes: mostBytes, timeout: timeout).fetch(FeedValidators())
            return nil
        } catch {
            return error as? URLFeedError
        }
    }

    @Test("a version is sent once, and asked for by its validators afterwards")
    func conditional() async throws {
        let validators = FeedValidators(entityTag: "\"v1\"", lastModified: "Mon, 01 Jan 2024 00:00:00 GMT")
        try await LoopbackServer.run { head in
            if head.headers.first(name: "If-None-Match") == "\"v1\"",
                head.headers.first(name: "If-Modified-Since") == "Mon, 01 Jan 2024 00:00:00 GMT"
            {
                return .init(status: .notModified)
            }
            return .init(
                headers: [("ETag", "\"v1\""), ("Last-Modified", "Mon, 01 Jan 2024 00:00:00 GMT")], body: "t,kind\n0,a\n"
            )
        } _: { server in
            let feed = try URLFeed(server.url("/feed.csv"))
            #expect(try await feed.fetch(FeedValidators()) == .changed(Array("t,kind\n0,a\n".utf8), validators))
            #expect(try await feed.fetch(validators) == .unchanged)
        }
    }

    @Test("five redirects are followed, relative ones too, and six are not")
    func redirects() async throws {
        try await LoopbackServer.run { head in
            let left = Int(head.uri.dropFirst()) ?? 0
            return left == 0 ? .init(body: "x") : .init(status: .found, headers: [("Location", "/\(left - 1)")])
        } _: { server in
            let answer = try await URLFeed(server.url("/5")).fetch(FeedValidators())
            #expect(answer == .changed([UInt8(ascii: "x")], FeedValidators()))
            #expect(try await error(server.url("/6"))?.code == .badRedirect)
        }
    }

    @Test("what an address answers wrongly is told by its code and not by its secret path")
    func faults() async throws {
        try await LoopbackServer.run { head in
            switch head.uri {
            case "/secret": .init(status: .notFound)
            case "/fresh": .init(status: .notModified)
            case "/file": .init(status: .movedPermanently, headers: [("Location", "file:///etc/passwd")])
            case "/nowhere": .init(status: .movedPermanently)
            case "/long": .init(body: String(repeating: "x", count: 1_001))
            case "/exact": .init(body: String(repeating: "x", count: 1_000))
            default: .init(body: "x", isHeld: true)
            }
        } _: { server in
            let missing = try await error(server.url("/secret"))
            #expect(missing?.code == .status)
            #expect(missing?.status == 404)
            #expect(missing?.message.contains("secret") == false)
            #expect(try await error(server.url("/fresh"))?.status == 304)
            #expect(try await error(server.url("/file"))?.code == .badRedirect)
            #expect(try await error(server.url("/nowhere"))?.code == .badRedirect)
            #expect(try await error(server.url("/long"))?.code == .tooLong)
            #expect(try await error(server.url("/exact")) == nil)
            #expect(try await error(server.url("/held"), timeout: 0.3)?.code == .timeout)
        }
        #expect(try await error("http://127.0.0.1:1/")?.code == .unreachable)
    }

    @Test("a cancelled attempt ends as such")
    func cancelled() async throws {
        try await LoopbackServer.run { _ in
            .init(body: "x", isHeld: true)
        } _: { server in
            let feed = try URLFeed(server.url("/"))
            let task = Task { try await feed.fetch(FeedValidators()) }
            try await Task.sleep(for: .milliseconds(200))
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    @Test(
        "only addresses of http and https are taken",
        arguments: [
            "file:///etc/passwd", "ftp://a/b", "feed.ics", "", "https://", "https://user:word@a/b", "http:///x",
            "http://127.0.0.1:65536/x", "http://[::1]:99999/x", "http://a:0/x", "http://%00/x",
        ])
    func addresses(url: String) {
        #expect(throws: URLFeedError.self) { try URLFeed(url) }
    }
}
