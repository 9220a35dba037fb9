"""The anchor of row 9: DuckDB over one table, on one thread, told what to ask line by line.

The first line names a CSV file. Every further line is a statement; its answer is the nanoseconds
that it took, a tab, and its rows as JSON.
"""

import json
import sys
import time

import duckdb

connection = duckdb.connect(config={"threads": 1})
connection.execute(
    "CREATE TABLE gains AS SELECT * FROM read_csv($1, header = true, columns = {"
    "'shared': 'BOOLEAN', 'lead': 'VARCHAR', 'kind': 'VARCHAR', 'phase': 'VARCHAR', "
    "'area': 'VARCHAR', 'hours': 'BOOLEAN', 'expected': 'BIGINT', 'measured': 'BIGINT'})",
    [sys.stdin.readline().strip()],
)
print(connection.execute("SELECT count(*) FROM gains").fetchone()[0], flush=True)
for statement in sys.stdin:
    begun = time.perf_counter_ns()
    rows = connection.execute(statement).fetchall()
    taken = time.perf_counter_ns() - begun
    print(f"{taken}\t{json.dumps(rows)}", flush=True)
