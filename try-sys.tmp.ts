import { createPythonSessions } from '/work/wt/pyrest/lib/backend/python/create-python-sessions'
const s = createPythonSessions({ folder: '/tmp/pyrest-sys', fetch, packageBaseUrl: 'http://127.0.0.1:9/', sandbox: 'bwrap', limits: { softMs: 2000, graceMs: 500 } })
console.log(await s.availability())
const run = async (code: string) => { const t = performance.now(); const r = await s.run('a', { code, files: [], signal: new AbortController().signal }); console.log(JSON.stringify(code), Math.round(performance.now()-t), { ...r, files: r.files.map(f=>[f.path,f.bytes.length]), images: r.images.map(f=>[f.path,f.bytes.length]) }) }
for (const code of ['x=6\nprint("héllo 你好 😀")\nx*7', 'x+1', '1/0', 'import asyncio\nawait asyncio.sleep(0.01)\n"waited"', 'while True: pass', 'x', 'sum(range(10**12))', 'open("a.csv","w").write("hi")', 'import pandas', 'import nothing_here', 'import os\nos.system("ls")', 'bytearray(10**9)', 'import threading\ndef f():\n  while True: pass\nthreading.Thread(target=f).start()', 'import os\nos.fork() or [0 for _ in iter(int, 1)]', 'import asyncio\nasyncio.run(asyncio.sleep(0.1))\n1','2','print("a"*10**7)', 'await asyncio.Event().wait()', 'import socket\ntry:\n  socket.socket(40, 1)\nexcept OSError as e: print(e)\ntry: os.memfd_create("x")\nexcept OSError as e: print(e)\nsocket.create_connection(("1.1.1.1",80),1)']) await run(code)
await new Promise(r=>setTimeout(r,5000))
await run('x')
await s.close()
