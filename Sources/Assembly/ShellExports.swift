/// A file to `source`.
enum ShellExports {
    static func text(_ variables: [(String, String)]) -> String {
        variables.map { "export \($0)=\(ShellWord.quoted($1))\n" }.joined()
    }
}
