#!/usr/bin/env python3
"""Writes entities.txt: the named character references of HTML, as the WHATWG standard lists them.

Run it with any Python 3.8 or newer and commit the result; nothing else needs Python:
    python3 data/build-entities.py > data/entities.txt
One name a line, sorted by bytes: the name without its semicolon, a space, and the code points in hexadecimal. Python's
html.entities is made from https://html.spec.whatwg.org/entities.json.
"""
from html.entities import html5

names = {name[:-1]: text for name, text in html5.items() if name.endswith(";")}
for name in sorted(names):
    assert name.isascii() and name.isalnum() and len(name) <= 31, name
    print(name, *(f"{ord(c):X}" for c in names[name]))
