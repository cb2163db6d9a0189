"""The table of forms: component type -> function that writes it for a case. A new form is one entry of its module.

STRANGE holds papers that no catalogue knows, for the scans that a person must look at.
"""

from collections.abc import Callable
from typing import Final

from samples.blocks import Form
from samples.forms import births, business, general, land, marriages, registers, welfare
from samples.people import Case

FORMS: Final[dict[str, Callable[[Case], Form]]] = {
    **births.FORMS,
    **marriages.FORMS,
    **registers.FORMS,
    **general.FORMS,
    **land.FORMS,
    **business.FORMS,
    **welfare.FORMS,
}
STRANGE: Final = general.STRANGE
