import HTTPTypes

extension Route {
    /// Every address of the service.
    package static let all: [Route] = [
        .open(.get, "/sign-in", SignInPage.show),
        .open(.post, "/sign-in", SignInPage.signIn),
        .open(.get, "/sign-in/provider", ProviderPages.begin),
        .open(.get, "/sign-in/provider/done", ProviderPages.finish),
        .halfway(.post, "/sign-out", SignInPage.signOut),
        .halfway(.get, "/sign-in/second", SecondFactorPage.show),
        .halfway(.post, "/sign-in/second", SecondFactorPage.send),
        .halfway(.post, "/sign-in/passkey", PasskeyPages.use),
        .halfway(.get, "/sign-in/set-up", SetUpPage.show),
        .halfway(.post, "/sign-in/set-up", SetUpPage.send),
        .halfway(.post, "/account/passkeys", PasskeyPages.make),
        .open(.get, "/invitation/:secret", InvitationPage.show),
        .open(.post, "/invitation/:secret", InvitationPage.send),

        .closed(.get, "/account", AccountPage.show),
        .closed(.post, "/account/post", AccountPage.changePost),
        .closed(.post, "/account/password", AccountPage.changePassword),
        .closed(.post, "/account/sessions", AccountPage.endSession),
        .closed(.post, "/account/factors", AccountPage.removeFactor),
        .closed(.post, "/account/recovery-codes", RecoveryCodesPage.make),

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

        .closed(.get, "/cases/:reference/sharing", SharingPage.show),
        .closed(.get, "/emergency", EmergencyPage.show),
        .closed(.post, "/emergency", EmergencyPage.send),
        .closed(.get, "/why-not", WhyNotPage.show),

        .closed(.get, "/looks", list: "looks", LooksPages.unusual),
        .closed(.get, "/looks/cases/:reference", list: "looks", LooksPages.ofCase),
        .closed(.get, "/looks/people/:reference", list: "looks", LooksPages.ofPerson),

        .closed(.get, "/people", list: "accounts", PeoplePages.list),
        .closed(.get, "/people/new", list: "accounts", PeoplePages.new),
        .closed(.post, "/people/new", list: "accounts", PeoplePages.add),
        .closed(.get, "/people/load", list: "accounts", LoadPeoplePage.show),
        .closed(.post, "/people/load", list: "accounts", LoadPeoplePage.send),
        .closed(.get, "/people/:reference", list: "accounts", DirectoryEntryPage.show),
        .closed(.post, "/people/:reference/invite", list: "accounts", PeoplePages.invite),
        .closed(.get, "/people/:reference/:record/:action", list: "accounts", ActionPage.show),
        .closed(.post, "/people/:reference/:record/:action", list: "accounts", ActionPage.send),
        .closed(.get, "/organisations", list: "accounts", OrganisationPages.list),
        .closed(.get, "/organisations/new", list: "accounts", NewCasePage.show),
        .closed(.post, "/organisations/new", list: "accounts", NewCasePage.send),
        .closed(.get, "/organisations/:reference", list: "accounts", DirectoryEntryPage.show),
        .closed(.get, "/organisations/:reference/:record/:action", list: "accounts", ActionPage.show),
        .closed(.post, "/organisations/:reference/:record/:action", list: "accounts", ActionPage.send),

        .open(.get, "/who-sees-what", WhoSeesWhatPage.show),
        .open(.get, "/rulebook", RulebookPage.show),
        .open(.get, "/rulebook/:id", RulePage.show),
        .open(.get, "/glossary", GlossaryPage.show),

        .open(.get, "/assets/:file", Assets.serve),
        .open(.get, "/health/live", Health.live),
        .open(.get, "/health/ready", Health.ready),
        .open(.get, "/metrics", Metrics.show),
    ]
}
