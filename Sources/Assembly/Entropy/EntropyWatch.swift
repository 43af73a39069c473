import Entropy
import EntropyCollectors
import Logging
import ServiceLifecycle

/// Says in the log what becomes of the process's sources, and when keys are no longer made.
struct EntropyWatch: Service {
    private static let interval = Duration.seconds(5)

    let harvester: EntropyHarvester
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var states: [String: SourceStatus.State] = [:]
            var wasSufficient = true
            while !Task.isCancelled {
                let report = harvester.report
                for source in report.sources {
                    tell(source, before: states[source.name])
                    states[source.name] = source.state
                }
                if report.isSufficient != wasSufficient {
                    wasSufficient = report.isSufficient
                    tell(report)
                }
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    private func tell(_ report: EntropyReport) {
        guard !report.isSufficient else { return logger.notice("there is entropy enough again: keys are made") }
        logger.error("no keys are made", metadata: ["reason": "\(report.shortfall)"])
    }

    private func tell(_ source: SourceStatus, before: SourceStatus.State?) {
        guard source.state != before else { return }
        let name: Logger.Metadata = ["source": "\(source.name)"]
        switch source.state {
        case .absent(let reason):
            logger.debug(
                "a source of entropy is absent", metadata: ["source": "\(source.name)", "reason": "\(reason)"])
        case .starting: break
        case .healthy:
            if before == nil {
                logger.debug("a source of entropy gives samples", metadata: name)
            } else {
                logger.notice("a source of entropy passes its tests", metadata: name)
            }
        case .overclaimed:
            logger.error(
                "a source of entropy was assessed below what is claimed of it, and is credited nothing",
                metadata: [
                    "source": "\(source.name)", "claimed": "\(source.claim)",
                    "assessed": "\(source.assessment?.minEntropy ?? 0)",
                ])
        case .alarmed:
            logger.error(
                "a source of entropy failed a health test and is in quarantine",
                metadata: ["source": "\(source.name)", "reason": "\(source.lastAlarm?.text ?? "")"])
        case .failed(let reason):
            logger.error(
                "a source of entropy gives nothing; it is tried again every minute",
                metadata: ["source": "\(source.name)", "reason": "\(reason)"])
        }
    }
}
