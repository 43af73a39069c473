/// The loads of all keys of a hub: takes in what gateways report, closes bins by the hub's clock, and has the forecasts of
/// every key ready at any time.
///
/// A key takes at most 64 KiB, and closing one of its bins at most some 20 µs. Fitting anew takes seconds: it is made of
/// a copy of some keys' past (``pasts(of:)``) by ``fit(_:)``, which holds nothing of this value, and taken in by
/// ``adopt(_:for:)``.
package struct LoadForecaster: Sendable {
    /// Bins of five minutes ahead that every key is forecast at: five minutes, an hour, a day.
    package static let horizons = [1, 12, 288]
    /// Seconds: what keys remember, and a day.
    private static let longestMemory: Int64 = 9 * 86_400
    /// Keys of a group that a model is fitted to, at most.
    private static let mostFitted = 64
    /// Keys of a group that a profile is made of, at most.
    private static let mostProfiled = 1_000

    private struct Group: Sendable {
        var model: KeyModel
        var profile: BorrowedProfile?
        /// Places of its keys.
        var members: Set<Int> = []
    }

    private struct Entry: Sendable {
        let group: LoadGroup
        var load: KeyLoad
    }

    private let baseline: Baseline
    private let naive: KeyModel
    private var places: [String: Int] = [:]
    private var entries: [Entry?] = []
    private var free: [Int] = []
    private var groups: [LoadGroup: Group] = [:]
    private var events: [ScheduledEvent] = []
    /// By the places among ``events`` of those that touch a key.
    private var calendars: [[Int]: EventCalendar] = [:]
    private var now: Int64

    /// - Parameter now: the minute that the clock is in, since 1970-01-01T00:00:00.
    /// - Throws: ``ForecastingError``, never with these horizons.
    package init(now: Int64, baseline: Baseline = Baseline()) throws(ForecastingError) {
        self.now = now
        self.baseline = baseline
        naive = try KeyModel.seasonalNaive(grid: .fiveMinutes, horizons: Self.horizons)
    }

    package var count: Int { places.count }

    /// Begins to follow a key; nothing changes for one that is followed already.
    package mutating func follow(_ key: String, in group: LoadGroup) {
        guard places[key] == nil else { return }
        let model = groups[group]?.model ?? naive
        let load = KeyLoad(model, now: now, baseline: baseline, calendar: calendar(of: key, in: group))
        let entry = Entry(group: group, load: load)
        let place = free.popLast() ?? entries.count
        if place == entries.count { entries.append(entry) } else { entries[place] = entry }
        places[key] = place
        groups[group, default: Group(model: naive)].members.insert(place)
    }

    /// Forgets a key.
    package mutating func forget(_ key: String) {
        guard let place = places.removeValue(forKey: key), let group = entries[place]?.group else { return }
        entries[place] = nil
        free.append(place)
        groups[group]?.members.remove(place)
    }

    /// Takes how often a key was used in a minute. - Returns: nil for a key that is not followed.
    package mutating func record(_ count: Double, of key: String, minute: Int64) -> PointFate? {
        guard let place = places[key] else { return nil }
        return entries[place]?.load.record(count, minute: minute)
    }

    /// Moves the clock on for all keys.
    ///
    /// - Parameter now: the minute that the clock is in.
    package mutating func advance(to now: Int64) {
        self.now = max(self.now, now)
        for place in entries.indices {
            guard let group = entries[place]?.group else { continue }
            entries[place]?.load.advance(to: self.now, profile: groups[group]?.profile)
        }
    }

    /// Goes on with another calendar. Events of the last days that it no longer has are kept: they have happened.
    package mutating func expect(_ events: [ScheduledEvent]) {
        let time = 60 * now
        let coming = Set(events)
        let past = self.events.filter { event in
            event.start < time && event.start > time - Self.longestMemory && !coming.contains(event)
        }
        self.events = events + past
        calendars = [:]
        for (key, place) in places {
            guard let group = entries[place]?.group else { continue }
            let calendar = calendar(of: key, in: group)
            entries[place]?.load.expect(calendar)
        }
    }

    private mutating func calendar(of key: String, in group: LoadGroup) -> EventCalendar {
        let touching = events.indices.filter { events[$0].touches(key, tags: group.tags) }
        if let calendar = calendars[touching] { return calendar }
        let calendar = EventCalendar(touching.map { events[$0] }, grid: .fiveMinutes)
        calendars[touching] = calendar
        return calendar
    }

    /// Nil for a key that is not followed, or of which nothing is known yet.
    package func forecast(of key: String) -> LoadForecast? {
        guard let place = places[key], let entry = entries[place] else { return nil }
        return entry.load.forecast(profile: groups[entry.group]?.profile)
    }

    /// Nil for a key that is not followed, or of which nothing is known yet.
    package func curve(of key: String) -> LoadCurve? {
        guard let place = places[key], let entry = entries[place] else { return nil }
        return entry.load.curve(profile: groups[entry.group]?.profile)
    }
}

extension LoadForecaster {
    /// What a model of a group is fitted to: the past of some of its keys that are known long enough, with what events do
    /// taken out.
    package func pasts(of group: LoadGroup) -> [CountSeries] {
        established(group).prefix(Self.mostFitted).map(\.forecaster.past)
    }

    /// Fits a model to the past of keys.
    ///
    /// - Throws: ``ForecastingError`` with `.tooShort` where there is too little of it.
    package static func fit(_ pasts: [CountSeries]) throws(ForecastingError) -> KeyModel {
        let longest = pasts.map(\.counts.count).max() ?? 0
        return try DirectTraining(grid: .fiveMinutes, horizons: horizons).fit(
            pasts, end: longest, days: longest / TimeGrid.fiveMinutes.daily)
    }

    /// Gives all keys of a group a model, and new ones of it what the others usually have.
    ///
    /// - Throws: ``ForecastingError`` with `.badParameter` for a model of another grid or of other horizons.
    package mutating func adopt(_ model: KeyModel, for group: LoadGroup) throws(ForecastingError) {
        let profile = BorrowedProfile(of: established(group).prefix(Self.mostProfiled).map(\.series))
        groups[group, default: Group(model: model)].model = model
        groups[group]?.profile = profile
        for place in groups[group]?.members ?? [] { try entries[place]?.load.adopt(model) }
    }

    private func established(_ group: LoadGroup) -> some Sequence<KeyLoad> {
        (groups[group]?.members ?? []).sorted().lazy.compactMap { entries[$0]?.load }.filter {
            $0.state == .established
        }
    }
}
