import Casework
import Exchange
import Foundation
import Rulebook
import StrictJSON

/// Real referrals as requests.
enum Workload {
    static let today = CivilDate(year: 2026, month: 11, day: 20) ?? CivilDate(dayNumber: 0)

    static func requests(_ path: String, _ rulebook: Rulebook) throws -> [ActionRequest] {
        let reader = ReferralReader(rulebook: rulebook, actor: Actor(account: "import", role: "intake"))
        let lines = try NDJSONLines(path: path)
        var requests: [ActionRequest] = []
        while requests.count < 40_000, let line = try lines.next() {
            if case .bytes(let bytes) = line.content,
                case .referral(let referral) = reader.read(bytes, receivedOn: today),
                referral.request.record == "referral"
            {
                requests.append(referral.request)
            }
        }
        return requests
    }
}

/// How long the kernel takes for a referral: reading and checking its answers, the law, the consequences.
struct KernelBenchmark {
    let rulebook: Rulebook
    let requests: [ActionRequest]

    func run() throws {
        let casework = Casework(rulebook)
        let most = requests.map(\.answers.count).max() ?? 0
        let sample = requests.filter { $0.answers.count >= min(75, most) }.prefix(2_000)
        var times: [Double] = []
        var accepted = 0
        for _ in 0..<3 {
            times.removeAll(keepingCapacity: true)
            for request in sample {
                let start = ContinuousClock.now
                let decision = casework.decide(
                    request, on: nil, kind: "case", today: Workload.today, now: Instant(milliseconds: 0))
                times.append(seconds(ContinuousClock.now - start) * 1e6)
                if case .accepted = decision { accepted += 1 }
            }
        }
        times.sort()
        guard !times.isEmpty else { return }
        let fields = sample.map(\.answers.count).reduce(0, +) / sample.count
        say(
            ("what", "kernel_decide_us"), ("peer", "firmground"), ("rate", decimal(times[times.count / 2])),
            ("p99", decimal(times[times.count * 99 / 100])), ("fields", JSON(fields)), ("accepted", JSON(accepted / 3)))
    }
}
