from catalogue.documents import BY_LETTERS, DOCUMENTS, LETTER


def test_codes_names_and_letters_differ():
    assert len({known.code for known in DOCUMENTS}) == len(DOCUMENTS)
    assert len({known.name for known in DOCUMENTS}) == len(DOCUMENTS)
    assert len(BY_LETTERS) == sum(bool(known.letters) for known in DOCUMENTS)


def test_the_letters_of_the_annex():
    assert BY_LETTERS["TTr"].name == "Tờ trình"
    assert BY_LETTERS["CTr"].name == "Chương trình"
    assert BY_LETTERS["CT"].name == "Chỉ thị"
    assert not LETTER.letters
