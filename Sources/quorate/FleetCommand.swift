import ArgumentParser

struct FleetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fleet", abstract: "Found a fleet, and say who is in it.",
        discussion:
            "The root key decides who is in the fleet. Keep its folder on a machine without a network: every command "
            + "that needs it also works from files.",
        subcommands: [
            FleetInitCommand.self, FleetInviteCommand.self, FleetPendingCommand.self, FleetApproveCommand.self,
            FleetRevokeCommand.self, FleetMoveCommand.self, FleetPublishCommand.self, FleetShowCommand.self,
        ])
}
