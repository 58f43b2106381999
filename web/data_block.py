"""Data in a page for search engines: a script element that holds no script but JSON-LD."""

import json
from typing import Any

from markupsafe import Markup

from api.citing.schema_org import whole

# No title may end the element or begin a comment; JSON reads the same with these signs written out.
_ESCAPES = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def data_block(node: dict[str, Any]) -> Markup:
    """The element. A browser takes it as data and runs nothing, so that the policy without inline scripts stands."""
    written = json.dumps(whole(node), ensure_ascii=False).translate(_ESCAPES)
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(written))  # noqa: S704 – Escaped just above.
