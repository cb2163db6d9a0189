"""What contradicts within one paper: a code and print, a personal number and a birthday, digits and words."""

from collections.abc import Iterator

from pipeline.contradictions.dossier import Contradiction, Papers, contradiction, sure_value


def within_a_paper(papers: Papers) -> Iterator[Contradiction]:
    """Yield what was remarked about values that were read surely."""
    for number, paper in enumerate(papers.papers):
        titles = {spec.name: spec.title for spec in (paper.type.fields if paper.type else ())}
        for name, value in paper.part.fields.items():
            if value.remark and sure_value(value):
                words = f"{paper.name}, {titles.get(name, name)}: {value.remark}."
                yield contradiction("within", words, papers, number)
