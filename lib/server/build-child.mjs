// Loaded into the process that builds the pages: when the server that wanted them is gone, however it went, so is the
// build with everything it started. The processes that it starts load this too and have a parent of their own.
if (process.ppid === Number(process.env.PLAYGROUND_SERVER_PID) && process.channel) {
  process.on('disconnect', () => {
    if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL')
    process.exit(1)
  })
  process.channel.unref()
}
