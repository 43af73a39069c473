/// The style sheet of all charts. Its rules are for what is inside a `.chart`, so they do no harm in a page that the
/// file is copied into.
enum ChartStyle {
    /// How many looks there are for kinds of alarms: classes `kind0` and so on.
    static let kinds = 6

    static let sheet = """
        .chart{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;font-size:12px}
        .chart .ground{fill:#fff}
        .chart text{fill:#2b3440}
        .chart .title{font-size:17px;font-weight:600}
        .chart .muted{fill:#5d6875}
        .chart .empty{fill:#5d6875;font-size:15px;stroke:#fff;stroke-width:6;paint-order:stroke}
        .chart .eventname{fill:#67459e}
        .chart line,.chart path{fill:none;stroke-width:1}
        .chart .grid{stroke:#e6e9ed}
        .chart .day{stroke:#c9d0d7}
        .chart .axis{stroke:#87919c}
        .chart .series{stroke:#1d64ad;stroke-width:1.3;stroke-linejoin:round}
        .chart .dot{stroke:#1d64ad;stroke-width:4;stroke-linecap:round}
        .chart .outer{fill:#e8760a;fill-opacity:.2}
        .chart .inner{fill:#e8760a;fill-opacity:.3}
        .chart .median{stroke:#b64f00;stroke-width:1.8;stroke-linejoin:round}
        .chart .mediandot{stroke:#b64f00;stroke-width:4;stroke-linecap:round}
        .chart .rare{stroke:#b64f00;stroke-dasharray:2 3}
        .chart .now{stroke:#2b3440;stroke-dasharray:5 3}
        .chart .event{fill:#7d55c7;fill-opacity:.13}
        .chart .flag{stroke:#7d55c7;stroke-opacity:.6}
        .chart .score{stroke:#8b95a0;stroke-linejoin:round}
        .chart .scoredot{stroke:#8b95a0;stroke-width:3;stroke-linecap:round}
        .chart .threshold{stroke:#c92a2a;stroke-width:1.4;stroke-dasharray:6 3}
        .chart .kind{stroke:#fff;stroke-width:1.2}
        .chart .kind0{fill:#d62839}
        .chart .kind1{fill:#8a3ab9}
        .chart .kind2{fill:#0f8a6d}
        .chart .kind3{fill:#d98a00}
        .chart .kind4{fill:#4a4e57}
        .chart .kind5{fill:#b5179e}
        @media (prefers-color-scheme:dark){
        .chart .ground{fill:#15191e}
        .chart text{fill:#e3e7eb}
        .chart .muted,.chart .empty{fill:#a1abb6}
        .chart .empty{stroke:#15191e}
        .chart .eventname{fill:#c4abf0}
        .chart .grid{stroke:#2a3037}
        .chart .day{stroke:#434b55}
        .chart .series,.chart .dot{stroke:#6cb0f2}
        .chart .median,.chart .mediandot,.chart .rare{stroke:#ffa552}
        .chart .now{stroke:#e3e7eb}
        .chart .event{fill-opacity:.25}
        .chart .score,.chart .scoredot{stroke:#7d8894}
        .chart .threshold{stroke:#ff7b7b}
        .chart .kind{stroke:#15191e}
        .chart .kind1{fill:#c58af0}
        .chart .kind2{fill:#35c9a3}
        .chart .kind3{fill:#ffb52e}
        .chart .kind4{fill:#b9c0c9}
        .chart .kind5{fill:#f06fdc}
        }
        """
}
