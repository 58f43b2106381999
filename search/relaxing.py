"""Most of the words: what answers a question in plain words that too few documents answer in all of its words.

All words must be there, as long as that finds enough. Few documents hold all words of a long question, though; then
those are found that hold the most telling of them, and the reader is told. Signs are taken at their word: a query with
a phrase, OR, -, a prefix or parentheses is never relaxed. Filters play no part in it, so that the count of a value of
a facet is what choosing it shows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from search.function_words import says_something
from search.grammar import And, Field, Node, Or, Word, all_of, any_of
from search.lexer import TITLE_KEY
from search.thesaurus import Thesaurus, Widened, widened

# A question with fewer telling words is never relaxed, and one with fewer than LONG only if it finds nothing at all.
SHORTEST, LONG = 3, 5
# A long question is relaxed if it finds fewer documents than these.
FEW = 10
# A document must hold so much of what the words say together, each counted by its rarity.
SHARE = 0.25
# However common a word is, it counts for that much.
LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Most:
    """Parts of a query, of which a document must hold enough."""

    parts: tuple[Node, ...]


def relaxed(tree: Node, found: int, thesaurus: Thesaurus) -> Node | None:
    """What to look for instead of a query that finds so few; nothing if it is to be taken at its word."""
    nodes = tree.nodes if isinstance(tree, And) else ()
    conditions = [node for node in nodes if isinstance(node, Field) and node.key != TITLE_KEY]
    words = [node for node in nodes if isinstance(node, Word)]
    asks_more = len(words) + len(conditions) < len(nodes)
    most = telling(tree)
    if asks_more or found >= FEW or most < SHORTEST or (found and most < LONG):
        return None
    parts = tuple(dict.fromkeys(part for whole in thesaurus.joined(words) for part in _telling(whole)))
    # A part of the tree to all that follow; only the evaluator looks inside.
    return all_of([Most(parts), *conditions])  # type: ignore[list-item]


def telling(node: Node) -> int:
    """How many different words of a part of a query say something; a phrase says one thing."""
    words = node.nodes if isinstance(node, And | Or) else ()
    return max(1, len({word for word in words if isinstance(word, Word) and says_something(word.text)}))


def _telling(part: Node) -> Iterable[Node]:
    """A word that says something; or any such word of a name, for which other names stand all the same."""
    if isinstance(part, Widened):
        words = part.node.nodes if isinstance(part.node, And) else (part.node,)
        yield widened(any_of(word for whole in words for word in _telling(whole)), part.also, part.tagged)
    elif isinstance(part, Word) and says_something(part.text):
        yield part
