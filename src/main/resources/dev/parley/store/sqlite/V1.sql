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
    person_seq      INTEGER NOT NULL,      -- the last event by the person, closing not counted
    engine_position INTEGER NOT NULL,
    engine_epoch    INTEGER NOT NULL,
    seen            INTEGER NOT NULL,
    heard           INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    last_at         INTEGER NOT NULL       -- the time of the newest event
) STRICT;

CREATE INDEX session_bot ON session (bot, id);
CREATE INDEX session_person ON session (person) WHERE person IS NOT NULL;
CREATE INDEX session_undelivered ON session (id) WHERE engine_position < person_seq;

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
    session INTEGER PRIMARY KEY            -- what was its session.key
) STRICT;
