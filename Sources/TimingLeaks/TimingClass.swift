/// The two kinds of input whose times are compared: one fixed value, and random ones.
enum TimingClass: Int {
    case fixed, random
}
