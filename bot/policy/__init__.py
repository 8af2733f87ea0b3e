"""The support policy as data, and the engine that decides, explains and answers with it.

`load` a knowledge base, `decide` facts, `explain` the decision, `answer` a question about the policy.
Everything here is pure: no model, no network, no database, no clause-specific code.
"""

from bot.policy.decision import Decision
from bot.policy.errors import FactError, KnowledgeError, PolicyError, ReadingError
from bot.policy.explanation import Explanation, answer, explain
from bot.policy.policy import Policy, load

__all__ = [
    "Decision",
    "Explanation",
    "FactError",
    "KnowledgeError",
    "Policy",
    "PolicyError",
    "ReadingError",
    "answer",
    "explain",
    "load",
]
