import HTTPTypes

extension Route {
    /// Every address of the service.
    package static let all: [Route] = [
        .open(.get, "/sign-in", SignInPage.show),
        .open(.post, "/sign-in", SignInPage.signIn),
        .closed(.post, "/sign-out", SignInPage.signOut),

        .closed(.get, "/", MyWorkPage.show),
        .closed(.get, "/search", list: "search", SearchPage.show),
        .closed(.post, "/search", list: "search", SearchPage.find),

        .closed(.get, "/new/:record/:action", NewCasePage.show),
        .closed(.post, "/new/:record/:action", NewCasePage.send),
        .closed(.get, "/new/done", NewCaseDonePage.show),

        .closed(.get, "/cases", OpenCase.find),
        .closed(.get, "/cases/:reference", CasePage.show),
        .closed(.get, "/cases/:reference/records/:record", RecordPage.show),
        .closed(.get, "/cases/:reference/:record/:action", ActionPage.show),
        .closed(.post, "/cases/:reference/:record/:action", ActionPage.send),

        .open(.get, "/rulebook", RulebookPage.show),
        .open(.get, "/rulebook/:id", RulePage.show),
        .open(.get, "/glossary", GlossaryPage.show),

        .open(.get, "/assets/:file", Assets.serve),
        .open(.get, "/health/live", Health.live),
        .open(.get, "/health/ready", Health.ready),
        .open(.get, "/metrics", Metrics.show),
    ]
}
