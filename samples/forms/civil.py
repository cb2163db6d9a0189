"""What the forms of civil status (hộ tịch) share: the pledge, the papers, questions about one person."""

from typing import Final

from samples.blocks import Fill, Paper, Text, fill
from samples.forms.phrases import slashed
from samples.people import PROVINCE, Case, Person

PLEDGE: Final = (
    "Tôi cam đoan những nội dung khai trên đây là đúng sự thật, được sự thỏa thuận nhất trí của những người liên "
    "quan theo quy định pháp luật và chịu hoàn toàn trách nhiệm trước pháp luật về lời khai của mình."
)
BLUE_PAPER: Final = Paper(
    tint=(244, 250, 252), pattern=(226, 240, 244), frame=(72, 120, 150), margins=(16, 20, 18, 26)
)
PINK_PAPER: Final = Paper(
    tint=(253, 246, 243), pattern=(246, 228, 224), frame=(184, 88, 84), margins=(16, 20, 18, 26)
)


def to_committee(case: Case) -> Text:
    return Text(f"Kính gửi: Ủy ban nhân dân {case.commune}, {PROVINCE}", align="center")


def who(person: Person) -> tuple[Fill, ...]:
    """Return the rows by which a form asks about one person."""
    return (
        fill(
            ("Ngày, tháng, năm sinh", slashed(person.born)),
            ("Dân tộc", person.people),
            ("Quốc tịch", "Việt Nam"),
            shares=(5, 3, 3),
        ),
        fill(("Nơi cư trú", person.address)),
        fill(("Số định danh cá nhân/Giấy tờ tùy thân", person.number)),
    )
