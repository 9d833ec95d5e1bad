import SignOn
import StrictJSON
import Testing

@Suite("Keys that come and go")
struct KeyRotationTests {
    private func rotated() throws -> TestKey { try TestKey.rsa("second", second: true) }

    private func keyFetches(_ world: TestProvider) -> Int { world.requests(to: TestProvider.keysAddress) }

    @Test("Description and keys are fetched once an hour")
    func hourly() async throws {
        let world = try TestProvider()
        let provider = try world.provider()
        for _ in 0..<5 { _ = try await world.signIn(provider) }
        #expect(world.requests(to: TestProvider.discoveryAddress) == 1 && keyFetches(world) == 1)
        world.change { $0.now = TestProvider.start + 3_600 }
        _ = try await world.signIn(provider)
        #expect(world.requests(to: TestProvider.discoveryAddress) == 2 && keyFetches(world) == 2)
    }

    @Test("A rotated key is fetched when it first turns up")
    func rotation() async throws {
        let (world, next) = (try TestProvider(), try rotated())
        let provider = try world.provider()
        _ = try await world.signIn(provider)
        world.change { $0.keys = [next] }
        #expect(try await world.signIn(provider).identity.subject == "7f3a")
        #expect(keyFetches(world) == 2)
    }

    @Test("After the rotation the old key proves nothing any more")
    func retired() async throws {
        let (world, next) = (try TestProvider(), try rotated())
        let provider = try world.provider()
        let old = try #require(world.read(\.keys).first)
        world.change { $0.keys = [next] }
        _ = try await world.signIn(provider)
        let fault = try await world.fault(provider) {
            $0.key = old
            $0.header["kid"] = "first"
        }
        #expect(fault == .keyUnknown)
    }

    @Test("A key that changed under its old kid, or has none, is found as well", arguments: [true, false])
    func sameName(named: Bool) async throws {
        let (world, next) = (try TestProvider(), try TestKey.rsa("first", second: true))
        world.change { $0.namesKeys = named }
        let provider = try world.provider()
        let change: (inout Attempt) -> Void = { if !named { $0.header["kid"] = nil } }
        _ = try await world.signIn(provider, change)
        world.change { $0.keys = [next] }
        #expect(try await world.fault(provider, change) == nil)
    }

    @Test("A token without kid is refused where several keys fit")
    func notNamed() async throws {
        let world = TestProvider(keys: [try TestKey.rsa(), try rotated()])
        #expect(try await world.fault(try world.provider()) { $0.header["kid"] = nil } == .keyNotNamed)
    }

    @Test("A flood of unknown keys makes us fetch at most once a minute")
    func flood() async throws {
        let world = try TestProvider()
        let provider = try world.provider()
        _ = try await world.signIn(provider)
        for second in 0..<120 {
            let fault = try await world.fault(provider) {
                $0.header["kid"] = .string("unknown \(second)")
                $0.seconds = 1
            }
            #expect(fault == .keyUnknown)
        }
        #expect(keyFetches(world) == 3)
    }

    @Test("Many at once share one fetch")
    func together() async throws {
        let (world, next) = (try TestProvider(), try rotated())
        let provider = try world.provider()
        try await withThrowingTaskGroup { group in
            for _ in 0..<20 { group.addTask { try await provider.check() } }
            try await group.waitForAll()
        }
        #expect(keyFetches(world) == 1 && world.requests(to: TestProvider.discoveryAddress) == 1)
        world.change { $0.keys = [next] }
        _ = try await world.signIn(provider)
        #expect(keyFetches(world) == 2)
    }

    @Test("While the provider’s pages are down the last good ones serve, for a day and no longer")
    func lastGood() async throws {
        let world = try TestProvider()
        let provider = try world.provider()
        try await provider.check()
        world.change { $0.down = [TestProvider.discoveryAddress, TestProvider.keysAddress] }
        for hours in [2, 23] {
            world.change { $0.now = TestProvider.start + hours * 3_600 }
            #expect(try await world.signIn(provider).identity.subject == "7f3a")
        }
        world.change { $0.now = TestProvider.start + 24 * 3_600 }
        #expect(try await world.fault(provider) == .providerUnreachable)
    }

    @Test("The last good ones do not serve when the provider answers and is another one")
    func otherAfterwards() async throws {
        let world = try TestProvider()
        let provider = try world.provider()
        try await provider.check()
        world.change { state in
            state.now += 3_600
            state.discovery["issuer"] = "https://evil.example"
        }
        #expect(try await world.fault(provider) == .discoveryOfAnotherIssuer)
    }

    @Test("A provider that is down is asked every ten seconds, and found when it is back")
    func pause() async throws {
        let world = try TestProvider()
        let provider = try world.provider()
        world.change { $0.down = [TestProvider.discoveryAddress] }
        for _ in 0..<30 {
            await #expect(throws: SignOnFault.providerUnreachable) { _ = try await provider.begin() }
            world.change { $0.now += 1 }
        }
        #expect(world.requests(to: TestProvider.discoveryAddress) == 3)
        world.change { state in
            state.down = []
            state.now += 10
        }
        #expect(try await world.fault(provider) == nil)
    }

    @Test("A clock that is set back does not make old keys last")
    func clockSetBack() async throws {
        let world = try TestProvider()
        let provider = try world.provider()
        try await provider.check()
        world.change { $0.now -= 7_200 }
        try await provider.check()
        #expect(keyFetches(world) == 2)
    }
}
