"""What every answer of the page's server is subject to: GET only, known hosts only, and headers that forbid the rest.

Nothing on the page comes from elsewhere, no text becomes markup, and no other site can read or frame it. The host check
is what keeps a page on the internet from reaching a server on loopback by a name that it lets point there.
"""

import ipaddress

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Server": "dateline",
}


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """A signal handler of the application: on every answer, errors and streams too."""
    response.headers.update(HEADERS)
    response.headers.setdefault("Cache-Control", "no-store")


def only(host: str) -> Middleware:
    """A middleware: GET and HEAD only; and where the server is bound to loopback, only loopback's names."""
    names = {"localhost", "127.0.0.1", "[::1]", host.lower(), f"[{host.lower()}]"} if is_loopback(host) else None

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.method not in ("GET", "HEAD"):
            raise web.HTTPMethodNotAllowed(request.method, ["GET", "HEAD"], text="GET only\n")
        if names is not None and _name(request.headers.get("Host", "")) not in names:
            raise web.HTTPForbidden(text="this server answers to localhost only\n")
        return await handler(request)

    return check


def is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _name(host: str) -> str:
    """`LOCALHOST:8800` -> `localhost`, `[::1]:8800` -> `[::1]`."""
    host = host.lower()
    return host[: host.find("]") + 1] if host.startswith("[") else host.partition(":")[0]
