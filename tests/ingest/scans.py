"""Texts in six languages, drawn as a scanner would see them."""

import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
SCANS = {
    "en": """Joint Declaration of the Ministers
The Ministers agreed on return and readmission
and on better protection of migrant workers.""",
    "fr": """Déclaration conjointe des ministres
Les ministres sont convenus de coopérer
en matière de retour et de réadmission.""",
    "es": """Declaración conjunta de los ministros
Los ministros acordaron fortalecer la cooperación
en materia de retorno y readmisión.""",
    "pt": """Declaração conjunta dos ministros
Os ministros acordaram reforçar a cooperação
em matéria de retorno e readmissão.""",
    "ru": """Совместная декларация министров
Министры договорились укреплять сотрудничество
в области возвращения и реадмиссии.""",
    "ar": """إعلان مشترك للوزراء
اتفق الوزراء على تعزيز التعاون في مجال العودة
وإعادة القبول وحماية العمال المهاجرين""",
}
needs_tesseract = pytest.mark.skipif(
    not shutil.which("tesseract") or not FONT.exists(),
    reason="Tesseract or the DejaVu font is missing: apt-get install tesseract-ocr "
    "tesseract-ocr-{eng,fra,spa,por,ara,rus} fonts-dejavu-core",
)


def picture(text: str, angle: float = 0) -> Image.Image:
    page = Image.new("L", (1500, 700), 255)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), 44)
    for row, line in enumerate(text.split("\n")):
        draw.text((100, 100 + row * 80), line, font=font, fill=0)
    return page.rotate(angle, expand=True, fillcolor=255)
