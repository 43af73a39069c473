/// One word for a POSIX shell.
enum ShellWord {
    /// The text in single quotes, in which a shell looks at nothing; a single quote itself stands outside of them.
    static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "'\\''") + "'"
    }
}
