/** Nobody else can read on the way: this machine, and the agents of ECS and EKS. */
const PLAIN_HOSTS = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|169\.254\.170\.23?|\[fd00:ec2::23\])$/

/** Whether a container may ask this address for the credentials of its role. A token goes with it, not a password. */
export function isContainerUri(uri: string): boolean {
  if (!URL.canParse(uri)) return false
  const { protocol, hostname, username, password } = new URL(uri)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && PLAIN_HOSTS.test(hostname))
}
