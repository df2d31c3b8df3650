"""`dateline monitor`: the monitor process, in the foreground."""


def monitor() -> None:
    """Measure lag from outside the workers and serve it on /metrics until SIGTERM."""
    from services.cli.context import settings
    from services.monitor.run import run

    run(settings())
