import type { Company } from '../company.ts'
import { type Attempt, envelopeJson } from './envelope.ts'
import type { Notification } from './notification.ts'
import { type PostResult, postWebhook } from './post-webhook.ts'

/** The one endpoint that hears of this workspace; a 410 from it ends the subscription (reference, 1.3). */
export type Subscription = {
  readonly serviceUrl: () => string | undefined
  /** Points at another service, and starts the subscription anew. */
  readonly setServiceUrl: (url: string) => void
  /** What came of one POST, or why there was none. */
  readonly post: (
    notification: Notification,
    attempt: Attempt,
  ) => Promise<PostResult | 'unheard' | 'disabled'>
}

const withoutSlash = (url: string) => (url.endsWith('/') ? url.slice(0, -1) : url)

/** Subscribes a service, if there is one yet. */
export const createSubscription = (
  { appId, clientSecret }: Company,
  options: { readonly serviceUrl: string | undefined; readonly stop: AbortSignal },
): Subscription => {
  let serviceUrl = options.serviceUrl && withoutSlash(options.serviceUrl)
  let disabled = false
  return {
    serviceUrl: () => serviceUrl,
    setServiceUrl: (url) => {
      serviceUrl = withoutSlash(url)
      disabled = false
    },
    post: async (notification, attempt) => {
      if (disabled) return 'disabled'
      if (serviceUrl === undefined) return 'unheard'
      const body = envelopeJson(notification, appId, attempt)
      const result = await postWebhook(`${serviceUrl}/webhooks/intercom`, {
        body,
        clientSecret,
        stop: options.stop,
      })
      disabled ||= result === 410
      return result
    },
  }
}
