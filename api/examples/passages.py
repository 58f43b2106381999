"""Write every passage that answers a search to standard output, as CSV: document, page, text, link."""

import csv
import json
import os
import sys
from urllib.parse import urlencode, urljoin
from urllib.request import urlopen

SITE = os.environ.get("ISCM_SITE", "http://127.0.0.1:8000")

lines = csv.writer(sys.stdout)
lines.writerow(["document", "title", "page", "text", "link"])
address = "/api/search?" + urlencode({"q": '"return and readmission"', "size": 100})
while address:
    with urlopen(urljoin(SITE, address)) as answer:
        results = json.load(answer)
    for hit in results["hits"]:
        for passage in hit["passages"]:
            link = urljoin(SITE, passage["url"])
            lines.writerow([hit["id"], hit["title"], passage["page"], passage["text"], link])
    address = results["next"]
