"""A report as PDF: the Word document, turned into PDF by LibreOffice."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from configs.typefaces import FOLDER
from reports.errors import FormatError
from reports.formats import as_docx
from reports.model import Table

PROGRAMS: Final = ("soffice", "libreoffice")
SECONDS: Final = 180
# Tinos has the widths of Times New Roman and all Vietnamese letters; what Debian puts in its place has not.
FONT_SETTINGS: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{folder}</dir>
  <alias binding="same"><family>Times New Roman</family><accept><family>Tinos</family></accept></alias>
</fontconfig>
"""
NO_PROGRAM: Final = (
    "Máy này chưa có LibreOffice nên không lập được PDF. Hãy cài LibreOffice (gói libreoffice-writer), "
    "hoặc chọn định dạng docx rồi lưu thành PDF."
)
FAILED: Final = "LibreOffice không chuyển được báo cáo sang PDF. Hãy chọn định dạng docx rồi lưu thành PDF."


def render(table: Table) -> bytes:
    """Return the PDF. Raises FormatError where LibreOffice is missing or fails."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise FormatError(NO_PROGRAM)
    with tempfile.TemporaryDirectory(prefix="sohoa-pdf-") as folder:
        return _converted(program, as_docx.render(table), Path(folder))


def _converted(program: str, document: bytes, folder: Path) -> bytes:
    """Let LibreOffice, with a profile of its own, turn a document in a folder into PDF."""
    (folder / "report.docx").write_bytes(document)
    (folder / "fonts.conf").write_text(FONT_SETTINGS.format(folder=escape(str(FOLDER))), encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--norestore", "--convert-to", "pdf", "report.docx"]
    surroundings = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf"), "HOME": str(folder)}
    try:
        subprocess.run(  # noqa: S603 - a program found on the path, fixed arguments
            command, cwd=folder, env=surroundings, check=True, capture_output=True, timeout=SECONDS
        )
        return (folder / "report.pdf").read_bytes()
    except (subprocess.SubprocessError, OSError) as error:
        raise FormatError(FAILED) from error
