"""The commands of a server and its operator: serve, status, doctor."""

from __future__ import annotations

import socket
import sys

import click

from kb import logs
from kb.cli.common import as_json, dump, open_index
from kb.config import Settings, override
from kb.errors import UsageError


@click.command()
@click.option("--host", help="Default: 127.0.0.1, this machine only.")
@click.option("--port", type=int, help="Default: 8000.")
@click.pass_obj
def serve(settings: Settings, host: str | None, port: int | None) -> None:
    """Serve the web interface and the API."""
    import uvicorn

    from web.app import create_app
    from web.facade import settle

    settings = override(settings, {"host": host, "port": port})
    _check_port_free(settings)
    kb = open_index(settings)
    kb.read_ahead()
    app = create_app(kb)
    settle()
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    logs.say(f"Serving http://{shown}:{settings.port} (Ctrl-C stops)")
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        log_level="warning",
        server_header=False,
    )


@click.command()
@as_json
@click.pass_obj
def status(settings: Settings, as_json: bool) -> None:
    """Show what is served, and the last build."""
    from indexer.report import render_status

    state = open_index(settings).status()
    click.echo(dump(state) if as_json else render_status(state))


@click.command()
@as_json
@click.pass_obj
def doctor(settings: Settings, as_json: bool) -> None:
    """Run every self-check.

    Says what to do about those that fail.
    """
    from kb.doctor import checks

    results = checks(settings)
    if as_json:
        click.echo(dump(results))
    else:
        for check in results:
            click.echo(f"{'ok  ' if check.ok else 'FAIL'} {check.name}: {check.detail}")
            if not check.ok and check.advice:
                click.echo(f"     → {check.advice}")
    sys.exit(0 if all(check.ok for check in results) else 1)


def _check_port_free(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise UsageError(
                f"Cannot serve on {settings.host}:{settings.port} ({error.strerror}); "
                "stop what uses it or choose another with --port."
            ) from None
