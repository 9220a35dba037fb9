"""Runs scim2-tester against a server: check.py URL, with the token in GENVEJ_TOKEN.

Prints each check as `STATUS title resource: reason` and ends with 1 when one is neither a success nor
skipped for a reason that is known.
"""

import os
import sys

from httpx2 import Client
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server

# Searching several kinds at once is not offered, which no part of the configuration can say.
MAY_BE_SKIPPED = ("POST /.search",)


def main() -> int:
    headers = {"Authorization": f"Bearer {os.environ['GENVEJ_TOKEN']}"}
    client = Client(base_url=sys.argv[1], headers=headers, trust_env=False, timeout=30)
    failed = 0
    for result in check_server(SyncSCIMClient(client)):
        reason = (result.reason or "").replace("\n", " ")
        good = result.status == Status.SUCCESS or (
            result.status == Status.SKIPPED and reason.startswith(MAY_BE_SKIPPED)
        )
        failed += not good
        mark = result.status.name if good else f"FAILED ({result.status.name})"
        print(mark, result.title, result.resource_type or "-", reason, sep="\t")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
