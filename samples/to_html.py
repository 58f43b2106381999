"""A source as HTML: the article that the PDF prints, and the standalone page."""

from html import escape

from source import ENGLISH_MARK, Source, markdown

_PAGE = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body class="{layout}">
{article}
</body>
</html>
"""

_SCREEN_STYLE = """\
body { margin: 2rem auto; max-width: 42rem; padding: 0 1rem; line-height: 1.55; color: #1a1a1a;
  font-family: "Liberation Serif", "Times New Roman", "Noto Naskh Arabic", serif; }
header { text-align: center; border-bottom: 1px solid #777; margin-bottom: 1.5rem; }
.mark { display: inline-block; border: 1px solid #777; padding: .2rem .8rem; font-style: italic; }
[dir=rtl] .mark { font-style: normal; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { border: 1px solid #999; padding: .3rem .5rem; text-align: start; vertical-align: top; }
li { margin-bottom: .5rem; }"""


def html_page(source: Source, style: str = _SCREEN_STYLE) -> str:
    """A complete page, without scripts or outside resources."""
    return _PAGE.format(
        language=source.language,
        direction=source.direction,
        title=escape(source.title),
        style=style,
        layout=source.layout,
        article=_article(source),
    )


def write_html(source: Source) -> bytes:
    return html_page(source).encode()


def _article(source: Source) -> str:
    render = markdown().render
    pages = "\n".join(f"<section>\n{render(page)}</section>" for page in source.pages)
    return f"<article>\n<header>\n{render(source.title_block)}{_mark(source)}\n</header>\n{pages}\n</article>"


def _mark(source: Source) -> str:
    lines = (
        f'<span lang="en" dir="ltr">{mark}</span>' if mark == ENGLISH_MARK else f"<span>{mark}</span>"
        for mark in source.marks
    )
    return f'<p class="mark">{"<br>".join(lines)}</p>'
