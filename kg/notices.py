"""What a stage tells whoever runs it, without stopping: a warning of the log that a program can say in its language."""

import logging

from kg.messages import text


def warn(log: logging.Logger, key: str, **facts: object) -> None:
    """Log the message in English; its key and facts go with it."""
    log.warning("%s", text(key, "en", **facts), extra={"key": key, "facts": facts})


def said(record: logging.LogRecord, lang: str) -> str:
    """The message in a language, where it came with its key; else as it was logged."""
    key = getattr(record, "key", None)
    return text(key, lang, **getattr(record, "facts", {})) if key else record.getMessage()
