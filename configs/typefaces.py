"""Where the fonts lie that come with the system: each has every Vietnamese letter, its licence beside it."""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "fonts"
PRINT: Final = "Tinos-Regular"  # with the widths of Times New Roman
PRINT_BOLD: Final = "Tinos-Bold"


def font_file(name: str) -> Path:
    """Return the file of a font that comes with the system."""
    return FOLDER / f"{name}.ttf"
