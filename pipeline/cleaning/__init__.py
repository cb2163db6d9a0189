"""The table of cleaning steps.

A new one is a module with a function `(PageImage, *, options) -> PageImage`, and a line here.
"""

from collections.abc import Callable
from typing import Final

from pipeline.cleaning.clear_edges import clear_edges
from pipeline.cleaning.denoise import denoise
from pipeline.cleaning.deskew import deskew
from pipeline.cleaning.divide_background import divide_background
from pipeline.cleaning.fit_letters import fit_letters
from pipeline.cleaning.flatten import flatten
from pipeline.cleaning.limit_resolution import limit_resolution
from pipeline.cleaning.remove_leaders import remove_leaders
from pipeline.cleaning.remove_rules import remove_rules
from pipeline.cleaning.remove_seals import remove_seals
from pipeline.cleaning.suppress_ink import suppress_ink
from pipeline.image import PageImage

Step = Callable[..., PageImage]

STEPS: Final[dict[str, Step]] = {
    step.__name__: step
    for step in (
        flatten,
        limit_resolution,
        suppress_ink,
        clear_edges,
        deskew,
        fit_letters,
        remove_seals,
        divide_background,
        remove_rules,
        remove_leaders,
        denoise,
    )
}
