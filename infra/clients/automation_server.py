#!/usr/bin/env python3
"""Reports to Genvej what a work queue of automation-server did on one day.

    automation_server.py --queue 7 --case <id of the case> [--robot NAME] [--day 2026-03-01]

Run it once a day; the day is yesterday unless you say otherwise. The same day again changes nothing.
Environment: GENVEJ_URL and GENVEJ_TOKEN (the robot's token), ATS_URL and ATS_TOKEN (as its own
processes have them; ATS_URL ends in /api where the server is behind its proxy).
"""

import argparse
import json
import os
import time
import urllib.error
import urllib.request
from datetime import date, datetime, timedelta


def call(url, token, body=None):
    """Asks for JSON, again and later where the server says that it is busy."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    for left in reversed(range(5)):
        try:
            request = urllib.request.Request(url, data, headers)
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code not in (429, 503) or not left:
                raise SystemExit(f"{url}: {error.code} {error.read().decode(errors='replace')}")
            time.sleep(int(error.headers.get("Retry-After", "5")))


def items(queue):
    """All items of a work queue, page by page."""
    page, pages = 1, 1
    while page <= pages:
        address = f"{os.environ['ATS_URL'].rstrip('/')}/workqueues/{queue}/items?page={page}&size=200"
        answer = call(address, os.environ["ATS_TOKEN"])
        yield from answer["items"]
        page, pages = page + 1, answer["total_pages"]


def moment(text):
    """A time of automation-server, which writes local time without saying so."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone()


def run_of(asked):
    """One run: what the queue finished on the day, or left to people. None when it did nothing."""
    done, failed, times = 0, 0, []
    for item in items(asked.queue):
        ended = moment(item["updated_at"])
        is_done, is_left = item["status"] == "completed", item["status"].startswith(("failed", "pending"))
        if ended.date() == asked.day and (is_done or is_left):
            done, failed = done + is_done, failed + is_left
            times += [ended, min(ended, moment(item.get("started_at") or item["updated_at"]))]
    return times and {
        "case": asked.case, "robot": asked.robot, "externalId": f"queue-{asked.queue}-{asked.day}",
        "startedAt": min(times).isoformat(), "endedAt": max(times).isoformat(),
        "itemsDone": done, "itemsFailed": failed,
    }


def main():
    parser = argparse.ArgumentParser(description="Reports a day of a work queue to Genvej.")
    parser.add_argument("--queue", required=True, help="id of the work queue")
    parser.add_argument("--case", required=True, help="id of the case in Genvej")
    parser.add_argument("--robot", default="automation-server", help="name of the robot")
    parser.add_argument("--day", type=date.fromisoformat, default=date.today() - timedelta(days=1))
    run = run_of(parser.parse_args())
    if not run:
        return print("nothing was done on that day")
    answer = call(os.environ["GENVEJ_URL"].rstrip("/") + "/api/v1/runs", os.environ["GENVEJ_TOKEN"], {"runs": [run]})
    print(json.dumps(answer["results"], ensure_ascii=False))
    raise SystemExit(1 if answer["refused"] else 0)


if __name__ == "__main__":
    main()
