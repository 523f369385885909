"""Views into HTML: one Jinja environment that escapes everything, and what every template is given.

A template gets its own view (a frozen dataclass), `t` for words, dates and numbers, `here` for links
and `theme` for colours.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from web.address import here
from web.assets import Assets
from web.i18n import LANGUAGES, Language, choose, translator

TEMPLATES = Path(__file__).parent / "templates"
YEAR = 365 * 24 * 3600
# For whom the dark colours are; a script of the page keeps the choice in the cookie of this name.
THEMES = {"auto": "(prefers-color-scheme: dark)", "light": "not all", "dark": "all"}


def environment(assets: Assets) -> Environment:
    jinja = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    # Compiled and read now, not while the first reader waits.
    for name in jinja.list_templates():
        jinja.get_template(name)
    for language in LANGUAGES:
        translator(language)
    jinja.globals.update(asset=assets.url, sheets=assets.sheets, languages=LANGUAGES, themes=THEMES, zip=zip)
    return jinja


class Page:
    """Renders one request's page in its reader's language."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.here = here(request)
        self.asked = request.query_params.get("lang")
        self.language: Language = choose(self.asked, request.cookies.get("lang"))
        self.t = translator(self.language)
        wish = request.cookies.get("theme", "")
        self.theme = wish if wish in THEMES else "auto"

    def __call__(self, template: str, view: Any, status: int = 200) -> HTMLResponse:
        jinja: Environment = self.request.app.state.jinja
        body = jinja.get_template(template).render(view=view, t=self.t, here=self.here, theme=self.theme)
        response = HTMLResponse(
            body, status, headers={"Cache-Control": "private, no-cache", "Vary": "Cookie"}
        )
        if self.asked == self.language:
            response.set_cookie("lang", self.language, max_age=YEAR, httponly=True, samesite="lax")
        return response


async def _page(request: Request) -> Page:
    """Not made on a thread, as FastAPI would do with the class itself: the change takes longer."""
    return Page(request)


Show = Annotated[Page, Depends(_page)]
