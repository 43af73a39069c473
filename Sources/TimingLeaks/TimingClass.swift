/// The kinds of secret operands.
enum TimingClass: Int {
    /// One fixed value and random ones, whose times are compared.
    case fixed, random
    /// Random ones that memcheck takes for memory that was never written.
    case hidden
}
