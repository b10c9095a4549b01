"""Draws every size of the icon from icon.svg, and 16 to 32 px from icon-small.svg, which keeps only what reads there.

Needs rsvg-convert (librsvg2-bin) and Pillow: `python3 icons/make.py`.
"""

import io
import subprocess
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
FILES = {16: "16x16.png", 32: "32x32.png", 48: "48x48.png", 64: "64x64.png", 128: "128x128.png", 256: "128x128@2x.png", 512: "icon.png"}


def drawn(size: int) -> Image.Image:
    """The icon at `size` pixels a side, with a transparent ground."""
    source = HERE / ("icon-small.svg" if size <= 32 else "icon.svg")
    png = subprocess.run(["rsvg-convert", "-w", str(size), "-h", str(size), source], check=True, capture_output=True).stdout
    return Image.open(io.BytesIO(png)).convert("RGBA")


def main():
    for size, name in FILES.items():
        drawn(size).save(HERE / name, optimize=True)
    windows = [drawn(size) for size in (16, 24, 32, 48, 64, 128, 256)]
    windows[-1].save(HERE / "icon.ico", sizes=[image.size for image in windows], append_images=windows[:-1])
    mac = [drawn(size) for size in (32, 64, 128, 256, 512, 1024)]
    mac[-1].save(HERE / "icon.icns", append_images=mac[:-1])


main()
