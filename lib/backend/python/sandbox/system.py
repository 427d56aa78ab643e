# Runs cells in the system's own Python, behind bubblewrap and within limits.py: what child.mjs and realm.js are for
# Pyodide. Frames come by stdin and go to descriptor 3. Once a cell has run all of this process counts as hostile, and
# what comes from it as a stranger's: it is bounded from outside, and by limits that it cannot raise.
import asyncio
import codecs
import io
import json
import os
import signal
import struct
import sys
import time
import types

PIECE = 1 << 20

# Whoever reads stdin in a cell finds nothing.
requests = os.dup(0)
nothing = os.open("/dev/null", os.O_RDWR)
for descriptor in (0, 1, 2):
    os.dup2(nothing, descriptor)
os.set_inheritable(3, False)


def send(kind, body, write=os.write):
    left = memoryview(kind + struct.pack(">I", len(body)) + body)
    while left:
        left = left[write(3, left) :]


def receive(count, read=os.read):
    pieces = []
    while count > 0:
        piece = read(requests, min(count, PIECE))
        if not piece:
            os._exit(0)
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


class Letters(io.TextIOBase):
    """What is printed, in frames; what is more than may be is counted."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, most):
        self.most = most
        self.printed = 0
        self.waiting = []
        self.waits = 0
        self.sent_at = 0.0
        self.sent = 0
        self.buffer = Bytes(self)

    def writable(self):
        return True

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self.waiting.append(text)
        self.waits += len(text)
        # Nothing comes back to what waits here while a cell computes: only a flood of lines is put together.
        if self.sent < 2_000 or self.waits > 16_384 or time.monotonic() - self.sent_at > 0.04:
            self.flush()
        return len(text)

    def flush(self):
        text = "".join(self.waiting)
        self.waiting.clear()
        self.waits = 0
        self.sent_at = time.monotonic()
        shown = text[: max(0, self.most - self.printed)]
        self.printed += len(text)
        if shown:
            self.sent += 1
            send(b"o", shown.encode("utf-8", "replace"))


class Bytes(io.RawIOBase):
    def __init__(self, letters):
        self.letters = letters
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def writable(self):
        return True

    def write(self, data):
        self.letters.write(self.decoder.decode(bytes(data)))
        return len(data)


letters = Letters(settings["outputChars"])
sys.stdin = io.StringIO("")
sys.stdout = sys.stderr = letters
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)

program = settings["cell"]
sys.argv[:] = [""]
sys.orig_argv[:] = [""]
sys.modules["__main__"] = types.ModuleType("__main__")
cell = types.ModuleType("cell")
exec(compile(program, "<sandbox>", "exec"), cell.__dict__)


speaker = os.getpid()


def in_child():
    """A process that a cell has forked has nothing to say here."""
    for descriptor in (3, requests):
        os.close(descriptor)
    letters.most = 0
    letters.waiting.clear()


os.register_at_fork(after_in_child=in_child)


class Arriving:
    """A file on its way in. It is no question: what goes wrong is told after the next cell."""

    file = None
    left = 0
    unplaced = []

    def begin(self, path, size):
        self.close()
        self.left = size
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            self.file = open(path, "wb")
        except OSError as error:
            self.fail(error)
        if size == 0:
            self.close()

    def more(self, data):
        self.left -= len(data)
        try:
            if self.file:
                self.file.write(data)
        except OSError as error:
            self.fail(error)
        if self.left <= 0:
            self.close()

    def fail(self, error):
        self.unplaced.append(f"a file that did not fit, {error.strerror or error}")
        path = self.file and self.file.name
        self.close()
        if path:
            os.unlink(path)

    def close(self):
        file, self.file = self.file, None
        try:
            if file:
                file.close()
        except OSError:
            pass


arriving = Arriving()


def run_cell(asked, soft):
    code, number, seconds = asked["code"], asked["number"], asked["seconds"]
    letters.printed = letters.sent = 0
    began = time.monotonic()
    try:
        try:
            signal.signal(signal.SIGALRM, signal.default_int_handler)
            signal.setitimer(signal.ITIMER_REAL, soft)
            answer = cell.run(code, number, seconds)
            if not isinstance(answer, str):
                answer = loop.run_until_complete(answer)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except BaseException as error:
        answer = cell.failed(error, f"<cell {number}>", seconds, began)
    if os.getpid() != speaker:
        os._exit(0)
    asyncio.set_event_loop(loop)
    end_others()
    letters.flush()
    made = json.loads(cell.collect(json.dumps(asked["limits"])))
    for file in made["found"]:
        hand_over(file)
    more = letters.printed - letters.most
    cut = [f"{more} more characters of output"] if more > 0 else []
    unplaced = arriving.unplaced[:]
    arriving.unplaced.clear()
    left_out = unplaced + cut + made["left_out"]
    letters.flush()
    return {**json.loads(answer), "left_out": left_out}


def end_others(kill=os.kill, wait=os.waitpid):
    """Processes that a cell has started end with it."""
    try:
        kill(-1, signal.SIGKILL)
        while True:
            wait(-1, 0)
    except OSError:
        pass


def hand_over(about):
    with open(about["path"], "rb") as file:
        send(b"f", json.dumps({**about, "bytes": os.fstat(file.fileno()).st_size}).encode())
        while piece := file.read(PIECE):
            send(b"b", piece)


def handle(kind, body):
    if kind == b"F":
        about = json.loads(body)
        arriving.begin(about["path"], about["bytes"])
    elif kind == b"B":
        arriving.more(body)
    else:
        # After how many milliseconds it is interrupted, and after how many the process is ended, from outside.
        soft, _hard = struct.unpack(">II", body[:8])
        text = body[8:].decode()
        if kind == b"x":
            answer = run_cell(json.loads(text), soft / 1000)
        else:
            answer = {"missing": json.loads(cell.missing(text))}
        send(b"d", json.dumps(answer).encode())


send(b"d", b"{}")
while True:
    kind, size = struct.unpack(">cI", receive(5))
    body = receive(size)
    try:
        handle(kind, body)
    except BaseException as error:
        send(b"d", json.dumps({"broken": type(error).__name__}).encode())
