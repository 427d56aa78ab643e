# What the process may use of the system. It is run before system.py, as one program with it.
import json
import os
import resource
import signal
import sys

settings = json.loads(sys.argv[1])

for which, most in (
    (resource.RLIMIT_CORE, 0),
    (resource.RLIMIT_DATA, settings["heapBytes"]),
    (resource.RLIMIT_AS, settings["addressBytes"]),
    (resource.RLIMIT_FSIZE, settings["fileBytes"]),
    (resource.RLIMIT_NOFILE, 256),
    (resource.RLIMIT_NPROC, 64),
    (resource.RLIMIT_MEMLOCK, 0),
    (resource.RLIMIT_MSGQUEUE, 0),
):
    resource.setrlimit(which, (most, most))
os.nice(5)
# A file that grows too large is an error that can be caught, and not the end.
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

