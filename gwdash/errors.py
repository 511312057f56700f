"""Everything gwdash refuses, as one tree.

::

    GwdashError              a Chinese sentence that says what happened and what to do
    ├── UsageError           the call itself is wrong: an unknown dataset, a bad period
    ├── UnreadableFile       the file cannot be used at all: encrypted, damaged, too large
    ├── DataRejected         the file was read, its rows hold errors; carries no rows
    ├── ConflictError        the state does not allow it: already withdrawn, being written
    ├── WorkspaceError       the workspace is missing, damaged or of another format
    └── NotInstalled         a part of the machine is missing that this needs, and nothing else

Only these are caught at the faces (command line, pages); anything else is a defect and is
shown and logged as one.
"""


class GwdashError(Exception):
    """Base of all expected failures; ``str(error)`` is a sentence for the user."""

    exit_status = 2


class UsageError(GwdashError):
    """The call cannot be understood or names something that does not exist."""


class UnreadableFile(GwdashError):
    """The file cannot be read as a table; the sentence gives the reason and the way out."""


class DataRejected(GwdashError):
    """The file was read, but its rows hold errors and nothing was taken in."""

    exit_status = 1


class ConflictError(GwdashError):
    """The present state of a submission, version or workspace forbids the step."""


class WorkspaceError(GwdashError):
    """The workspace cannot be used: missing, damaged, or written by another format."""


class NotInstalled(GwdashError):
    """A program of the machine that only this needs is missing or does not answer."""
