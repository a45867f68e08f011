"""Lists that come in pages, as one."""

from collections.abc import Callable, Iterator
from typing import Any


def every(call: Callable, request, field: str) -> Iterator[Any]:
    """All items of a list method; the next page is asked for when it is needed."""
    while True:
        page = call(request)
        yield from getattr(page, field)
        if not page.next_page_token:
            return
        request.page_token = page.next_page_token
