"""Attachments in S3: the same receiver, with a real server that speaks S3 on a local port."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from attachments.files import PROGRAM, SERVICE

from bot.attachments.copies import open_redacted
from bot.attachments.receive import open_receiver
from bot.attachments.storage import Storage, Usage
from bot.settings import ROOT, Settings
from bot.tickets.privacy.places import _remove_file
from tests.support.s3 import BUCKET, KEYS, s3_server


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with s3_server() as url, pytest.MonkeyPatch.context() as environment:
        for name, value in {**KEYS, "FSSPEC_S3_ENDPOINT_URL": url}.items():
            environment.setenv(name, value)
        fsspec.config.set_conf_env(fsspec.config.conf)
        fsspec.filesystem("s3").mkdir(BUCKET)
        yield url
        fsspec.config.conf.pop("s3", None)


def stored() -> list[str]:
    files = fsspec.filesystem("s3")
    files.invalidate_cache()
    return list(files.find(BUCKET))


def test_a_file_goes_through_quarantine_into_the_bucket_and_out_again(address: str, tmp_path: Path) -> None:
    """Kept, counted, opened for staff and for the desk, kept once; a refused one never gets there."""
    door = open_receiver(Settings(var=tmp_path, storage_url=f"s3://{BUCKET}/a"))
    found = door.receive("c", "a.log", io.BytesIO(SERVICE))
    assert found["accepted"] and found["storage_path"].startswith(f"s3://{BUCKET}/a/")
    assert door.receive("c", "a.log", io.BytesIO(SERVICE))["storage_path"] == found["storage_path"]
    assert not door.receive("c", "a.exe", io.BytesIO(PROGRAM))["accepted"]
    assert stored() == [found["storage_path"].removeprefix("s3://")]
    with fsspec.open(found["storage_path"], "rb") as stream:
        assert stream.read() == SERVICE
    with open_redacted(found["storage_path"]) as stream:
        assert stream.read(4) == SERVICE[:4]
    storage = Storage(f"s3://{BUCKET}/a")
    assert storage.usage("c") == Usage(1, len(SERVICE)) and storage.usage("d") == Usage(0, 0)
    assert (storage.erase("c"), storage.erase("c"), stored()) == (1, 0, [])


def test_erasing_by_path_says_what_was_there(address: str) -> None:
    """S3 itself would call a file removed that never was."""
    path = Storage(f"s3://{BUCKET}/b").put("c", "0" * 64, io.BytesIO(b"x"))
    assert (_remove_file(path), _remove_file(path), stored()) == (1, 0, [])


def test_a_big_file_is_streamed_in_parts(address: str) -> None:
    """64 MB arrive with a quarter of that in memory."""
    program = (
        "import io, os, resource\n"
        "from bot.attachments.storage import Storage\n"
        "class Big(io.RawIOBase):\n"
        "    left = 64 << 20\n"
        "    def read(self, size=-1):\n"
        "        size = min(size, self.left)\n"
        "        self.left -= size\n"
        "        return os.urandom(size)\n"
        f"storage = Storage('s3://{BUCKET}/big')\n"
        "storage.put('c', '1' * 64, io.BytesIO(b'warm'))\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "storage.put('c', '2' * 64, Big())\n"
        "print(storage.usage('c').bytes, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=os.environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    size, megabytes = map(int, done.stdout.split())
    assert size == (64 << 20) + 4
    assert megabytes < 48, megabytes
    assert Storage(f"s3://{BUCKET}/big").erase("c") == 2
