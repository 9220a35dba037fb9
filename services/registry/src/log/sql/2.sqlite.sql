ALTER TABLE events RENAME TO events_1;

CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    id       BLOB    NOT NULL UNIQUE,
    stream   TEXT    NOT NULL,
    version  INTEGER NOT NULL,
    kind     TEXT    NOT NULL,
    schema   INTEGER NOT NULL,
    data     TEXT    NOT NULL,
    origin   TEXT    NOT NULL,
    digest   BLOB,
    salts    BLOB    NOT NULL,
    chain    BLOB    NOT NULL,
    UNIQUE (stream, version)
) STRICT;
