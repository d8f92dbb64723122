import { z } from 'zod'

/** An id in a request: Intercom takes numbers and text alike (reference, 12). */
export const ApiId = z.union([z.string().min(1), z.int().nonnegative()]).transform(String)
