"""Templates of one language: texts that nothing is filled into are translated once, when a template is loaded."""

from collections.abc import Callable
from typing import Any, cast

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

_SAYING = ("_", "gettext")


class OneLanguage(Environment):
    """An environment whose `_` never changes: install it before the first template is loaded."""

    def _generate(self, source: nodes.Template, *more: Any, **options: Any) -> str:
        say = cast(Callable[[str], Markup], self.globals["_"])
        return super()._generate(_Folding(say).visit(source), *more, **options)


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
