import ForecastFiles
import Testing

@Suite("Files of series and measurements")
struct SeriesFileTests {
    @Test("a row is a series, of any length, with or without a header before and empty cells after")
    func panel() throws {
        let file = try PanelFile(Array("V1,V2,V3,V4\nH1,605,586,\nH2,3124,2990.5,7\n".utf8))
        #expect(file.ids == ["H1", "H2"])
        #expect(file.values == [[605, 586], [3124, 2990.5, 7]])
        #expect(try PanelFile(Array("H1,1,2\r\n".utf8)).values == [[1, 2]])
    }

    @Test(
        "of a panel the line is named that is wrong",
        arguments: [
            ("", Int?.none), ("H1,1,2\nH2,1,x\n", 2), ("H1,1,2\nH2,1,,3\n", 2), ("H1,1,-2\n", 1), ("H1,,5\n", 1),
            ("H1,12x,5\n", 1),
        ])
    func badPanel(text: String, line: Int?) {
        let error = #expect(throws: CountFileError.self) { try PanelFile(Array(text.utf8)) }
        #expect(error?.line == line)
    }

    @Test("measurements may be negative, missing, and at any distance")
    func measurements() throws {
        let file = try MeasurementFile(Array("timestamp,value\n2014-04-01 00:00:00,-3.5\n2014-04-01 00:07:01,\n".utf8))
        #expect(file.rows.map(\.value) == [-3.5, nil])
        #expect(file.rows.map(\.text) == ["2014-04-01 00:00:00", "2014-04-01 00:07:01"])
        #expect(file.rows[1].time - file.rows[0].time == 421)
    }

    @Test("a clock that was set back is refused, unless it is to be taken as it comes")
    func disorder() throws {
        let text = Array("time,value\n100,1\n100,2\n50,3\n".utf8)
        let error = #expect(throws: CountFileError.self) { try MeasurementFile(text) }
        #expect(error?.line == 3 && error?.code == .badOrder)
        #expect(try MeasurementFile(text, isOrdered: false).rows.count == 3)
    }

    @Test(
        "of measurements the line is named that is wrong",
        arguments: [
            ("", Int?.none), ("time,value\n", nil), ("100,1\n200,2\n", 1), ("time,value\n100,1,2\n", 2),
            ("time,value\n100,1\nnever,2\n", 3), ("time,value\n100,nan\n", 2), ("time,value\n100,high\n", 2),
        ])
    func badMeasurements(text: String, line: Int?) {
        let error = #expect(throws: CountFileError.self) { try MeasurementFile(Array(text.utf8)) }
        #expect(error?.line == line)
    }
}
