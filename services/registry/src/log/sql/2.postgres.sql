ALTER TABLE events RENAME TO events_1;

CREATE TABLE events (
    position bigint           PRIMARY KEY,
    id       uuid             NOT NULL UNIQUE,
    stream   text COLLATE "C" NOT NULL,
    version  bigint           NOT NULL,
    kind     text             NOT NULL,
    schema   integer          NOT NULL,
    data     text             NOT NULL,
    origin   text             NOT NULL,
    digest   bytea,
    salts    bytea            NOT NULL,
    chain    bytea            NOT NULL,
    UNIQUE (stream, version)
);
