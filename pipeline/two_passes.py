"""Makes one file of a pile that a feeder without duplex took twice: fronts, then, turned over, backs."""

from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.intake.sheets import put_together, take_apart
from pipeline.matching.order import collate


class TwoPassesError(ValueError):
    """Two files are not the two sides of one pile; the message is Vietnamese."""

    def __init__(self, fronts: int, backs: int) -> None:
        super().__init__(
            f"Lượt mặt trước có {fronts} trang, lượt mặt sau có {backs} trang: không phải hai mặt của cùng "
            "một tập giấy. Hãy kiểm tra tờ bị kéo đúp hoặc sót, rồi quét lại lượt thiếu."
        )


def join_passes(fronts: Path, backs: Path, target: Path, timeout: float) -> int:
    """Write front and back of each sheet in turn into one PDF; return how many sides that are.

    The pile was turned over as a whole between the passes, so that its last back came first. Both files stay
    as they are. Raises TwoPassesError where their numbers of pages differ, ScanError, OSError.
    """
    with TemporaryDirectory() as scratch:
        first = take_apart(fronts, Path(scratch) / "fronts", timeout)
        second = take_apart(backs, Path(scratch) / "backs", timeout)
        if len(first) != len(second):
            raise TwoPassesError(len(first), len(second))
        put_together(collate(first, second), target, timeout)
    return 2 * len(first)
