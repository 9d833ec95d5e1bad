extension String {
    /// Whether it holds an e-mail address, or as many digits close together as a telephone number has.
    var holdsAddress: Bool {
        if contains("@") { return true }
        var digits = 0
        for character in self {
            if character.isNumber {
                digits += 1
                if digits >= 9 { return true }
            } else if !" -()+./".contains(character) {
                digits = 0
            }
        }
        return false
    }
}
