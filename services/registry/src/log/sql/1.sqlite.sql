CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    id       BLOB    NOT NULL UNIQUE,
    stream   TEXT    NOT NULL,
    version  INTEGER NOT NULL,
    kind     TEXT    NOT NULL,
    schema   INTEGER NOT NULL,
    data     TEXT    NOT NULL,
    origin   TEXT    NOT NULL,
    UNIQUE (stream, version)
) STRICT;

CREATE TABLE commands (
    id       BLOB    PRIMARY KEY,
    digest   BLOB    NOT NULL,
    stream   TEXT    NOT NULL,
    version  INTEGER NOT NULL,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
