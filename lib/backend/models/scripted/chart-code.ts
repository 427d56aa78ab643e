import type { Language } from './language'

/** Asks for a picture of the numbers in a table. */
export const CHART = /\b(?:chart|plot|graph|diagram|visuali[sz]e)\b|图表|画图|柱状|柱形|折线|可视化/i

export const CHART_FILE = '/mnt/data/chart.svg'

const summaries: Readonly<Record<Language, string>> = {
  en: '{title} by {named}, {len(bars)} rows',
  zh: '{title}，按{named}，共 {len(bars)} 行',
}

/** Draws a bar for each row of the first table that lies there, with nothing but Python's own library. */
export const chartCode = (language: Language) => `import csv, glob
from html import escape

paths = sorted(glob.glob("/mnt/data/*.csv"))
if not paths:
    raise FileNotFoundError("There is no CSV file in /mnt/data.")
with open(paths[0], newline="", encoding="utf-8-sig") as file:
    rows = list(csv.DictReader(file))


def number(text):
    try:
        return float((text or "").replace(",", ""))
    except ValueError:
        return None


columns = list(rows[0]) if rows else []
numeric = [c for c in columns if all(number(r[c]) is not None for r in rows)]
if not numeric:
    raise ValueError("No column of " + paths[0] + " has numbers only.")
named = next((c for c in columns if c not in numeric), numeric[0])
counted = [c for c in numeric if c != named] or numeric
title = " + ".join(counted)
bars = [(r[named], sum(number(r[c]) for c in counted)) for r in rows][:40]

width, height, top = 60 * len(bars) + 40, 320, 40
scale = 220 / (max(abs(v) for _, v in bars) or 1)
parts = [f'<text x="20" y="24" font-size="16">{escape(title)}</text>']
for i, (name, value) in enumerate(bars):
    x, h = 20 + 60 * i, abs(value) * scale
    parts.append(f'<rect x="{x}" y="{top + 220 - h:.1f}" width="44" height="{h:.1f}" fill="#4f7cac"/>')
    parts.append(f'<text x="{x + 22}" y="{top + 214 - h:.1f}" font-size="11" text-anchor="middle">{value:g}</text>')
    parts.append(f'<text x="{x + 22}" y="{top + 240}" font-size="11" text-anchor="middle">{escape(name[:9])}</text>')
svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif">'
svg += '<rect width="100%" height="100%" fill="white"/>' + "".join(parts) + "</svg>"
with open("${CHART_FILE}", "w", encoding="utf-8") as file:
    file.write(svg)
print(f"result: ${summaries[language]}")`
