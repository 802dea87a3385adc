#!/usr/bin/env python3
"""Writes code-pages.txt: the one-byte code pages of DOS and the old Macintosh that the WHATWG standard lacks.

Run it with any Python 3.8 or newer and commit the result; nothing else needs Python:
    python3 data/build-code-pages.py > data/code-pages.txt
One page a line: its names, the first of them the one that is shown, a tab, and the 128 characters of bytes 80 to FF,
U+FFFD for those that the page leaves undefined. Python's codecs are made from the mapping tables of Unicode, Inc.
"""
import sys

DOS = "437 737 775 850 852 855 857 858 860 861 862 863 864 865 869".split()
MAC = {  # Python's codec: our names
    "mac_latin2": "x-mac-ce x-mac-centraleurroman mac-ce mac-latin2 maccentraleurope",
    "mac_greek": "x-mac-greek mac-greek",
    "mac_turkish": "x-mac-turkish mac-turkish",
    "mac_iceland": "x-mac-icelandic mac-icelandic mac-iceland",
    "mac_croatian": "x-mac-croatian mac-croatian",
    "mac_romanian": "x-mac-romanian mac-romanian",
}

pages = {f"cp{page}": f"IBM{page} cp{page} {page}" for page in DOS} | MAC
for codec, names in pages.items():
    high = bytes(range(0x80, 0x100)).decode(codec, "replace")
    assert len(high) == 128 and "\n" not in high and "\t" not in high, codec
    sys.stdout.buffer.write(f"{names}\t{high}\n".encode())
