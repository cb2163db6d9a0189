"""`python -m samples`."""

import json

import pytest
from PIL import Image

from samples.__main__ import main


def test_it_writes_pictures_with_truth(tmp_path):
    main([str(tmp_path / "out"), "--seed", "2", "--dpi", "60", "--rotation", "90", "giay_phep_xay_dung"])
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [f"giay_phep_xay_dung-{page}.{kind}" for page in (1, 2) for kind in ("json", "png")]
    truth = json.loads((tmp_path / "out" / "giay_phep_xay_dung-1.json").read_text(encoding="utf-8"))
    assert (truth["type"], truth["rotation"]) == ("giay_phep_xay_dung", 90)
    with Image.open(tmp_path / "out" / "giay_phep_xay_dung-1.png") as image:
        assert image.width > image.height
        assert round(image.info["dpi"][0]) == 60


def test_it_names_the_types_that_there_are(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main([str(tmp_path), "bang_lai_xe"])
    assert "giay_khai_sinh" in capsys.readouterr().err
