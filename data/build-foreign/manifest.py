#!/usr/bin/env python3
"""Writes data/foreign/MANIFEST: what every blob holds, as its header says. `tests/foreign_data.rs` compares the two.

    python3 data/build-foreign/manifest.py

build.py does this at its end; it needs nothing but Python.
"""
import pathlib
import struct

OUT = pathlib.Path(__file__).parent.parent / "foreign"
HEADER = 8 + 1 + 15 + 32
# The tables; the other blobs are lists, which have no keys.
TABLES = "forms neighbours rare-de rare-en rare-es rare-fr spellings words".split()


def write():
    lines = ["# blob, licence, keys, bits of a value and of a fingerprint (- for lists), SHA-256 of what follows the header"]
    for path in sorted(OUT.glob("*.bin")):
        blob = path.read_bytes()
        licence, digest = blob[9:24].rstrip(b"\0").decode(), blob[24:HEADER].hex()
        keys = value = prints = "-"
        if path.stem in TABLES:
            keys, _, _, value, prints = struct.unpack("<IIBBB", blob[HEADER : HEADER + 11])
        lines.append(f"{path.name} {licence} {keys} {value} {prints} {digest}")
    (OUT / "MANIFEST").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    write()
