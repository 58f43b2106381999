"""What is asked of every engine: one query of each kind, free of any engine's language."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Query:
    """All of `every`, one of `either`, none of `without`; a phrase is one string with spaces, `mig*` is a prefix.

    `filters` are pairs of facet and value, one of each facet: all of them must hold.
    """

    name: str
    every: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()

    def without_filter(self, facet: str) -> "Query":
        """The query by which the values of a facet are counted that is itself selected."""
        return replace(self, filters=tuple(item for item in self.filters if item[0] != facet))

    @property
    def selected(self) -> tuple[str, ...]:
        """The facets with a filter."""
        return tuple(facet for facet, _ in self.filters)

    def text(self, joiner: str = " ", either: str = " OR ", exclude: str = " -") -> str:
        """The words in a query language, ours unless said otherwise."""
        parts = [_quoted(part) for part in self.every]
        if self.either:
            parts.append("(" + either.join(_quoted(part) for part in self.either) + ")")
        return joiner.join(parts) + "".join(exclude + _quoted(part) for part in self.without)


def _quoted(part: str) -> str:
    return f'"{part}"' if " " in part else part


_PHRASE = "return and readmission"

QUERIES = (
    Query("rare term", every=("refoulement",)),
    Query("common term", every=("reintegration",)),
    Query("very common term", every=("migration",)),
    Query("three common terms ANDed", every=("migration", "cooperation", "border")),
    Query("three terms ORed", either=("remittances", "diaspora", "reintegration")),
    Query("prefix of a few words", every=("readm*",)),
    Query("prefix of dozens of words", every=("mig*",)),
    Query("phrase of rare words", every=("statelessness determination procedure",)),
    Query("phrase holding a very common word", every=(_PHRASE,)),
    Query("phrase and filters", every=(_PHRASE,), filters=(("iscm", "rabat"), ("language", "en"))),
    Query("filters only", filters=(("iscm", "rabat"), ("type", "declaration"))),
    Query("NOT", every=("diaspora",), without=("visa",)),
)
