"""Files in a bucket of an S3-compatible service. The address: `s3://bucket/prefix?endpoint=https://…&region=…`.

Credentials come from the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY), or from the machine's role.
An object appears whole or not at all; the service keeps it before it answers.
"""

from __future__ import annotations

import contextlib
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tracker.kernel.storage.ground import KEY, CannotStore, Kept

try:
    import obstore
    from obstore.exceptions import BaseError, NotFoundError
    from obstore.store import S3Store
except ImportError as missing:  # pragma: no cover - the package is an extra
    raise CannotStore("TRACKER_STORAGE_URL names a bucket: install the extra `s3` (obstore).") from missing

if TYPE_CHECKING:
    from collections.abc import Iterator

WORKPLACE = "tracker-incoming"


class NotThere(CannotStore):
    """The bucket has no object of this key."""


class BucketStorage:
    def __init__(self, address: str, *, retries: int = 3) -> None:
        parts = urlsplit(address)
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        options: dict[str, Any] = {"region": asked.get("region", "us-east-1")}
        if endpoint := asked.get("endpoint"):
            options |= {"endpoint": endpoint, "client_options": {"allow_http": endpoint.startswith("http://")}}
        options["retry_config"] = {"max_retries": retries, "retry_timeout": timedelta(seconds=30)}
        self.store = S3Store(parts.netloc, prefix=parts.path.strip("/") or None, **options)

    @property
    def workplace(self) -> Path:
        place = Path(tempfile.gettempdir()) / WORKPLACE
        place.mkdir(exist_ok=True, mode=0o700)
        return place

    def put(self, key: str, content: Path) -> None:
        with _said(), content.open("rb") as held:
            obstore.put(self.store, _checked(key), held)
        content.unlink()

    def pieces(self, key: str) -> Iterator[bytes]:
        with _said():
            stream = obstore.get(self.store, _checked(key)).stream()
        return (bytes(piece) for piece in stream)

    def has(self, key: str) -> bool:
        try:
            with _said():
                obstore.head(self.store, _checked(key))
        except NotThere:
            return False
        return True

    def remove(self, key: str) -> None:
        with contextlib.suppress(NotThere), _said():
            obstore.delete(self.store, _checked(key))

    def kept(self) -> Iterator[Kept]:
        with _said():
            for page in obstore.list(self.store):
                for one in page:
                    if KEY.fullmatch(name := one["path"].rpartition("/")[2]):
                        yield Kept(name, one["size"], one["last_modified"].astimezone(UTC))

    def unfinished(self) -> Iterator[Kept]:
        for path in sorted(self.workplace.iterdir()):
            with contextlib.suppress(FileNotFoundError):
                seen = path.stat()
                yield Kept(path.name, seen.st_size, datetime.fromtimestamp(seen.st_mtime, UTC))

    def drop_unfinished(self, name: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            (self.workplace / Path(name).name).unlink()


def _checked(key: str) -> str:
    if not KEY.fullmatch(key):
        raise ValueError(f"no key: {key!r}")
    return key


@contextlib.contextmanager
def _said() -> Iterator[None]:
    """Failures of the service in our words; an object that is not there stays one."""
    try:
        yield
    except (NotFoundError, FileNotFoundError) as error:
        raise NotThere("the bucket has no such object") from error
    except (BaseError, OSError) as error:
        raise CannotStore(f"the bucket answers: {str(error)[:300]}") from error
