"""Writes synthetic scans with their truth: `python -m samples OUT --seed N --level L [TYPE ...]`.

For each type: `TYPE-PAGE.png` and `TYPE-PAGE.json` (rotation, skew, effects, words with boxes in mm).
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from PIL import Image

from samples.degrade import LEVELS
from samples.forms import FORMS, STRANGE
from samples.generate import Scanning, make_paper


def main(arguments: list[str] | None = None) -> None:
    """Write the pages that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m samples", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("types", nargs="*", metavar="TYPE", help="component types; all if none is given")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--level", type=int, choices=sorted(LEVELS), default=0)
    parser.add_argument("--dpi", type=int, help="resolution; the level's own if not given")
    parser.add_argument("--rotation", type=int, choices=(0, 90, 180, 270), default=0)
    options = parser.parse_intermixed_args(arguments)
    unknown = set(options.types) - FORMS.keys() - STRANGE.keys()
    if unknown:
        parser.error(f"no form of type {', '.join(sorted(unknown))}; there are {', '.join(FORMS)}")
    options.out.mkdir(parents=True, exist_ok=True)
    scanning = Scanning(options.level, options.dpi, options.rotation)
    for kind in options.types or FORMS:
        for page, truth in make_paper(kind, options.seed, scanning):
            target = options.out / f"{kind}-{page.number}"
            Image.fromarray(page.pixels).save(target.with_suffix(".png"), dpi=(page.dpi, page.dpi))
            target.with_suffix(".json").write_text(
                json.dumps(asdict(truth), ensure_ascii=False, indent=1) + "\n"
            )


if __name__ == "__main__":
    main()
