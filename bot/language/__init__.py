"""Which of the eight support languages is this? Pure, deterministic, offline."""

from bot.language.detector import Detection, Detector

__all__ = ["Detection", "Detector"]
