"""Runs Rasa's graph of components one after the other, in an order found once.

Rasa hands the graph to dask for every message and every prediction, which sorts it anew and schedules
it on threads that it does not use: a third of the time of understanding and predicting. Put in place
by `bot.rasa.patches`; training goes on with dask.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Dict, List, Optional, Tuple

from rasa.engine.runner.dask import DaskGraphRunner


class PlainRunner(DaskGraphRunner):
    """The same nodes with the same inputs, called directly."""

    def run(self, inputs: Optional[Dict[str, Any]] = None, targets: Optional[List[str]] = None) -> Dict[str, Any]:
        """The outputs of `targets` (default: the graph's own), by name."""
        wanted = tuple(targets or self._graph_schema.target_names)
        outputs: Dict[str, Tuple[str, Any]] = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, needed in self._order(wanted, frozenset(outputs)):
            outputs[name] = self._instantiated_nodes[name](*(outputs[one] for one in needed))
        return {name: outputs[name][1] for name in wanted}

    @cache
    def _order(self, targets: Tuple[str, ...], given: frozenset[str]) -> List[Tuple[str, Tuple[str, ...]]]:
        """The nodes that `targets` need beyond what is given, each after everything it needs itself."""
        nodes = self._graph_schema.minimal_graph_schema(list(targets)).nodes
        order: Dict[str, Tuple[str, ...]] = {}

        def visit(name: str) -> None:
            if name in order or name in given:
                return
            needed = tuple(nodes[name].needs.values())
            for one in needed:
                visit(one)
            order[name] = needed

        for target in targets:
            visit(target)
        return list(order.items())
