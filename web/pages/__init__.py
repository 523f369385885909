"""The pages for people, one module each: its route, its view and how the view is built."""

from web.pages import document, documents, register, search, status, timeline, units

routers = tuple(module.router for module in (search, document, documents, register, units, timeline, status))
