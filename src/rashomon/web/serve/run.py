"""Serves a case on this machine until it is stopped."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from rashomon.errors import UsageError
from rashomon.web.serve.app import workbench
from rashomon.web.serve.guard import Keys
from rashomon.web.serve.store import Store

CLOSING = 2  # seconds that open event streams get when it is stopped


def serve(store: Store, *, port: int, who: str, ready: Callable[[str], None]) -> None:
    """Serve on 127.0.0.1 and no other address; `ready` is called with the address to open. Port 0: any free one."""
    with _bound(port) as bound:
        keys = Keys(bound.getsockname()[1])
        config = uvicorn.Config(
            workbench(store, keys, who=who),
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=CLOSING,
            ws="none",
        )
        ready(keys.address)
        uvicorn.Server(config).run(sockets=[bound])


def _bound(port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(("127.0.0.1", port))
    except (OSError, OverflowError) as error:
        bound.close()
        raise UsageError(f"port {port}: {error}; choose another with --port, or 0 for any free one") from error
    bound.listen(128)
    return bound
