"""What may go wrong with a report although its question is a good one."""


class FormatError(Exception):
    """A file cannot be written in the wanted format on this machine: says why and what to do (Vietnamese)."""
