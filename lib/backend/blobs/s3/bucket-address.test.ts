import { expect, test } from 'vitest'
import { BucketAddressError, bucketName, readBucketAddress } from './bucket-address'

test.each([
  ['s3://files', { base: 'https://files.s3.us-east-1.amazonaws.com', prefix: '', region: 'us-east-1' }],
  ['s3://files/a/b/?region=eu-west-1', { base: 'https://files.s3.eu-west-1.amazonaws.com', prefix: 'a/b/' }],
  ['s3://my.files?region=cn-north-1', { base: 'https://s3.cn-north-1.amazonaws.com.cn/my.files' }],
  ['s3://files?endpoint=http://10.0.0.7:9000/', { base: 'http://10.0.0.7:9000/files' }],
  ['s3://files?endpoint=https://store.test&addressing=virtual', { base: 'https://files.store.test' }],
  ['s3://files?addressing=path', { base: 'https://s3.us-east-1.amazonaws.com/files' }],
])('%s', (text, address) => expect(readBucketAddress(text)).toMatchObject(address))

test('the region of the environment counts where the address names none', () => {
  expect(readBucketAddress('s3://files', 'eu-central-1').region).toBe('eu-central-1')
  expect(readBucketAddress('s3://files?region=us-west-2', 'eu-central-1').region).toBe('us-west-2')
  expect(bucketName(readBucketAddress('s3://files/a?endpoint=http://store.test'))).toBe('s3://files/a')
})

test.each([
  ...['files', 'https://files', 's3://', 's3://user:secret@files', 's3://files:9000', 's3://files?regoin=eu'],
  ...['s3://files?endpoint=store.test', 's3://files?endpoint=http://me:secret@store.test', 's3://files?addressing=dns'],
  ...['s3://files?region=a%20b', 's3://files/%zz', 's3://files/a b'],
])('%s is none', (text) => {
  expect(() => readBucketAddress(text)).toThrow(BucketAddressError)
  expect(() => readBucketAddress(text)).not.toThrow('secret')
})
