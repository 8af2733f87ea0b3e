"""Backup and restore: all rows and all stored files in one archive that can prove it is whole."""

from bot.backup.archive import BackupError, Report, read, write

__all__ = ["BackupError", "Report", "read", "write"]
