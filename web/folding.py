"""Templates of one language: texts that nothing is filled into are translated once, when a template is loaded."""

from collections.abc import Callable
from typing import cast

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

_SAYING = ("_", "gettext")


class OneLanguage(Environment):
    """An environment whose `_` never changes: install it before the first template is loaded."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        say = cast(Callable[[str], Markup], self.globals["_"])
        return cast(nodes.Template, _Folding(say).visit(super()._parse(source, name, filename)))


class _Folding(NodeTransformer):
    """Puts the translation in the place of `_("…")`; what has values to be filled in stays a call."""

    def __init__(self, say: Callable[[str], Markup]) -> None:
        self._say = say

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - named by Jinja after the node.
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or node.node.name not in _SAYING:
            return node
        match node.args, node.kwargs, node.dyn_args, node.dyn_kwargs:
            case [nodes.Const(value=str(text))], [], None, None:
                return nodes.Const(self._say(text), lineno=node.lineno)
        return node
