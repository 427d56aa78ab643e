# Runs cells as a notebook does; what they make is found by files.py. Everything that both need is imported before a cell
# can put a module of that name in the way.
import ast
import asyncio
import inspect
import json
import linecache
import os
import sys
import time
import traceback
import types
import warnings
from importlib.util import find_spec

MAX_TEXT = 100_000
MAX_TRACEBACK = 8_000

main = sys.modules["__main__"].__dict__
loop = asyncio.get_event_loop()


# A snapshot has everybody begin with the same numbers.
if "random" in sys.modules:
    sys.modules["random"].seed()
os.makedirs(DATA, exist_ok=True)
os.makedirs(FIGURES, exist_ok=True)
os.chdir(DATA)
sys.path[:] = [path for path in sys.path if path != ""] + [DATA]
warnings.filterwarnings("ignore", message=".*non-interactive.*")

streams = (sys.stdout, sys.stderr)
wait = time.sleep


def sleep(seconds):
    """In pieces: an interrupt is seen only between two of them."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        wait(min(left, 0.02))


time.sleep = sleep


def missing(code):
    """Names of modules that the code imports and that are not there."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "[]"
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return json.dumps(sorted(name for name in names if name not in sys.modules and not is_there(name)))


def is_there(name):
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError, AttributeError):
        return False


def run(code, number, seconds):
    """The answer as JSON; something to await where the cell itself awaits."""
    try:
        changed_files()
    except BaseException:
        # Then it is told after the cell.
        pass
    for path in owed:
        seen.pop(path, None)
    owed.clear()
    sys.stdout, sys.stderr = streams
    began = time.monotonic()
    name = f"<cell {number}>"
    linecache.cache[name] = (len(code), None, code.splitlines(True), name)
    try:
        parts = parts_of(code, name)
    except BaseException as error:
        return failed(error, name, seconds, began)
    if any(inspect.CO_COROUTINE & part.co_flags for part in parts):
        return run_waiting(parts, name, seconds, began)
    try:
        for part in parts:
            show(types.FunctionType(part, main)(), part)
    except BaseException as error:
        return failed(error, name, seconds, began)
    return ended()


async def run_waiting(parts, name, seconds, began):
    try:
        for part in parts:
            value = types.FunctionType(part, main)()
            if inspect.CO_COROUTINE & part.co_flags:
                left = seconds * 0.97 - (time.monotonic() - began)
                value = await asyncio.wait_for(value, max(left, 0))
            show(value, part)
    except TimeoutError as error:
        late = time.monotonic() - began >= seconds * 0.95
        return failed(KeyboardInterrupt() if late else error, name, seconds, began)
    except BaseException as error:
        return failed(error, name, seconds, began)
    return ended()


def parts_of(code, name):
    """The statements, and the expression that the cell ends with."""
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    tree = compile(code, name, "exec", flags | ast.PyCF_ONLY_AST, dont_inherit=True)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not code.rstrip().endswith(";"):
        last = ast.Expression(tree.body.pop().value)
    parts = [compile(tree, name, "exec", flags, dont_inherit=True)]
    if last is not None:
        parts.append(compile(last, name, "eval", flags, dont_inherit=True))
    return parts


def show(value, part):
    if value is None:
        return
    main["_"] = value
    text = repr(value)
    print(text if len(text) <= MAX_TEXT else text[:MAX_TEXT] + "…")


def ended(**answer):
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass
    for task in asyncio.all_tasks(loop):
        if not running(task):
            task.cancel()
    return json.dumps(answer)


def running(task):
    try:
        return asyncio.current_task() is task
    except RuntimeError:
        return False


def failed(error, name, seconds, began):
    try:
        return ended(**description(error, name, seconds, began))
    except BaseException:
        return ended(error=type(error).__name__, code="PYTHON_ERROR")


def description(error, name, seconds, began):
    if isinstance(error, SystemExit):
        return {} if error.code in (None, 0) else {"error": f"SystemExit: {error.code}", "code": "PYTHON_ERROR"}
    late = isinstance(error, KeyboardInterrupt) and time.monotonic() - began >= seconds * 0.95
    lines = trimmed(error, name)
    if late:
        lines[-1] = f"The cell ran for longer than {seconds:g} seconds and was interrupted. Its variables are kept.\n"
    text = "".join(lines).rstrip()
    if len(text) > MAX_TRACEBACK:
        text = text[:2_000] + "\n…\n" + text[-MAX_TRACEBACK + 2_000 :]
    answer = {"error": text, "code": "TIMEOUT" if late else "PYTHON_ERROR"}
    if isinstance(error, ModuleNotFoundError):
        answer["module"] = (error.name or "").split(".")[0]
    return answer


def trimmed(error, name):
    """Without the frames of this file, as if the cell had been called by nobody."""
    trace = error.__traceback__
    while trace is not None and not trace.tb_frame.f_code.co_filename.startswith("<cell "):
        trace = trace.tb_next
    if isinstance(error, ModuleNotFoundError) and error.name:
        plain = ModuleNotFoundError(f"No module named {error.name!r}", name=error.name)
        plain.__suppress_context__ = True
        error = plain
    lines = list(traceback.TracebackException(type(error), error, trace, limit=-30).format())
    if isinstance(error, SyntaxError) and any(
        line.lstrip().startswith(("!", "%")) for line in linecache.getlines(name)
    ):
        lines.append("There is no shell here: lines that begin with ! or % cannot be run.\n")
    return lines


types.SimpleNamespace(run=run, missing=missing, collect=collect)
