"""What a check looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemebuilder.compiler.dependencies import Node, Parts
from schemebuilder.compiler.desk import Desk
from schemebuilder.ir.scheme import Scheme
from schemebuilder.language.syntax import Tree


@dataclass(frozen=True, slots=True)
class Checked:
    """A scheme as compiled, with its text; parts that failed to compile are missing from it."""

    desk: Desk
    tree: Tree
    scheme: Scheme
    parts: Parts
    graph: Mapping[Node, tuple[Node, ...]]
