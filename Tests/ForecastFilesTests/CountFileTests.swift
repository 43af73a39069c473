import ForecastFiles
import Forecasting
import Testing

@Suite("Files of counts")
struct CountFileTests {
    private func file(_ text: String) throws(CountFileError) -> CountFile { try CountFile(Array(text.utf8)) }

    private func code(_ text: String) -> CountFileError? {
        do {
            _ = try file(text)
            return nil
        } catch {
            return error
        }
    }

    @Test("an empty count and a row left out are bins of which nothing is known")
    func missing() throws {
        let file = try file(
            "time,count\n1995-07-01T00:00:00,3\n1995-07-01T00:05:00,\n1995-07-01T00:10:00,0\n1995-07-01T00:20:00,7.5\n")
        #expect(file.names == ["count"])
        #expect(file.grid.interval == 300)
        #expect(file.series[0].counts == [3, nil, 0, nil, 7.5])
        #expect(file.times[3] == nil)
        #expect(file.times[4] == "1995-07-01T00:20:00")
        #expect(file.grid.start(of: file.series[0].first) == 804_556_800)
    }

    @Test(
        "a column is a key; times may be seconds, with a space, without seconds, with Z, and lines may end as on Windows"
    )
    func forms() throws {
        let keys = try file("t_s,a,b\r\n0,1,2\r\n600,3,\r\n")
        #expect(keys.names == ["a", "b"])
        #expect(keys.series.map(\.counts) == [[1, 3], [2, nil]])
        #expect(try file("time,n\n2024-02-29 23:00Z,1\n2024-03-01 00:00Z,1\n").grid.interval == 3_600)
    }

    @Test(
        "what is wrong is named with its line",
        arguments: [
            ("", CountFileError.Code.noHeader, nil), ("1995-07-01T00:00:00,3\n", .noHeader, 1),
            ("time\n", .noHeader, 1),
            ("time,count\n", .noCounts, nil), ("time,count\n0,1\n", .noCounts, nil),
            ("time,count\n0,1\n300,1,2\n", .badRow, 3), ("time,count\n0,1\nyesterday,1\n", .badTime, 3),
            ("time,count\n0,1\n1995-02-29T00:00:00,1\n", .badTime, 3),
            ("time,count\n0,1\n300,-1\n", .badCount, 3), ("time,count\n0,1\n300,nan\n", .badCount, 3),
            ("time,count\n0,inf\n300,1\n", .badCount, 2), ("time,count\n0,many\n300,1\n", .badCount, 2),
            ("time,count\n300,1\n0,1\n", .badOrder, 3), ("time,count\n\n0,1\n0,1\n", .badOrder, 4),
            ("time,count\n0,1\n300,1\n700,1\n1000,1\n", .badTime, 4), ("time,count\n0,1\n7,1\n", .badTime, 3),
            ("time,count\n0,1\n1,1\n99999999999,1\n", .tooLong, nil),
            ("time,count\n0,1\n1,1\n2000000,1\n", .badTime, 4), ("time,a,b,a\n0,1,1,1\n", .noHeader, 1),
            ("time,count\n0,1\n300,5\0 or so\n", .badCount, 3), ("time,count\n0,1\n300,0x10\n", .badCount, 3),
            ("time,count\n0,1\n300,1e15\n", .badCount, 3), (String(repeating: ",", count: 1 << 18), .tooLong, 1),
        ] as [(String, CountFileError.Code, Int?)])
    func faults(text: String, code: CountFileError.Code, line: Int?) {
        let error = self.code(text)
        #expect(error?.code == code, "\(String(describing: error))")
        #expect(error?.line == line)
    }

    @Test("a message shows no control characters of the file's")
    func controls() {
        let message = code("time,count\n0,1\n\u{1B}[2J,1\n")?.description ?? ""
        #expect(message.hasPrefix("line 3: \"?[2J\" is no time"))
    }
}
