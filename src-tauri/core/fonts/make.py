"""Makes every font of Roadbook from published npm packages: TTF here, WOFF2 and fonts.css for the window.

The core measures labels with the TTF and the window draws them with the WOFF2, so both come from one
table set in one run, and the run ends by comparing them. README.md beside this file has the commands.

Taken out: hinting, names of glyphs, and the contextual and stylistic alternates. A work instruction must
show `->` and `1280x800` as they are typed. Kerning against a space goes too: some engines shape word by word
and some whole lines, and only without it the width of a line is the sum of its words and spaces in all of them.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
WINDOW = HERE.parents[2] / "ui" / "src" / "styles" / "fonts"
STYLES = {"Regular": (400, False), "Italic": (400, True), "Medium": (500, False), "SemiBold": (600, False), "Bold": (700, False), "BoldItalic": (700, True)}
DROPPED = {"calt", "salt", "aalt", "zero", "dlig", "hlig", *(f"ss{n:02}" for n in range(1, 21)), *(f"cv{n:02}" for n in range(1, 100))}

# Scripts that Inter lacks. The ranges keep these faces from being asked for Latin digits and spaces.
SCRIPTS = {
    "Arabic": "U+0600-06FF, U+0750-077F, U+0870-088E, U+0890-0891, U+0897-08E1, U+08E3-08FF, U+FB50-FDFF, U+FE70-FE74, U+FE76-FEFC",
    "Hebrew": "U+0590-05FF, U+FB1D-FB4F",
    "Devanagari": "U+0900-097F, U+1CD0-1CF9, U+A830-A839, U+A8E0-A8FF",
    "Thai": "U+0E01-0E5B",
}


def faces(modules: Path):
    """Yields (file stem, source, family in the font, family in CSS, style, unicode-range or None)."""
    for style in STYLES:
        yield f"Inter-{style}", modules / f"inter-ui/web/Inter-{style}.woff2", "Inter", "Inter", style, None
    for style in ("Regular", "Bold"):
        source = modules / f"jetbrains-mono/fonts/webfonts/JetBrainsMonoNL-{style}.woff2"
        yield f"JetBrainsMono-{style}", source, "JetBrains Mono", "Roadbook Mono", style, None
    for script, ranges in SCRIPTS.items():
        name = script.lower()
        for style in ("Regular", "Bold"):
            weight = STYLES[style][0]
            source = modules / f"@fontsource/noto-sans-{name}/files/noto-sans-{name}-{name}-{weight}-normal.woff2"
            family = f"Noto Sans {script}"
            yield f"NotoSans{script}-{style}", source, family, family, style, ranges


def rename(font: TTFont, family: str, style: str):
    """Names the face so that family and style are found alike by Typst, the core and the browser."""
    weight, italic = STYLES[style]
    basic = style in ("Regular", "Italic", "Bold", "BoldItalic")
    spoken = "Bold Italic" if style == "BoldItalic" else style
    names = font["name"]
    for record in list(names.names):
        if record.nameID in (1, 2, 3, 4, 6, 16, 17, 21, 22, 25) or record.nameID > 25:
            names.removeNames(nameID=record.nameID)
    wanted = {
        1: family if basic else f"{family} {style}",
        2: spoken if basic else "Regular",
        3: f"Roadbook: {family} {spoken}",
        4: f"{family} {spoken}",
        6: f"{family.replace(' ', '')}-{style}",
    }
    if not basic:
        wanted |= {16: family, 17: spoken}
    for identifier, text in wanted.items():
        names.setName(text, identifier, 3, 1, 0x409)
    os2, head = font["OS/2"], font["head"]
    os2.usWeightClass = weight
    os2.fsSelection = (os2.fsSelection & ~0b1100001) | (1 if italic else 0) | (32 if weight == 700 else 0) | (64 if style == "Regular" else 0)
    head.macStyle = (1 if weight == 700 else 0) | (2 if italic else 0)


def trimmed(source: Path) -> TTFont:
    """The face of `source` without hinting and without the features that would change typed text."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.legacy_kern = True
    options.recalc_timestamp = False
    options.drop_tables += ["STAT", "gasp", "prep", "fpgm", "cvt "]
    features = {record.FeatureTag for tag in ("GSUB", "GPOS") if tag in font for record in font[tag].table.FeatureList.FeatureRecord}
    options.layout_features = sorted(features - DROPPED)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    return font


def without_space_kerning(font: TTFont):
    """Takes the spaces out of every pair of the kerning tables."""
    spaces = {font.getBestCmap().get(char) for char in (0x20, 0xA0)} - {None}
    for lookup in font["GPOS"].table.LookupList.Lookup if "GPOS" in font else []:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            if table.LookupType != 2:
                continue
            kept = [index for index, glyph in enumerate(table.Coverage.glyphs) if glyph not in spaces]
            if table.Format == 1:
                table.PairSet = [table.PairSet[index] for index in kept]
                for pairs in table.PairSet:
                    pairs.PairValueRecord = [pair for pair in pairs.PairValueRecord if pair.SecondGlyph not in spaces]
                    pairs.PairValueCount = len(pairs.PairValueRecord)
                table.PairSetCount = len(table.PairSet)
            else:
                for glyph in spaces:
                    table.ClassDef1.classDefs.pop(glyph, None)
                    table.ClassDef2.classDefs.pop(glyph, None)
            table.Coverage.glyphs = [table.Coverage.glyphs[index] for index in kept]


def advances(font: TTFont):
    """Every character with its advance in font units."""
    return {char: font["hmtx"][glyph][0] for char, glyph in font.getBestCmap().items()}


def main():
    modules = Path(sys.argv[1])
    WINDOW.mkdir(parents=True, exist_ok=True)
    rules = ["/* Written by src-tauri/core/fonts/make.py: the same outlines as the fonts of the core. */"]
    for stem, source, family, css_family, style, ranges in faces(modules):
        font = trimmed(source)
        without_space_kerning(font)
        rename(font, family, style)
        plain, packed = HERE / f"{stem}.ttf", WINDOW / f"{stem}.woff2"
        font.flavor = None
        font.save(plain)
        again = TTFont(plain, recalcTimestamp=False)
        again.flavor = "woff2"
        again.save(packed)
        first, second = TTFont(plain), TTFont(packed)
        assert advances(first) == advances(second), f"{stem}: the two files disagree about advances"
        assert first["head"].unitsPerEm == second["head"].unitsPerEm
        assert all(first[tag].compile(first) == second[tag].compile(second) for tag in ("GPOS", "hhea", "OS/2") if tag in first), stem
        weight, italic = STYLES[style]
        lines = [
            f"  font-family: '{css_family}';",
            f"  font-style: {'italic' if italic else 'normal'};",
            f"  font-weight: {weight};",
            "  font-display: block;",
            f"  src: url('./{stem}.woff2') format('woff2');",
        ]
        if ranges:
            lines.append("  unicode-range:\n    " + ranges.replace(", ", ",\n    ") + ";")
        rules.append("@font-face {\n" + "\n".join(lines) + "\n}")
        print(f"{stem:28} {plain.stat().st_size:8} ttf {packed.stat().st_size:8} woff2  {len(advances(first))} characters")
    (WINDOW / "fonts.css").write_text("\n".join(rules[:1]) + "\n" + "\n\n".join(rules[1:]) + "\n", encoding="utf-8")


main()
