"""May a dossier use a paper that an earlier one brought: nobody is asked for the same paper twice."""

from collections.abc import Collection

from catalogue.completeness import Present, SlotStatus
from catalogue.dossier import Dossier
from catalogue.model import Procedure


def refusal(kind: str, dossier: Dossier, procedure: Procedure | None) -> str | None:
    """Return why a paper of this type cannot be reused in a dossier, in Vietnamese; None if it can."""
    if procedure is None:
        return f"Thủ tục {dossier.procedure} không có trong danh mục vào ngày tiếp nhận."
    if not any(kind in slot.types for slot in procedure.requirements):
        return f"Thủ tục {procedure.code} không yêu cầu loại giấy tờ “{kind}”."
    return None


def refusal_of_earlier(
    kind: str, dossier: Dossier, earlier: Dossier | None, papers: Collection[Present]
) -> str | None:
    """Return why this dossier cannot use the `papers` of that one; None if it can.

    The other one must have come first and hold the paper itself, digitised: not a copy that was exempt, nor a
    paper that it took from elsewhere.
    """
    if earlier is None:
        return "Hồ sơ trước không có trong sổ theo dõi."
    if earlier.code == dossier.code or earlier.received_on > dossier.received_on:
        return f"Hồ sơ {earlier.code} không được tiếp nhận trước hồ sơ {dossier.code}."
    if not any(paper.type == kind and paper.status is SlotStatus.DIGITISED for paper in papers):
        return f"Hồ sơ {earlier.code} chưa có bản số hóa của loại giấy tờ “{kind}”."
    return None
