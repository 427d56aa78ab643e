# What a cell has made: files and figures. It is run before cell.py, as one program with it.
import json
import os
import stat
import sys
import zlib

DATA = "/mnt/data"
FIGURES = "/tmp/.figures"
IMAGES = (".png", ".svg", ".jpg", ".jpeg", ".gif", ".webp")

seen = {}
# Files that a cell has made and that there was no room for.
owed = set()


def changed_files():
    """Paths below the data folder that are new or have another content than at the last look."""
    changed = []
    there = set()
    for folder, _folders, names in os.walk(DATA):
        if "/__pycache__" in folder:
            continue
        for name in names:
            path = os.path.join(folder, name)
            about = os.lstat(path)
            if not stat.S_ISREG(about.st_mode):
                continue
            there.add(path)
            mark = (about.st_size, about.st_mtime_ns)
            before = seen.get(path)
            if before and before[0] == mark:
                continue
            seen[path] = (mark, checksum(path))
            if not before or before[1] != seen[path][1]:
                changed.append((path, about.st_size))
    for path in seen.keys() - there:
        del seen[path]
    return sorted(changed)


def checksum(path):
    sum = 0
    with open(path, "rb") as file:
        while piece := file.read(1 << 16):
            sum = zlib.crc32(piece, sum)
    return sum


def collect(limits):
    """What the cell made, within the limits, and in words what is left out."""
    limits = json.loads(limits)
    found, left_out, total = [], [], 0
    try:
        made = figures() + changed_files()
    except BaseException as error:
        return json.dumps({"found": [], "left_out": [f"the files, {type(error).__name__}"]})
    for path, size in made:
        # A file that is too large by itself would be left out each time.
        is_full = len(found) == limits["files"] or total + size > limits["bytes"]
        if is_full and size <= limits["bytes"]:
            owed.add(path)
        if len(found) == limits["files"]:
            left_out.append(f"{path}: a cell may hand over {limits['files']} files")
        elif total + size > limits["bytes"]:
            left_out.append(f"{path}: {size} bytes, a cell may hand over {limits['bytes']}")
        else:
            total += size
            kind = "figure" if path.startswith(FIGURES) else "image" if path.lower().endswith(IMAGES) else "file"
            found.append({"path": path, "kind": kind})
    return json.dumps({"found": found, "left_out": left_out})


def figures():
    """Open figures of matplotlib, drawn and closed."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return []
    drawn = []
    try:
        for number in pyplot.get_fignums():
            path = f"{FIGURES}/figure-{number}.png"
            pyplot.figure(number).savefig(path, format="png", bbox_inches="tight")
            drawn.append((path, os.stat(path).st_size))
        pyplot.close("all")
    except Exception as error:
        print(f"A figure could not be drawn: {error}", file=sys.stderr)
        sys.stderr.flush()
    return drawn
