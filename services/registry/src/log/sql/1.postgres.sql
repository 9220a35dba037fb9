CREATE TABLE events (
    position bigint           PRIMARY KEY,
    id       uuid             NOT NULL UNIQUE,
    stream   text COLLATE "C" NOT NULL,
    version  bigint           NOT NULL,
    kind     text             NOT NULL,
    schema   integer          NOT NULL,
    data     text             NOT NULL,
    origin   text             NOT NULL,
    UNIQUE (stream, version)
);

CREATE TABLE commands (
    id       uuid   PRIMARY KEY,
    digest   bytea  NOT NULL,
    stream   text   NOT NULL,
    version  bigint NOT NULL,
    position bigint NOT NULL
);
