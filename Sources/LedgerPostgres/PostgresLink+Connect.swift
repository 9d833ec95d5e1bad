import CLibPQ
import Glibc

/// What a connection is set to. A URL may say otherwise of what libpq knows.
struct PostgresSettings: Sendable {
    /// How long one statement may take, in seconds, and how long the server waits in an open transaction for the next one.
    var statementSeconds: Int

    /// For libpq, before the URL, which may say otherwise. A connection that died unseen is noticed within about ten seconds.
    static let parameters: [(name: String, value: String)] = [
        ("target_session_attrs", "read-write"), ("application_name", "firmground"),
        ("keepalives_idle", "5"), ("keepalives_interval", "2"), ("keepalives_count", "3"),
        ("tcp_user_timeout", "10000"), ("client_encoding", "UTF8"),
    ]

    /// For the server, after connecting. It gives up a transaction whose node fell silent, so that others may write. A commit
    /// waits for the disk whatever the server's own setting; one that waits for more is left as it is. Every statement of ours is
    /// served by an index, as a test proves: so each is planned once, and never for the few rows that a young table holds.
    var statements: String {
        """
        SET statement_timeout = '\(statementSeconds)s'; SET idle_in_transaction_session_timeout = '\(statementSeconds)s';
        SET client_connection_check_interval = '2s'; SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2;
        SET tcp_keepalives_count = 3; SET client_min_messages = warning; SET TimeZone = 'UTC';
        SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET jit = off;
        SELECT set_config('synchronous_commit', replace(current_setting('synchronous_commit'), 'off', 'on'), false)
        """
    }
}

extension PostgresLink {
    /// Opens a connection. libpq counts whole seconds for each host, two at least, so the deadline may pass by as much.
    static func connect(_ url: String, _ settings: PostgresSettings, _ deadline: Deadline) throws -> OpaquePointer {
        let seconds = Int(deadline.milliseconds) / 1_000
        guard seconds > 0 else { throw PostgresFault(.silent) }
        let pairs =
            [("connect_timeout", "\(max(2, min(3, seconds)))")] + PostgresSettings.parameters + [("dbname", url)]
        let names = pairs.map { strdup($0.name) }
        let values = pairs.map { strdup($0.value) }
        defer { for text in names + values { free(text) } }
        let keys = names.map { $0.map { UnsafePointer($0) } } + [nil]
        let texts = values.map { $0.map { UnsafePointer($0) } } + [nil]
        guard let connection = PQconnectdbParams(keys, texts, 1) else {
            throw PostgresFault(.unreachable("there is no memory left for a connection."))
        }
        guard PQstatus(connection) == CONNECTION_OK else {
            defer { PQfinish(connection) }
            throw PostgresFault(reason(of: connection))
        }
        let encoding = PQparameterStatus(connection, "server_encoding").map { String(cString: $0) }
        guard encoding == "UTF8", PQserverVersion(connection) >= 140_000, PQsetnonblocking(connection, 1) == 0 else {
            PQfinish(connection)
            throw PostgresFault(
                .denied("PostgreSQL 14 or later with a database in UTF8 is needed."))
        }
        return connection
    }

    /// Why there is no connection, in our words: libpq's may hold the names of hosts, databases and roles.
    private static func reason(of connection: OpaquePointer) -> PostgresFault.Kind {
        let message = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
        let passing: [(sign: String, sentence: String)] = [
            ("too many", "it has no connection left for us. Raise max_connections, or end what holds them."),
            (
                "remaining connection slots",
                "it has no connection left for us. Raise max_connections, or end what holds them."
            ),
            ("read-only", "none of its hosts may be written to. Check which one is the primary."),
            ("hot standby", "none of its hosts may be written to. Check which one is the primary."),
            ("starting up", "the server is starting. Try again in a moment."),
            ("shutting down", "the server is shutting down. Try again in a moment."),
            ("recovery", "the server is recovering. Try again in a moment."),
        ]
        // With several hosts, one that will take us soon counts for more than one that never will.
        if let found = passing.first(where: { message.contains($0.sign) }) { return .unreachable(found.sentence) }
        let lasting: [(sign: String, sentence: String)] = [
            (" URI", "the URL is not understood. Write it as postgres://role@host:5432/database."),
            ("could not translate host name", "its host has no address. Check the name in the URL."),
            ("password", "the server does not accept the password. Check the URL, PGPASSWORD or the password file."),
            ("pg_hba.conf rejects", "the server does not let this role in from here. Check its pg_hba.conf."),
            ("no pg_hba.conf entry", "the server does not let this role in from here. Check its pg_hba.conf."),
            ("certificate", "the server’s certificate is not to be trusted. Check sslmode and sslrootcert."),
            ("SSL", "the server and the URL do not agree on TLS. Check sslmode."),
            ("does not exist", "the database or the role of the URL does not exist. Create it first."),
            ("invalid", "the URL is not understood. Write it as postgres://role@host:5432/database."),
            ("missing", "the URL is not understood. Write it as postgres://role@host:5432/database."),
        ]
        let isRefused = message.contains("Connection refused") || message.contains("timeout expired")
        if !isRefused, let found = lasting.first(where: { message.contains($0.sign) }) {
            return .denied(found.sentence)
        }
        return .unreachable("no server answers at its address. Check host and port, and that PostgreSQL runs.")
    }
}
