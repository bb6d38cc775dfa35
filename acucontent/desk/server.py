"""Serve the pages of the desk until it is stopped."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import socket
import sys
import threading
import webbrowser

import uvicorn
from starlette.types import ASGIApp

from acucontent.errors import AcucontentError

_MAX_CONNECTIONS = 100
"""The most requests at once; more are refused with status 503, so that memory is bounded."""
_SECONDS_TO_FINISH = 1
"""How long requests may take to finish when the desk is stopped."""


class ListenFailed(AcucontentError, OSError):
    """The desk cannot listen at an address; the message says why and how to fix it."""


def open_listener(host: str, port: int) -> socket.socket:
    """Return a socket that listens at an address. Connections wait until `serve` accepts them.

    Args:
        host: The address, such as `127.0.0.1`.
        port: The port; 0 for any that is free.

    Raises:
        ListenFailed: The port is in use, or this machine does not have the address.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise ListenFailed(_explain(error, host, port)) from error
    try:
        _claim_port(listener)
        listener.bind(address)
        listener.listen(_MAX_CONNECTIONS)
    except OSError as error:
        listener.close()
        raise ListenFailed(_explain(error, host, port)) from error
    return listener


def format_address(host: str, port: int) -> str:
    """Return the address of the desk for a browser on this machine."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}/"


def serve(app: ASGIApp, listener: socket.socket) -> None:
    """Answer requests until SIGINT or SIGTERM, and then call the handler that SIGTERM had before.

    Nothing is logged, because messages of the server can quote requests.
    """
    config = uvicorn.Config(
        app,
        access_log=False,
        log_config=None,
        log_level="critical",
        lifespan="off",
        ws="none",
        proxy_headers=False,
        server_header=False,
        limit_concurrency=_MAX_CONNECTIONS,
        timeout_graceful_shutdown=_SECONDS_TO_FINISH,
    )
    server = uvicorn.Server(config)
    received: list[int] = []

    def stop(number: int, _: object) -> None:
        server.should_exit = True
        received.append(number)

    # uvicorn does the same as soon as it runs, and raises the signals again when it ends. Until it runs, an event loop
    # that an exception hits while it is made would print a traceback.
    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        server.run(sockets=[listener])
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    if signal.SIGTERM in received:
        signal.raise_signal(signal.SIGTERM)


def open_browser(address: str) -> None:
    """Open an address in the browser, if there is one with windows, and do not wait for it.

    `webbrowser` waits until a program that it does not know, such as one named by the variable BROWSER, has ended.
    """
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return
    threading.Thread(target=_open_and_wait, args=(address,), name="browser", daemon=True).start()


def _open_and_wait(address: str) -> None:
    with contextlib.suppress(webbrowser.Error):
        webbrowser.open(address)


def _claim_port(listener: socket.socket) -> None:
    """Let a desk start on a port that was just in use, but never on one that is."""
    exclusive: int | None = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)  # Windows
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR if exclusive is None else exclusive, 1)


def _explain(error: OSError, host: str, port: int) -> str:
    if error.errno in (errno.EADDRINUSE, errno.EACCES) and port:
        reason = "is in use" if error.errno == errno.EADDRINUSE else "is not allowed"
        return f"port {port} {reason}. To fix it, add --port {port + 1 if 1024 <= port < 65535 else 8765}"
    return f"cannot listen at {host!r}: {error.strerror or error}. To fix it, give --host an address of this machine"
