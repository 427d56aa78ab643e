// Where a bucket is, as BLOB_URL says it: `s3://bucket/prefix?endpoint=https://…&region=…&addressing=path`.

export interface BucketAddress {
  readonly bucket: string
  /** What the names of all objects begin with: empty, or with a slash at its end. */
  readonly prefix: string
  readonly region: string
  /** Where the bucket's objects lie, without a slash at its end. */
  readonly base: string
}

/** What of an address does not go, in words that follow the variable's name. */
export class BucketAddressError extends Error {
  override readonly name = 'BucketAddressError'
}

const EXAMPLE = 's3://bucket/prefix?region=eu-central-1'

const PLAIN = /^[\w./-]+$/

const PARAMETERS: ReadonlySet<string> = new Set(['endpoint', 'region', 'addressing'])

/** Throws BucketAddressError. `region` is what counts where the address names none. */
export function readBucketAddress(text: string, region = 'us-east-1'): BucketAddress {
  if (!URL.canParse(text) || new URL(text).protocol !== 's3:' || new URL(text).hostname === '') {
    throw new BucketAddressError(`must be the address of a bucket, such as ${EXAMPLE}.`)
  }
  const url = new URL(text)
  if (url.username !== '' || url.password !== '' || url.port !== '') {
    throw new BucketAddressError(
      'must have no user name, password or port in it: keys go into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, ' +
        'the address of a server of your own into endpoint.',
    )
  }
  const unknown = [...url.searchParams.keys()].find((name) => !PARAMETERS.has(name))
  if (unknown !== undefined) throw new BucketAddressError(`has a parameter that is none: ${unknown}.`)
  const given = url.searchParams.get('region') || region
  if (!/^[\w-]+$/.test(given)) throw new BucketAddressError('has a region that is none.')
  const { hostname: bucket, pathname } = url
  if (!PLAIN.test(bucket + pathname)) {
    throw new BucketAddressError('has other characters in its bucket or prefix than letters, digits and - _ . /')
  }
  const prefix = pathname.replace(/^\/+|\/+$/g, '')
  return { bucket, prefix: prefix && `${prefix}/`, region: given, base: baseOf(url, { bucket, region: given }) }
}

interface Named {
  readonly bucket: string
  readonly region: string
}

function baseOf({ searchParams }: URL, { bucket, region }: Named): string {
  const given = searchParams.get('endpoint')
  const endpoint = given
    ? endpointIn(given)
    : `https://s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`
  // Certificates are for one name below the service's, so that a bucket with dots goes by its path.
  const addressing = searchParams.get('addressing') ?? (given || bucket.includes('.') ? 'path' : 'virtual')
  if (addressing !== 'path' && addressing !== 'virtual') {
    throw new BucketAddressError('has an addressing that is neither path nor virtual.')
  }
  if (addressing === 'path') return `${endpoint}/${encodeURIComponent(bucket)}`
  const url = new URL(endpoint)
  url.hostname = `${bucket}.${url.hostname}`
  return url.href.replace(/\/+$/, '')
}

function endpointIn(given: string): string {
  const isAddress = URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)
  if (!isAddress || new URL(given).username !== '' || new URL(given).search !== '') {
    throw new BucketAddressError('has an endpoint that is no http:// or https:// address without user name and query.')
  }
  return given.replace(/\/+$/, '')
}

/** For people: without what says how to reach it. */
export const bucketName = ({ bucket, prefix }: Pick<BucketAddress, 'bucket' | 'prefix'>) =>
  `s3://${bucket}/${prefix}`.replace(/\/$/, '')
