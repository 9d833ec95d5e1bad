/* The bare SQLite loop: how fast this disk and this library write rows when nothing else is done.
 *
 * An action writes ROWS rows of BYTES bytes, dealt out over TABLES tables; a transaction carries PER_TRANSACTION
 * actions. WAL and synchronous=FULL: a commit that returned survives a power cut. Statements are prepared once.
 *
 *   bare --db FILE --what NAME [--rows-per-action 1] [--bytes 3000] [--tables 1] [--indexes 0]
 *        [--per-transaction 1] [--seconds 5]
 *
 * FILE must not exist. Prints one result line; its rate is actions a second.
 */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *db;

static void check(int code, const char *doing) {
    if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW) {
        fprintf(stderr, "%s: %s\n", doing, sqlite3_errmsg(db));
        exit(1);
    }
}

static void run(const char *sql) { check(sqlite3_exec(db, sql, NULL, NULL, NULL), sql); }

static sqlite3_stmt *prepared(const char *sql) {
    sqlite3_stmt *statement;
    check(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL), sql);
    return statement;
}

/* Asks SQLite what it really does; asking for a setting and getting it are two things. */
static void require(const char *pragma, const char *expected) {
    sqlite3_stmt *statement = prepared(pragma);
    check(sqlite3_step(statement), pragma);
    const char *got = (const char *)sqlite3_column_text(statement, 0);
    if (!got || strcmp(got, expected) != 0) {
        fprintf(stderr, "%s is %s, not %s.\n", pragma, got ? got : "nothing", expected);
        exit(1);
    }
    sqlite3_finalize(statement);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* xorshift64*: random bytes and keys, the same in every run. */
static uint64_t state = 0x9e3779b97f4a7c15u;
static uint64_t next_random(void) {
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return state * 2685821657736338717u;
}

static long number(const char *name, const char *text, long least, long most) {
    char *end;
    long value = strtol(text, &end, 10);
    if (*text == '\0' || *end != '\0' || value < least || value > most) {
        fprintf(stderr, "%s needs a number from %ld to %ld.\n", name, least, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv) {
    const char *file = NULL, *what = NULL;
    long rows = 1, bytes = 3000, tables = 1, indexes = 0, per_transaction = 1, seconds = 5;
    struct { const char *name; long *value; long least, most; } options[] = {
        {"--rows-per-action", &rows, 1, 10000},          {"--bytes", &bytes, 1, 10000000},
        {"--tables", &tables, 1, 64},                    {"--indexes", &indexes, 0, 8},
        {"--per-transaction", &per_transaction, 1, 100000}, {"--seconds", &seconds, 1, 3600},
    };
    for (int i = 1; i < argc; i += 2) {
        int known = 0;
        if (i + 1 < argc && strcmp(argv[i], "--db") == 0) file = argv[i + 1], known = 1;
        if (i + 1 < argc && strcmp(argv[i], "--what") == 0) what = argv[i + 1], known = 1;
        for (size_t o = 0; i + 1 < argc && o < sizeof options / sizeof *options; o++) {
            if (strcmp(argv[i], options[o].name) == 0) {
                *options[o].value = number(options[o].name, argv[i + 1], options[o].least, options[o].most);
                known = 1;
            }
        }
        if (!known) {
            fprintf(stderr, "Unknown option or no value: %s\n", argv[i]);
            return 2;
        }
    }
    if (!file || !what) {
        fprintf(stderr, "--db and --what are needed.\n");
        return 2;
    }
    FILE *there = fopen(file, "r");
    if (there) {
        fprintf(stderr, "%s exists already; name a new file.\n", file);
        return 2;
    }

    check(sqlite3_open(file, &db), "open");
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=FULL");
    require("PRAGMA journal_mode", "wal");
    require("PRAGMA synchronous", "2");

    sqlite3_stmt **insert = calloc((size_t)tables, sizeof *insert);
    unsigned char *body = malloc((size_t)bytes);
    if (!insert || !body) return 1;
    for (long i = 0; i < bytes; i++) body[i] = (unsigned char)(next_random() >> 56);
    for (long t = 0; t < tables; t++) {
        char sql[256];
        snprintf(sql, sizeof sql, "CREATE TABLE t%ld (id INTEGER PRIMARY KEY, key INTEGER NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL)", t);
        run(sql);
        for (long x = 0; x < indexes; x++) {
            snprintf(sql, sizeof sql, "CREATE INDEX t%ld_%ld ON t%ld (key, at)", t, x, t);
            run(sql);
        }
        snprintf(sql, sizeof sql, "INSERT INTO t%ld (key, at, body) VALUES (?, ?, ?)", t);
        insert[t] = prepared(sql);
    }
    sqlite3_stmt *begin = prepared("BEGIN IMMEDIATE"), *commit = prepared("COMMIT");

    long long actions = 0, written = 0;
    double began = now(), took;
    do {
        check(sqlite3_step(begin), "begin");
        sqlite3_reset(begin);
        for (long a = 0; a < per_transaction; a++, actions++) {
            for (long r = 0; r < rows; r++, written++) {
                sqlite3_stmt *statement = insert[written % tables];
                uint64_t fresh = next_random();
                memcpy(body, &fresh, (size_t)(bytes < 8 ? bytes : 8));
                sqlite3_bind_int64(statement, 1, (sqlite3_int64)(next_random() >> 1));
                sqlite3_bind_int64(statement, 2, actions);
                sqlite3_bind_blob(statement, 3, body, (int)bytes, SQLITE_STATIC);
                check(sqlite3_step(statement), "insert");
                sqlite3_reset(statement);
            }
        }
        check(sqlite3_step(commit), "commit");
        sqlite3_reset(commit);
        took = now() - began;
    } while (took < (double)seconds);

    printf("{\"what\":\"%s\",\"peer\":\"sqlite\",\"rate\":%.1f,\"unit\":\"actions/s\",\"rows_per_second\":%.1f,"
           "\"commits_per_second\":%.1f,\"actions\":%lld,\"seconds\":%.2f,\"rows_per_action\":%ld,\"bytes\":%ld,"
           "\"tables\":%ld,\"indexes\":%ld,\"per_transaction\":%ld,\"sqlite\":\"%s\"}\n",
           what, (double)actions / took, (double)written / took, (double)(actions / per_transaction) / took, actions,
           took, rows, bytes, tables, indexes, per_transaction, sqlite3_libversion());

    for (long t = 0; t < tables; t++) sqlite3_finalize(insert[t]);
    sqlite3_finalize(begin);
    sqlite3_finalize(commit);
    check(sqlite3_close(db), "close");
    free(insert);
    free(body);
    return 0;
}
