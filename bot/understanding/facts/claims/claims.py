"""What is claimed of a system with a yes or a no, each by the rule that reads it.

`FactExtractor` asks all of them, `corrected` once more behind words of correction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.understanding.facts.claims import fees, machines, networks, software, stun, templates, vendors
from bot.understanding.facts.hosting import trials
from bot.understanding.facts.words.reading import Reading

CLAIMS: Mapping[str, Callable[[Reading], bool | None]] = {
    "uses_stun": stun.uses_stun,
    "custom_template": templates.custom_template,
    "third_party_software": software.third_party_software,
    "network_suspected": networks.network_suspected,
    "hardware_meets_minimum": machines.hardware_meets_minimum,
    "configured_per_manual": machines.configured_per_manual,
    "fee_accepted": fees.fee_accepted,
    "reproduced_on_hosted": trials.reproduced_on_hosted,
    "vendor_contacted": vendors.vendor_contacted,
}
