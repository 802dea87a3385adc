"""Writes the read-only tables that `src/filters/foreign/table.rs` opens: a word goes in, a small number comes out.

A table is a *static function* laid out as a binary fuse filter (Graf and Lemire, "Binary Fuse Filters: Fast and Smaller Than
Xor Filters", 2022): three cells of `width` bits, whose places come from the hash of the key, XOR to `fingerprint | value`.
It holds no keys at all, about 1.13 cells a key; a word that is not in the table is taken for one in 2^fingerprint cases.

Every blob begins with the same header:
    8   magic "unscrape"
    1   version of this layout
    15  licence of the data, ASCII, padded with zeros
    32  SHA-256 of everything behind the header
A table goes on with, all numbers little-endian:
    4   number of keys
    4   number of segments of cells, without the two last ones
    1   log2 of the cells in a segment
    1   bits of a value
    1   bits of a fingerprint
    5   zeros
    8   seed of the hash
        cells, packed bit by bit, and eight zeros, so that any cell may be read as a part of eight bytes
"""
import hashlib
import math
import struct

import numpy

MAGIC = b"unscrape"
VERSION = b"\x01"
U64 = numpy.uint64
BLOCK, MIX1, MIX2, PRINT = (U64(n) for n in (0x9E3779B97F4A7C15, 0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53, 0xD6E8FEB86659FD93))


def hashes(keys, seed):
    """The 64-bit hash of every key, as `table.rs` computes it: eight bytes at a time, then murmur3's last steps."""
    raw = [key.encode() for key in keys]
    lengths = numpy.array([len(r) for r in raw], dtype=U64)
    blocks = (int(lengths.max()) + 7) // 8
    padded = numpy.frombuffer(b"".join(r.ljust(blocks * 8, b"\0") for r in raw), dtype="<u8").reshape(len(raw), blocks)
    h = U64(seed) ^ (lengths * BLOCK)
    for column in range(blocks):
        there = lengths > U64(column * 8)
        step = (h ^ padded[:, column]) * BLOCK
        h = numpy.where(there, step ^ (step >> U64(32)), h)
    h = (h ^ (h >> U64(33))) * MIX1
    h = (h ^ (h >> U64(33))) * MIX2
    return h ^ (h >> U64(33))


def high_product(h, n):
    """The upper 64 bits of `h * n`, for an `n` below 2^32."""
    low = (h & U64(0xFFFFFFFF)) * U64(n)
    return ((h >> U64(32)) * U64(n) + (low >> U64(32))) >> U64(32)


def places(h, segments, log_length):
    length = U64(1 << log_length)
    first = high_product(h, int(segments) << log_length)
    second = (first + length) ^ ((h >> U64(18)) & (length - U64(1)))
    third = (first + length + length) ^ (h & (length - U64(1)))
    return numpy.stack([first, second, third]).astype(numpy.int64)


def peel(at, cells):
    """An order of the keys in which each has a cell that no later one uses, with that cell; None if there is none."""
    keys = at.shape[1]
    count = numpy.zeros(cells, dtype=numpy.int32)
    mixed = numpy.zeros(cells, dtype=numpy.int64)
    numbers = numpy.arange(keys)
    for row in at:
        numpy.add.at(count, row, 1)
        numpy.bitwise_xor.at(mixed, row, numbers)
    rounds, left = [], keys
    single = numpy.flatnonzero(count == 1)
    while len(single):
        single = single[count[single] == 1]
        found, first = numpy.unique(mixed[single], return_index=True)
        if not len(found):
            break
        rounds.append((found, single[first]))
        left -= len(found)
        touched = at[:, found]
        for row in touched:
            numpy.subtract.at(count, row, 1)
            numpy.bitwise_xor.at(mixed, row, found)
        single = numpy.unique(touched)
    return rounds if left == 0 else None


def write_table(path, pairs, value_bits, print_bits, licence):
    """Writes the table of the {key: value} `pairs` to `path`; says its size."""
    keys = sorted(pairs)
    values = numpy.array([pairs[key] for key in keys], dtype=U64)
    assert int(values.max()) < 1 << value_bits, path
    width = value_bits + print_bits
    assert width <= 57, "a cell has to fit in eight bytes wherever it begins"
    n = len(keys)
    log_length = min(18, int(math.log(n) / math.log(3.33) + 2.25))
    capacity = n * max(1.125, 0.875 + 0.25 * math.log(1e6) / math.log(n))
    segments = max(1, math.ceil(capacity / (1 << log_length)) - 2)
    cells = (segments + 2) << log_length
    for seed in range(1, 100):
        h = hashes(keys, seed)
        assert len(numpy.unique(h)) == n, "two keys with one hash"
        at = places(h, segments, log_length)
        order = peel(at, cells)
        if order is not None:
            break
    else:
        raise SystemExit(f"{path}: no seed works")
    content = numpy.zeros(cells, dtype=U64)
    fingerprints = (h * PRINT) >> U64(64 - print_bits)
    wanted = (fingerprints << U64(value_bits)) | values
    for found, cell in reversed(order):
        others = numpy.bitwise_xor.reduce(content[at[:, found]], axis=0) ^ content[cell]
        content[cell] = wanted[found] ^ others
    assert (numpy.bitwise_xor.reduce(content[at], axis=0) == wanted).all()
    bits = (content[:, None] >> numpy.arange(width, dtype=U64)) & U64(1)
    packed = numpy.packbits(bits.astype(numpy.uint8).ravel(), bitorder="little").tobytes() + bytes(8)
    head = struct.pack("<IIBBB5xQ", n, segments, log_length, value_bits, print_bits, seed)
    write_blob(path, head + packed, licence, f"{n} keys of {value_bits} + {print_bits} bits")


def write_blob(path, content, licence, what):
    """Writes any data behind the header that all blobs share."""
    path.write_bytes(MAGIC + VERSION + licence.encode().ljust(15, b"\0") + hashlib.sha256(content).digest() + content)
    print(f"{path.name}: {what}, {len(content) / 2**20:.2f} MiB")
