#!/usr/bin/env python3
"""Reports to Genvej what a queue of OpenOrchestrator did on one day.

Let the Scheduler run it once a day like any robot of yours, with these process arguments:

    {"queue": "Fakturaer", "case": "<id of the case>", "url": "https://...", "day": "2026-03-01"}

The day is yesterday when it is left out; the same day again changes nothing. The robot's token is a
credential of OpenOrchestrator named Genvej (its password), or GENVEJ_TOKEN in the environment; the
address may be GENVEJ_URL there. A robot may also call report_queue(connection, ...) at its end.
"""

import json
import os
import time
import urllib.error
import urllib.request
from datetime import date, datetime, timedelta

DONE, LEFT = ("Done",), ("Failed", "Abandoned")


def report(url, token, runs):
    """Sends runs, again and later where the server says that it is busy."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    request = urllib.request.Request(url.rstrip("/") + "/api/v1/runs", json.dumps({"runs": runs}).encode(), headers)
    for left in reversed(range(5)):
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code not in (429, 503) or not left:
                raise SystemExit(f"{error.code} {error.read().decode(errors='replace')}")
            time.sleep(int(error.headers.get("Retry-After", "5")))


def elements(connection, queue, size=200):
    """All elements of a queue, page by page."""
    offset = 0
    while page := connection.get_queue_elements(queue, offset=offset, limit=size):
        yield from page
        offset += len(page)


def run_of(connection, queue, case, day):
    """One run: what the queue finished on the day, or left to people. None when it did nothing."""
    done, left, times = 0, 0, []
    for element in elements(connection, queue):
        status = element.status.value
        if element.end_date and element.end_date.date() == day and status in DONE + LEFT:
            done, left = done + (status in DONE), left + (status in LEFT)
            times += [element.start_date or element.end_date, element.end_date]
    return times and {
        "case": case, "robot": connection.process_name, "externalId": f"{queue}-{day}",
        # OpenOrchestrator keeps local time.
        "startedAt": min(times).astimezone().isoformat(), "endedAt": max(times).astimezone().isoformat(),
        "itemsDone": done, "itemsFailed": left,
    }


def report_queue(connection, queue, case, url, token, day=None):
    """Reports a day of a queue; None when nothing was done on it."""
    run = run_of(connection, queue, case, day or date.today() - timedelta(days=1))
    return report(url, token, [run]) if run else None


def main():
    from OpenOrchestrator.orchestrator_connection.connection import OrchestratorConnection

    connection = OrchestratorConnection.create_connection_from_args()
    asked = json.loads(connection.process_arguments)
    token = os.environ.get("GENVEJ_TOKEN") or connection.get_credential("Genvej").password
    day = datetime.fromisoformat(asked["day"]).date() if "day" in asked else None
    url = asked.get("url") or os.environ["GENVEJ_URL"]
    answer = report_queue(connection, asked["queue"], asked["case"], url, token, day)
    print(json.dumps(answer and answer["results"], ensure_ascii=False))
    raise SystemExit(1 if answer and answer["refused"] else 0)


if __name__ == "__main__":
    main()
