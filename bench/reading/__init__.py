"""How well pages are read: our profiles, plain Tesseract and OCRmyPDF, in one run on the same pages.

    python -m bench.reading                            all sets, all profiles, both other programs
    python -m bench.reading --sets pages               the transcribed real pages alone
    python -m bench.reading --sets seeds-1,seeds-2 --half even --profiles balanced --no-peers
    python -m bench.reading --sets seeds-2 --pages 2 --errors      every differing word, page by page
    python -m bench.reading --data FOLDER --seeds FOLDER           files elsewhere than in ../shared

Sets (`--sets`, each by its name or by what its name begins with: `seeds` is three sets):

- `pages`: page images in DATA/pages, each with its transcription beside it (page.jpg, page.gt.txt).
  Photos are told apart and are in no mean.
- `born-1`, `born-2`: pages of the PDFs below DATA/real that were never paper (`bench.reading.born` makes
  sure of it), drawn and degraded at two levels; the truth is their own text.
- `seeds-0`, `seeds-1`, `seeds-2`: the reports in SEEDS, set in one column, degraded at three levels.

Rendered pages are the same at every run and are kept nowhere. `--half even` takes the pages at places 0, 2,
4, ... of each set, `--half odd` the others: what is tuned on one half is checked on the other.

Columns. Words are what stands between blanks; text is compared as NFC, curly quotes as ", long dashes as -.

- `found`: share of the true words that were found; `true`: share of the read words that are true. Both
  whatever the order of words, averaged over pages.
- `CER`: edit distance over true characters, summed over pages, in the order of the text as it was read;
  `bare`: the same with all marks removed and d for đ.
- `free`: character error whatever the order of lines: each line of the truth is matched to the best-fitting
  place of the reading, each place once; what differs there and what is left over are errors. `f.bare`: the
  same without marks. Where the order of lines is clear (seeds) `CER` counts, where it is a matter of choice
  (two columns at head and foot) `free` does.
- `marks`: share of the true words whose letters were found and whose marks were not: the share of words
  found without marks less the share found. Averaged over pages.
- `nums`: of the true words that hold a digit, the share found exactly, over all pages; `of`: how many.
- `CPU s`: seconds a page, children included. Where a profile spent them: `draw` (the file made pixels),
  `clean`, `read`, `decide`, and what is looked for on every page: `hand` (handwriting), `codes`, `stamps`.
- `MB`: the most memory that a page took, resident, all its processes together. A profile reads all pages in
  one process: what it keeps from page to page is in it. Pages that processes share count in each.
- `trusted`: of a profile's words, the share that no human eye needs; `t.true`: the share of those that are
  right.

After each set: how right the words of each confidence are. A read word is right where an alignment matches
it with a true one, or else where it stands in another place of the truth.
"""
