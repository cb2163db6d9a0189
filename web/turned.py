"""What is added to the address of a page's picture: browsers keep pictures, and a turned page has another."""


def turn_of(rotation: int | None) -> str:
    """Return the end of the address of a picture turned clockwise by so many degrees; None: not known."""
    return f"?xoay={rotation}" if rotation else ""
