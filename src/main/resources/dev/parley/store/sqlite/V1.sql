-- Times are microseconds since 1970; ids are the 16 bytes of a UUID. Rows refer to each other by small integer keys.

CREATE TABLE bot (
    key        INTEGER PRIMARY KEY,
    id         BLOB UNIQUE,                -- NULL: erased, what it had is being deleted
    manifest   TEXT,                       -- NULL: the manifest is not kept here
    temp       INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER
) STRICT;

CREATE TABLE session (
    key             INTEGER PRIMARY KEY,
    id              BLOB    NOT NULL UNIQUE,
    bot             INTEGER NOT NULL,      -- bot.key
    gateway         TEXT    NOT NULL,
    person          BLOB,
    open            INTEGER NOT NULL,
    last_seq        INTEGER NOT NULL,
    person_seq      INTEGER NOT NULL,      -- the last event by the person that is for the engine
    engine_position INTEGER NOT NULL,
    engine_epoch    INTEGER NOT NULL,
    attendant       TEXT    NOT NULL,      -- engine, nobody or agent
    agent           TEXT,                  -- the name of the agent who has it
    seen            INTEGER NOT NULL,
    heard           INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    last_at         INTEGER NOT NULL,      -- the time of the newest event
    closed_at       INTEGER,
    first_in        INTEGER,               -- the times of the person's first and last message
    last_in         INTEGER,
    record_typing   INTEGER NOT NULL,
    lapses_at       INTEGER
) STRICT;

CREATE INDEX session_bot ON session (bot, id);
CREATE INDEX session_person ON session (person, id) WHERE person IS NOT NULL;
CREATE INDEX session_undelivered ON session (id) WHERE engine_position < person_seq;
-- No column of these changes while people talk.
CREATE INDEX session_closed ON session (bot, closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX session_silent ON session (bot, created_at) WHERE first_in IS NULL;
CREATE INDEX session_lapses ON session (gateway, lapses_at) WHERE lapses_at IS NOT NULL;

-- Apart from the session, whose row is written with every append: data may be large.
CREATE TABLE session_data (
    session INTEGER PRIMARY KEY,           -- session.key
    data    TEXT NOT NULL
) STRICT;

CREATE TABLE event (
    session   INTEGER NOT NULL,            -- session.key
    seq       INTEGER NOT NULL,
    id        BLOB    NOT NULL,
    at        INTEGER NOT NULL,
    author    TEXT    NOT NULL,
    name      TEXT,
    kind      TEXT    NOT NULL,
    text      TEXT,
    detail    TEXT,                        -- JSON
    cause     INTEGER,
    client_id TEXT,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX event_client ON event (session, author, client_id) WHERE client_id IS NOT NULL;

CREATE TABLE image (
    id         BLOB    PRIMARY KEY,
    session    INTEGER NOT NULL,           -- session.key
    type       TEXT    NOT NULL,
    size       INTEGER NOT NULL,
    width      INTEGER,
    height     INTEGER,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX image_session ON image (session);

-- Sessions that are gone but whose events are still being deleted.
CREATE TABLE erasure (
    session INTEGER PRIMARY KEY,           -- what was its session.key
    person  INTEGER                        -- person.key when it goes with its person
) STRICT;

CREATE TABLE person (
    key        INTEGER PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    name       TEXT,
    created_at INTEGER NOT NULL,
    erased     INTEGER NOT NULL            -- 1: what it had is being deleted
) STRICT;

CREATE TABLE identity (
    gateway TEXT    NOT NULL,
    scope   TEXT    NOT NULL,
    key     TEXT    NOT NULL,
    person  INTEGER NOT NULL,              -- person.key
    PRIMARY KEY (gateway, scope, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX identity_person ON identity (person);

-- Events of persons that were given up.
CREATE TABLE undeliverable (
    session   INTEGER NOT NULL,            -- session.key
    seq       INTEGER NOT NULL,
    since     INTEGER NOT NULL,
    reason    TEXT    NOT NULL,
    replaying INTEGER NOT NULL,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX undeliverable_replaying ON undeliverable (session, seq) WHERE replaying = 1;

-- When a skill answered in a session for the last time.
CREATE TABLE skill_use (
    session INTEGER NOT NULL,              -- session.key
    skill   TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (session, skill)
) STRICT, WITHOUT ROWID;

CREATE TABLE bot_error (
    bot     INTEGER NOT NULL,              -- bot.key
    number  INTEGER NOT NULL,              -- by bot, in the order written
    at      INTEGER NOT NULL,
    session INTEGER,                       -- session.key
    skill   TEXT,
    message TEXT    NOT NULL,
    PRIMARY KEY (bot, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX bot_error_session ON bot_error (session) WHERE session IS NOT NULL;

CREATE TABLE token (
    id         BLOB    PRIMARY KEY,
    name       TEXT    NOT NULL,
    hash       TEXT    NOT NULL,
    role       TEXT    NOT NULL,
    bots       TEXT    NOT NULL,           -- JSON: the ids as texts, none for all bots
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    number  INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    who     TEXT    NOT NULL,
    action  TEXT    NOT NULL,
    bot     BLOB,
    subject BLOB                           -- the id of a session or person
) STRICT;

-- What gateways keep beside the log.
CREATE TABLE session_document (
    session  INTEGER NOT NULL,             -- session.key
    name     TEXT    NOT NULL,
    document TEXT    NOT NULL,             -- JSON
    PRIMARY KEY (session, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_document (
    bot      INTEGER NOT NULL,             -- bot.key
    person   INTEGER NOT NULL,             -- person.key
    name     TEXT    NOT NULL,
    document TEXT    NOT NULL,             -- JSON
    PRIMARY KEY (bot, person, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_document_person ON person_document (person);

-- Keys by which this server, and no other, signs.
CREATE TABLE secret (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
