@testable import ForecastFiles
import Forecasting
import Testing

@Suite("Lines of comma-separated values")
struct TableLineTests {
    private func cells(_ line: String) -> [String] {
        TableLine.cells(Array(line.utf8)[...]).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(
        "cells may be quoted, with commas and doubled quotes in them; what is quoted amiss stays as it is",
        arguments: [
            ("a,b", ["a", "b"]), ("", [""]), (",", ["", ""]), ("\"a\",\"b\"", ["a", "b"]), ("\"\",x", ["", "x"]),
            ("\"a,b\",c", ["a,b", "c"]), ("\"x\"\"y\"", ["x\"y"]), ("\"\"\"\"", ["\""]), ("a\"b,c", ["a\"b", "c"]),
            ("\"a,b", ["\"a,b"]), ("\"a\"b,c", ["\"a\"b", "c"]), ("\"", ["\""]), ("\"\"\",x", ["\"\"\",x"]),
            ("a,\"b,c\",", ["a", "b,c", ""]),
        ] as [(String, [String])])
    func quotes(line: String, cells: [String]) {
        #expect(self.cells(line) == cells)
        #expect(TableLine.width(Array(line.utf8)[...]) == cells.count)
    }

    @Test("a text written as a cell is read again", arguments: ["a", "", "a,b", "x\"y", "\"", ",\"\",", "\"a\""])
    func written(text: String) {
        #expect(cells("1,\(TableLine.cell(text)),2") == ["1", text, "2"])
    }

    @Test("files of counts, measurements and panels may be quoted")
    func files() throws {
        let counts = try CountFile(Array("\"time\",\"a,b\"\n\"0\",\"1\"\n\"300\",\"\"\n".utf8))
        #expect(counts.names == ["a,b"] && counts.series[0].counts == [1, nil])
        #expect(try MeasurementFile(Array("\"time\",\"value\"\n\"0\",\"-1.5\"\n".utf8)).rows[0].value == -1.5)
        let panel = try PanelFile(Array("\"V1\",\"V2\"\n\"H1\",605,\"586\"\n".utf8))
        #expect(panel.ids == ["H1"] && panel.values == [[605, 586]])
    }
}
