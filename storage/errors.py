"""What may go wrong with a store, by who must react.

* StoreError
  * StoreUnavailable: nobody's fault; the same call may succeed later
  * ObjectMissing: the object was never stored, or somebody took it away
  * ObjectDamaged: bytes came back that are not those that were stored
  * StoreSettingsError: an administrator must mend an address
"""


class StoreError(Exception):
    """Something is wrong with the object store or the database."""


class StoreUnavailable(StoreError):  # noqa: N818 it says what it is
    """The store cannot be reached or used just now: full, locked, switched off. Try again later."""


class ObjectMissing(StoreError):  # noqa: N818 the same
    """No object has this hash."""

    def __init__(self, sha256: str) -> None:
        self.sha256 = sha256
        super().__init__(f"no object {sha256}")


class ObjectDamaged(StoreError):  # noqa: N818 the same
    """The bytes stored under a hash do not have that hash."""

    def __init__(self, sha256: str) -> None:
        self.sha256 = sha256
        super().__init__(f"object {sha256} does not have that hash any more")


class StoreSettingsError(StoreError):
    """An address in the settings cannot be understood; the message is Vietnamese and names the setting."""
