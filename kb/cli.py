"""The `kb` command: the composition root."""


def main() -> None:
    raise SystemExit("kb: not wired yet")
