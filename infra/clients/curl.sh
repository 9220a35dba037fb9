#!/bin/sh
# Reports one run to Genvej with curl:
#
#   curl.sh CASE ROBOT EXTERNAL_ID STARTED_AT ENDED_AT ITEMS_DONE [ITEMS_FAILED [EXCEPTION_MINUTES]]
#
# Times are RFC 3339, `date --iso-8601=seconds`. Environment: GENVEJ_URL and GENVEJ_TOKEN. The same
# again changes nothing. The token goes to curl on its input, so that no list of processes shows it.
set -eu
: "${GENVEJ_URL:?the address of Genvej}" "${GENVEJ_TOKEN:?the token of the robot}"
if [ $# -lt 6 ]; then
    sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi

# A text as JSON writes it; names hold no control characters.
text() { printf '"%s"' "$(printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g')"; }

body="{\"runs\": [{\"case\": $(text "$1"), \"robot\": $(text "$2"), \"externalId\": $(text "$3"),
    \"startedAt\": $(text "$4"), \"endedAt\": $(text "$5"), \"itemsDone\": $6,
    \"itemsFailed\": ${7:-0}, \"exceptionMinutes\": ${8:-null}}]}"

printf 'header = "Authorization: Bearer %s"\n' "$GENVEJ_TOKEN" |
    curl --config - --silent --show-error --fail-with-body --retry 4 \
        --header 'Content-Type: application/json' --data "$body" "${GENVEJ_URL%/}/api/v1/runs"
