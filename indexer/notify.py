"""Sends the morning report by mail and to a webhook, when the settings name them."""

from __future__ import annotations

import smtplib
import urllib.error
import urllib.request
from email.message import EmailMessage

from indexer.report import BuildReport, dumps, headline, render
from kb.config import Settings

SECONDS = 30


def send(report: BuildReport, settings: Settings) -> list[str]:
    """What could not be sent, one sentence each: a report that does not arrive does not undo a build."""
    problems = []
    for there, how in ((settings.smtp and settings.mail_to, _mail), (settings.webhook, _post)):
        try:
            if there:
                how(report, settings)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            problems.append(f"The report could not be sent ({error}); check 'smtp', 'mail_to' and 'webhook'.")
    return problems


def _mail(report: BuildReport, settings: Settings) -> None:
    message = EmailMessage()
    message["Subject"] = f"kb: {headline(report)}"
    message["From"] = settings.mail_from
    message["To"] = settings.mail_to
    message.set_content(render(report))
    host, _, port = settings.smtp.partition(":")
    with smtplib.SMTP(host, int(port or 25), timeout=SECONDS) as server:
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls()
        server.send_message(message)


def _post(report: BuildReport, settings: Settings) -> None:
    if not settings.webhook.startswith(("http://", "https://")):
        raise ValueError("the webhook is not an http address")
    request = urllib.request.Request(  # noqa: S310 checked above
        settings.webhook, dumps(report).encode(), {"Content-Type": "application/json"}
    )
    urllib.request.urlopen(request, timeout=SECONDS).close()  # noqa: S310 checked above
