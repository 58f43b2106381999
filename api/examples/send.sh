#!/bin/sh
# Send a document, wait until it is read, and give it a title, unless somebody else changed it meanwhile.
# TOKEN comes from: iscm token you@example.org
set -eu
site=${ISCM_SITE:-http://127.0.0.1:8000}
auth="Authorization: Bearer $TOKEN"

# Sending the same bytes again is harmless: the answer names the document that has them.
id=$(curl -sSf -H "$auth" -F "file=@$1" "$site/api/documents" | sed 's/.*"id":"\([^"]*\)".*/\1/')

until curl -sSf -H "$auth" -D headers.txt -o document.json "$site/api/documents/$id" &&
    grep -q '"status":"\(ready\|failed\)"' document.json; do
    sleep 0.2
done

etag=$(sed -n 's/^[Ee][Tt]ag: //p' headers.txt | tr -d '\r')
curl -sSf -X PATCH -H "$auth" -H "If-Match: $etag" -H "Content-Type: application/json" \
    -d "{\"title\": \"$2\"}" -o document.json "$site/api/documents/$id"
echo "$site/documents/$id"
