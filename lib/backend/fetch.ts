/** Like the global one; whoever makes it decides which addresses may be asked, and by which way. */
export type Fetch = (address: string, init?: RequestInit) => Promise<Response>
