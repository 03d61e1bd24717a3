#!/usr/bin/env python3
"""Draws the PNG icons of the installed app from assets/icons/luka.svg, with Chromium as the painter.

    python3 assets/icons.py

Needs Chromium (CHROMIUM names another one) and nothing else. Flat colours make small files: each is written with a
palette of its own.
"""

import os
import struct
import subprocess
import tempfile
import zlib
from collections import Counter
from pathlib import Path

ICONS = Path(__file__).parent / "icons"
CHROMIUM = os.environ.get("CHROMIUM", "chromium")
CANVAS = 600
GREEN, PAPER = "#14594f", "#f6f5f1"

# As `app/src/components/icon.rs` draws them.
GLYPHS = {
    "add": "M12 5v14M5 12h14",
    "import": "M12 3v12m0 0 4-4m-4 4-4-4M4 17v3h16v-3",
    "overview": "M4 20V11M10 20V4M16 20v-7M22 20H2",
}


def svg(size, content):
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 32 32">{content}</svg>'


def pictures():
    """Name, size and drawing of each file."""
    coin = (ICONS / "luka.svg").read_text().split(">", 1)[1].rsplit("</svg>", 1)[0]
    mark = coin.split("/>", 1)[1]
    # Systems cut the edge off in shapes of their own: what matters stays in the middle four fifths.
    bleed = f'<rect width="32" height="32" fill="{GREEN}"/><g transform="translate(16 16) scale(%s) translate(-16.2 -15.5)">{mark}</g>'
    yield from ((f"luka-{size}", size, coin) for size in (192, 512))
    yield from ((f"luka-maskable-{size}", size, bleed % 0.95) for size in (192, 512))
    # iOS rounds the corners only.
    yield "luka-touch-180", 180, bleed % 1.15
    for name, path in GLYPHS.items():
        glyph = f'<g transform="translate(16 16) scale(.72) translate(-12 -12)"><path d="{path}" fill="none" stroke="{PAPER}" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></g>'
        yield f"shortcut-{name}-96", 96, f'<circle cx="16" cy="16" r="15" fill="{GREEN}"/>{glyph}'


def paint(drawing, folder):
    """The rows of the canvas, as RGBA."""
    page, shot = Path(folder) / "page.html", Path(folder) / "shot.png"
    page.write_text(f"<!doctype html><style>body{{margin:0}}svg{{display:block}}</style>{drawing}")
    command = [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-color-profile=srgb",
               f"--window-size={CANVAS},{CANVAS}", "--default-background-color=00000000", f"--screenshot={shot}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)
    return rows_of(shot.read_bytes())


def rows_of(png):
    """Undoes the filters of an 8-bit RGBA file."""
    data, at, width = b"", 8, 0
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at:at + 8])
        body = png[at + 8:at + 8 + length]
        if kind == b"IHDR":
            width, _, depth, colour = struct.unpack(">IIBB", body[:10])
            assert (depth, colour) == (8, 6), "Chromium writes RGBA where the background may be seen through"
        if kind == b"IDAT":
            data += body
        at += 12 + length
    raw, stride, rows, above = zlib.decompress(data), width * 4, [], bytes(width * 4)
    for start in range(0, len(raw), stride + 1):
        kind, row = raw[start], bytearray(raw[start + 1:start + 1 + stride])
        for i in range(stride):
            left, up, corner = (row[i - 4] if i > 3 else 0), above[i], (above[i - 4] if i > 3 else 0)
            guess = left + up - corner
            near = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]
            row[i] = (row[i] + (0, left, up, (left + up) // 2, near)[kind]) % 256
        rows.append(bytes(row))
        above = row
    return rows


def write(path, rows):
    """A palette of the 256 most frequent colours: the rest are steps of an edge, and go to the nearest."""
    pixels = [[tuple(row[i:i + 4]) if row[i + 3] else (0, 0, 0, 0) for i in range(0, len(row), 4)] for row in rows]
    counts = Counter(pixel for row in pixels for pixel in row)
    kept = [colour for colour, _ in counts.most_common(256)]
    near = {colour: min(kept, key=lambda k: sum((a - b) ** 2 for a, b in zip(k, colour))) for colour in counts}
    # Those that are seen through come first, because only they need an entry each in tRNS.
    colours = sorted(kept, key=lambda colour: colour[3])
    place = {colour: i for i, colour in enumerate(colours)}
    depth = 4 if len(colours) <= 16 else 8
    body = b""
    for row in pixels:
        places = [place[near[pixel]] for pixel in row]
        if depth == 4:
            places = [a << 4 | b for a, b in zip(places[::2], places[1::2])]
        body += b"\0" + bytes(places)
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", len(pixels[0]), len(pixels), depth, 3, 0, 0, 0)),
        (b"PLTE", b"".join(bytes(c[:3]) for c in colours)),
        (b"tRNS", bytes(c[3] for c in colours if c[3] < 255)),
        (b"IDAT", zlib.compress(body, 9)),
        (b"IEND", b""),
    ]
    png = b"\x89PNG\r\n\x1a\n"
    for kind, content in chunks:
        if content or kind == b"IEND":
            png += struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    path.write_bytes(png)


def main():
    with tempfile.TemporaryDirectory() as folder:
        for name, size, content in pictures():
            rows = paint(svg(size, content), folder)
            path = ICONS / f"{name}.png"
            write(path, [row[:size * 4] for row in rows[:size]])
            print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
