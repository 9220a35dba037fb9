-- One database for each store. The log is the record and is backed up by itself; the read models
-- can be thrown away.
CREATE DATABASE genvej_identity;
CREATE DATABASE genvej_log;
CREATE DATABASE genvej_read;
