import ArgumentParser
import ForecastFiles
import Forecasting
import Foundation

/// A folder of the Numenta Anomaly Benchmark (Lavin and Ahmad 2015): `FOLDER/FILE.csv`, or `FOLDER__FILE.csv`, packed by
/// gzip or not.
struct NABFolder {
    let path: String

    /// - Throws: `ValidationError`, which says what is wrong with the folder or a file of it.
    func printScores(_ detector: AnomalyDetector) throws {
        let found = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        let files = found.filter { $0.hasSuffix(".csv") || $0.hasSuffix(".csv.gz") }.sorted()
        guard !files.isEmpty else { throw ValidationError("--nab \(path): there is no folder of CSV files.") }
        Terminal.print("file,timestamp,anomaly_score")
        for file in files {
            var detector = detector
            let rows = try MeasurementFile.read("\(path)/\(file)", isOrdered: false).rows
            let name = Self.name(file)
            Terminal.print(
                rows.map { "\(name),\($0.text),\(detector.score($0.value, at: $0.time).value)" }.joined(separator: "\n")
            )
        }
    }

    /// As the benchmark's list of windows has it.
    private static func name(_ file: String) -> String {
        let plain = file.hasSuffix(".gz") ? String(file.dropLast(3)) : file
        return plain.replacing("__", with: "/")
    }
}

extension MeasurementFile {
    /// - Throws: `ValidationError`, which says what is wrong with the file.
    static func read(_ path: String, isOrdered: Bool = true) throws -> MeasurementFile {
        do {
            return try MeasurementFile(try InputFile(path: path, option: nil).readUnpacked(), isOrdered: isOrdered)
        } catch let error as CountFileError {
            throw ValidationError("\(path): \(error).")
        }
    }
}
