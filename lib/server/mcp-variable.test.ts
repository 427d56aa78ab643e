import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readMcpServers } from './mcp-variable'

const folder = mkdtempSync(join(tmpdir(), 'mcp-variable-'))
afterAll(() => rmSync(folder, { recursive: true }))

const servers = {
  files: { command: 'npx', args: ['files'], env: { TOKEN: 'secret' } },
  remote: { type: 'http', url: 'https://mcp.test/mcp', headers: { 'x-key': 'secret' }, name: 'Remote' },
}

test.each([
  ['as JSON', JSON.stringify(servers)],
  ['in the form of other programs', JSON.stringify({ mcpServers: servers })],
  ['in a file of the data folder', 'servers.json'],
])('servers are read %s', (_what, variable) => {
  writeFileSync(join(folder, 'servers.json'), JSON.stringify({ mcpServers: servers }))
  expect(readMcpServers(variable, folder)).toMatchObject([
    { id: 'files', name: 'files', transport: 'stdio', command: 'npx', args: ['files'], env: { TOKEN: 'secret' } },
    { id: 'remote', name: 'Remote', transport: 'http', url: 'https://mcp.test/mcp', origin: 'environment' },
  ])
})

test.each([
  ['{"a":', 'is no JSON'],
  ['none.json', 'cannot be read (ENOENT)'],
  ['{"a":{"command":""}}', 'must be a JSON object of servers'],
  ['{"a b":{"command":"x"}}', 'must be a JSON object of servers'],
  ['{"a":{"url":"http://169.254.169.254/"}}', 'MCP_SERVERS: a:'],
  ['{"a":{"url":"https://x.test/","headers":{"host":"secret-value"}}}', 'MCP_SERVERS: a:'],
])('%s is refused', (variable, words) => {
  expect(() => readMcpServers(variable, folder)).toThrow(words)
  expect(() => readMcpServers(variable, folder)).not.toThrow('secret-value')
})
