"""What is learned of a message: the names of facts and of their classes, for rows, readers and verdict."""

from __future__ import annotations

NOTHING = "nothing"
LEVEL = "partner_level_claimed"
CHOICES = ("hosting", "requester", LEVEL)
WISHES = "requests"
KINDS = ("phone_support", "remote_session", "third_party_call", "forum", "human")
YES_OR_NO = (
    "vendor_contacted", "network_suspected", "third_party_software", "uses_stun", "custom_template", "fee_accepted",
    "configured_per_manual", "reproduced_on_hosted", "hardware_meets_minimum",
)  # fmt: skip
# A wish is asked for alone or beside others, so that there are three classes of it.
ALONE, BESIDE = "alone", "beside"
TASKS = (*CHOICES, *YES_OR_NO, *KINDS)
CODE = "sip_code"
# What a word that may be a name is to a message: its product, not that but another one of the kind is, or neither.
NAMED, OTHER = "named", "other"
AMOUNTS = ("extensions", "simultaneous_calls")
