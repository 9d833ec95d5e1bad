/// A browser and its system, from what it says of itself.
enum Device {
    static func words(_ agent: String) -> String {
        let browser = first(
            of: [("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari")], in: agent)
        let system = first(
            of: [
                ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
                ("Mac OS", "Mac"),
                ("Linux", "Linux"),
            ], in: agent)
        return switch (browser, system) {
        case (let browser?, let system?): "\(browser) on \(system)"
        case (let browser?, nil): browser
        default: "Another program"
        }
    }

    private static func first(of signs: [(sign: String, name: String)], in agent: String) -> String? {
        signs.first { agent.contains($0.sign) }?.name
    }
}
