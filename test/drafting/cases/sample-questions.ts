/** A question over the sample knowledge, and what a right reply must hold. */
export type AnswerableQuestion = {
  readonly question: string
  readonly language?: string
  /** The conversation before it: the contact's question and the team's answer. */
  readonly before?: readonly [string, string]
  readonly article: string
  readonly fact: RegExp
}

/** Answered by itself: confidence from .85, out of the right article, with the fact. */
export const answered: readonly AnswerableQuestion[] = [
  {
    question: 'the app does not sync offline',
    article: 'product/mobile-app-offline.md',
    fact: /Retry all|as soon as there is a connection/,
  },
  {
    question: 'Which currencies can I invoice in?',
    article: 'product/multi-currency.md',
    fact: /38 currencies/,
  },
  {
    question: 'Wie setze ich mein Passwort zurück?',
    language: 'de',
    article: 'account/reset-password.de.md',
    fact: /Link senden/,
  },
  { question: 'how do webhooks get signed', article: 'developers/webhooks.md', fact: /HMAC-SHA256/ },
  { question: 'How do I reset my password?', article: 'account/reset-password.md', fact: /Send link/ },
  { question: 'how long is the reset link valid', article: 'account/reset-password.md', fact: /60 minutes/ },
  {
    question: 'How do I cancel my subscription?',
    article: 'billing/cancel-subscription.md',
    fact: /Confirm cancellation/,
  },
  {
    question: 'Do you have a SOC 2 report?',
    article: 'security/security-reports.md',
    fact: /does not have a SOC 2/,
  },
  {
    question: 'Where is our data stored?',
    article: 'security/data-storage-and-encryption.md',
    fact: /European Union/,
  },
  { question: 'What are your support hours?', article: 'service/support-hours.md', fact: /08:00 to 18:00/ },
  {
    question: 'Is there a phone number I can call?',
    article: 'service/support-hours.md',
    fact: /no public telephone/,
  },
  {
    question: 'How many API requests per minute on Team?',
    article: 'developers/api-rate-limits.md',
    fact: /300 requests/,
  },
  { question: 'How often does the webhook retry?', article: 'developers/webhooks.md', fact: /7 times/ },
  {
    question: 'My bank connection shows LB-204',
    article: 'product/bank-connection-problems.md',
    fact: /bank is not available/,
  },
  { question: 'can I undo an import', article: 'data/import-csv.md', fact: /24 hours/ },
  {
    question: 'How do I change the VAT rate on an invoice?',
    article: 'product/create-invoice.md',
    fact: /click the VAT rate in the line/,
  },
  {
    question: 'How can I stop reminders for one customer?',
    article: 'product/late-payment-reminders.md',
    fact: /switch off Reminders/,
  },
  {
    question: 'when are reminders sent',
    article: 'product/late-payment-reminders.md',
    fact: /09:00|3 days after the due date/,
  },
  { question: 'How do I set up SSO?', article: 'security/single-sign-on.md', fact: /SAML application/ },
  {
    question: 'change email address of my login',
    article: 'account/change-email.md',
    fact: /Profile > Sign-in/,
  },
  {
    question: 'Does the mobile app work without internet?',
    article: 'product/mobile-app-offline.md',
    fact: /without a connection for drafts/,
  },
  {
    question: 'How do I create a recurring invoice?',
    article: 'product/recurring-invoices.md',
    fact: /New template/,
  },
  {
    question: 'can I transfer my account to somebody else',
    article: 'account/transfer-ownership.md',
    fact: /Transfer ownership/,
  },
  {
    question: '¿Cómo cancelo mi suscripción?',
    language: 'es',
    article: 'billing/cancel-subscription.es.md',
    fact: /Confirmar cancelación/,
  },
  {
    question: '¿Cómo restablezco mi contraseña?',
    language: 'es',
    article: 'account/reset-password.es.md',
    fact: /Enviar enlace/,
  },
  {
    question: '¿Cuántas facturas puedo emitir con el plan Starter?',
    language: 'es',
    article: 'product/create-invoice.es.md',
    fact: /30 facturas/,
  },
  {
    question: '¿Qué pasa con mis datos después de cancelar?',
    language: 'es',
    article: 'billing/cancel-subscription.es.md',
    fact: /90 días/,
  },
  {
    question: 'Wie lange kann ich eine Rückerstattung für den Jahrestarif verlangen?',
    language: 'de',
    article: 'billing/refunds.de.md',
    fact: /30 Tage/,
  },
  {
    question: 'Wie erstelle ich eine Rechnung?',
    language: 'de',
    article: 'product/create-invoice.de.md',
    fact: /Ausstellen und senden/,
  },
  {
    question: 'Wie viele Rechnungen kann ich im Team-Tarif schreiben?',
    language: 'de',
    article: 'product/create-invoice.de.md',
    fact: /500/,
  },
  { question: 'exprot my data', article: 'data/export.md', fact: /Settings > Data > Export/ },
  {
    question: 'Can I pay by bank transfer?',
    article: 'billing/payment-methods.md',
    fact: /yearly Business plan/,
  },
  {
    question: 'Which encryption do you use?',
    article: 'security/data-storage-and-encryption.md',
    fact: /AES-256/,
  },
  {
    question: 'Do you pay rewards for vulnerability reports?',
    article: 'security/security-reports.md',
    fact: /€2,000/,
  },
  { question: 'How do I rotate an API key?', article: 'developers/api-keys.md', fact: /Click Rotate/ },
  { question: 'When does an API key expire?', article: 'developers/api-keys.md', fact: /365 days/ },
  { question: 'Which formats can I export?', article: 'data/export.md', fact: /CSV/ },
  { question: 'Can I delete an issued invoice?', article: 'data/retention.md', fact: /cannot be deleted/ },
  {
    question: 'Can I switch from yearly to monthly billing?',
    article: 'billing/change-plan.md',
    fact: /end of the paid year/,
  },
  {
    question: 'When does planned maintenance take place?',
    article: 'service/maintenance-windows.md',
    fact: /first Sunday/,
  },
  {
    question: 'How quickly does support answer on the Business plan?',
    article: 'service/support-hours.md',
    fact: /2 business hours/,
  },
  {
    question: 'What does error LB-101 mean?',
    article: 'product/bank-connection-problems.md',
    fact: /consent has expired/,
  },
  {
    question: 'My recurring invoice was not created',
    article: 'product/recurring-invoices.md',
    fact: /check whether/,
  },
  {
    question: 'how do i pause a recurring invoice',
    article: 'product/recurring-invoices.md',
    fact: /Click Pause/,
  },
  {
    question: '¿Cómo creo una factura?',
    language: 'es',
    article: 'product/create-invoice.es.md',
    fact: /Emitir y enviar/,
  },
  {
    question: '¿Puedo cambiar el IVA de una factura?',
    language: 'es',
    article: 'product/create-invoice.es.md',
    fact: /tipo de IVA/,
  },
  {
    question: 'Wie ändere ich den Mehrwertsteuersatz einer Rechnung?',
    language: 'de',
    article: 'product/create-invoice.de.md',
    fact: /klicken Sie in der Position/,
  },
  {
    question: 'Wann kommt das Geld der Rückerstattung an?',
    language: 'de',
    article: 'billing/refunds.de.md',
    fact: /5 bis 10 Werktagen/,
  },
  {
    question: 'Wie lange ist der Link zum Zurücksetzen gültig?',
    language: 'de',
    article: 'account/reset-password.de.md',
    fact: /60 Minuten/,
  },
  { question: 'suport hours?', article: 'service/support-hours.md', fact: /08:00 to 18:00/ },
  {
    question: 'How long is the confirmation link for a new email valid?',
    article: 'account/change-email.md',
    fact: /24 hours/,
  },
  {
    question: 'Our owner has left the company, what now?',
    article: 'account/transfer-ownership.md',
    fact: /support to transfer ownership|company register/,
  },
  {
    question: 'How do I apply for the non-profit discount?',
    article: 'billing/non-profit-discount.md',
    fact: /Send application/,
  },
  { question: 'Where do I enter my VAT ID?', article: 'billing/taxes.md', fact: /Billing details/ },
  {
    question: 'Can you correct the address on a subscription invoice?',
    article: 'billing/invoices-and-receipts.md',
    fact: /Correct and reissue|corrected for 30 days/,
  },
  {
    question: 'How long is a bank consent valid?',
    article: 'product/bank-connection-problems.md',
    fact: /180 days/,
  },
  {
    question: 'How do I correct an issued invoice?',
    article: 'product/create-invoice.md',
    fact: /credit note/,
  },
  {
    question: 'Do you add late fees automatically?',
    article: 'product/late-payment-reminders.md',
    fact: /does not add late fees/,
  },
  { question: 'How many drafts can I store offline?', article: 'product/mobile-app-offline.md', fact: /200/ },
  {
    question: 'Can I change the base currency later?',
    article: 'product/multi-currency.md',
    fact: /no longer be changed|until the first invoice/,
  },
  {
    question: 'Which placeholders can I use in recurring invoices?',
    article: 'product/recurring-invoices.md',
    fact: /\{month\}/,
  },
  {
    question: 'What does "Audience mismatch" mean?',
    article: 'security/single-sign-on.md',
    fact: /Entity ID/,
  },
  {
    question: 'Die E-Mail zum Zurücksetzen kommt nicht an',
    language: 'de',
    article: 'account/reset-password.de.md',
    fact: /Spam-Ordner|5 Minuten/,
  },
  {
    question: 'Mir wurde doppelt abgebucht',
    language: 'de',
    article: 'billing/refunds.de.md',
    fact: /doppelte Abbuchung wird/,
  },
  {
    question: '¿Cuántos caracteres debe tener la contraseña?',
    language: 'es',
    article: 'account/reset-password.es.md',
    fact: /12 caracteres/,
  },
]

/** Answerable and rightly drafted, but the best passage is not sure enough to be sent by itself. */
export const drafted: readonly AnswerableQuestion[] = [
  {
    question: 'How do I switch off two-factor authentication?',
    article: 'account/two-factor-authentication.md',
    fact: /in the same place with your password/,
  },
  {
    question: 'How do I import customers from Excel?',
    article: 'data/import-csv.md',
    fact: /Excel file as CSV/,
  },
  {
    question: 'Do you charge VAT?',
    article: 'billing/taxes.md',
    fact: /do not include VAT|Whether VAT is added depends|VAT at the rate of your country/,
  },
  { question: 'How do I request a refund?', article: 'billing/refunds.md', fact: /Request refund/ },
  {
    question: 'Can I pay with PayPal?',
    article: 'billing/payment-methods.md',
    fact: /does not accept PayPal/,
  },
  {
    question: 'How many users are included in the Team plan?',
    article: 'account/teammates-and-roles.md',
    fact: /5 users/,
  },
  { question: 'What does the Starter plan cost?', article: 'billing/plans-and-prices.md', fact: /€12/ },
  {
    question: 'what happens to my data after I cancel',
    article: 'billing/cancel-subscription.md',
    fact: /90 days/,
  },
  {
    question: 'I lost my phone with the authenticator app',
    article: 'account/lost-two-factor-device.md',
    fact: /recovery code/,
  },
  {
    question: "what's the api rate limit",
    article: 'developers/api-rate-limits.md',
    fact: /60 requests per minute/,
  },
  {
    question: 'Do you offer a discount for non-profits?',
    article: 'billing/non-profit-discount.md',
    fact: /30%/,
  },
  { question: 'how do I add a teammate', article: 'account/teammates-and-roles.md', fact: /Send invitation/ },
  {
    question: 'What may a bookkeeper do?',
    article: 'account/teammates-and-roles.md',
    fact: /create and send invoices/,
  },
  { question: 'How long is the free trial?', article: 'billing/plans-and-prices.md', fact: /21 days/ },
  {
    question: 'my payment failed, will my account be blocked?',
    article: 'billing/failed-payments.md',
    fact: /14 days/,
  },
  {
    question: 'When is the next maintenance window?',
    article: 'service/maintenance-windows.md',
    fact: /first Sunday/,
  },
  {
    question: 'Do you support SCIM?',
    article: 'security/single-sign-on.md',
    fact: /does not support OpenID Connect or SCIM/,
  },
  { question: 'download all my data', article: 'data/export.md', fact: /Settings > Data > Export/ },
  {
    question: 'Can I get my subscription invoice as PDF?',
    article: 'billing/invoices-and-receipts.md',
    fact: /Download PDF|as a PDF/,
  },
  {
    question: 'Do you train AI on our data?',
    article: 'security/data-storage-and-encryption.md',
    fact: /train language models/,
  },
  {
    question: '¿Cuánto tiempo tengo para pedir un reembolso del plan anual?',
    language: 'es',
    article: 'billing/refunds.es.md',
    fact: /30 días/,
  },
  {
    question: 'Kann ich Single Sign-on im Tarif Team nutzen?',
    language: 'de',
    article: 'security/single-sign-on.de.md',
    fact: /Business/,
  },
  {
    question: 'how do i cancle my subcription',
    article: 'billing/cancel-subscription.md',
    fact: /Confirm cancellation/,
  },
  { question: 'refnd for yearly plan', article: 'billing/refunds.md', fact: /30 days/ },
  {
    question: 'and for yearly?',
    article: 'billing/refunds.md',
    fact: /30 days/,
    before: [
      'How long can I get a refund on the monthly plan?',
      'On a monthly plan, you can ask for a refund within 14 days of the charge.',
    ],
  },
  {
    question: '¿y en el plan anual?',
    language: 'es',
    article: 'billing/refunds.es.md',
    fact: /30 días/,
    before: [
      '¿Cuánto tiempo tengo para pedir un reembolso del plan mensual?',
      'Con un plan mensual puede pedir un reembolso en los 14 días siguientes al cobro.',
    ],
  },
  { question: 'How do I update my credit card?', article: 'billing/payment-methods.md', fact: /Replace/ },
  {
    question: 'I was charged twice',
    article: 'billing/refunds.md',
    fact: /duplicate charge is always refunded/,
  },
  {
    question: 'How long do refunds take to arrive?',
    article: 'billing/refunds.md',
    fact: /5 to 10 business days/,
  },
  {
    question: 'Can I add my logo to invoices?',
    article: 'product/create-invoice.md',
    fact: /Settings > Invoicing > Design/,
  },
  {
    question: 'How long does an invitation stay valid?',
    article: 'account/teammates-and-roles.md',
    fact: /7 days/,
  },
  { question: 'What can a viewer do?', article: 'account/teammates-and-roles.md', fact: /view and download/ },
  {
    question: 'How often are backups made?',
    article: 'security/data-storage-and-encryption.md',
    fact: /every 6 hours/,
  },
  { question: 'Do prices include VAT?', article: 'billing/plans-and-prices.md', fact: /do not include VAT/ },
  {
    question: 'Can I use SMS codes?',
    article: 'account/two-factor-authentication.md',
    fact: /not supported/,
  },
  { question: 'how do i creat an invioce', article: 'product/create-invoice.md', fact: /Issue and send/ },
  {
    question: 'does it work more than once?',
    article: 'account/reset-password.md',
    fact: /works once/,
    before: [
      'How long is the password reset link valid?',
      'The password reset link is valid for 60 minutes.',
    ],
  },
  {
    question: 'How many recovery codes do I get?',
    article: 'account/two-factor-authentication.md',
    fact: /10 recovery codes/,
  },
  {
    question: 'How do I remove a user from our account?',
    article: 'account/teammates-and-roles.md',
    fact: /Remove from account|remove a user/,
  },
  {
    question: 'how do i pay an open invoice of yours',
    article: 'billing/failed-payments.md',
    fact: /Pay now/,
  },
  {
    question: 'Can I buy one additional user?',
    article: 'billing/plans-and-prices.md',
    fact: /cannot be bought one by one/,
  },
  { question: 'how many exports can i start per day', article: 'data/export.md', fact: /5 exports per day/ },
  { question: 'How long do you keep backups?', article: 'data/retention.md', fact: /35 days/ },
  {
    question: 'Which status do I get above the rate limit?',
    article: 'developers/api-rate-limits.md',
    fact: /status 429/,
  },
  {
    question: 'How fast must my server answer a webhook?',
    article: 'developers/webhooks.md',
    fact: /10 seconds/,
  },
  {
    question: 'Does the API work during maintenance?',
    article: 'service/maintenance-windows.md',
    fact: /503/,
  },
  {
    question: 'Wie richte ich Single Sign-on ein?',
    language: 'de',
    article: 'security/single-sign-on.de.md',
    fact: /SAML/,
  },
  {
    question: '¿Cómo corrijo una factura ya emitida?',
    language: 'es',
    article: 'product/create-invoice.es.md',
    fact: /rectificativa/,
  },
]

/** Answerable, but the words differ too much from the article's: the quote is beside the point, or none is found. */
export const weak: readonly AnswerableQuestion[] = [
  {
    question: 'I want my money back for the yearly plan, how long do I have?',
    article: 'billing/refunds.md',
    fact: /30 days/,
  },
  {
    question: 'How much is the Business plan per year?',
    article: 'billing/plans-and-prices.md',
    fact: /€790/,
  },
  {
    question: 'where do i find my receipts from you',
    article: 'billing/invoices-and-receipts.md',
    fact: /Settings > Subscription > Invoices/,
  },
  { question: 'is there an uptime guarantee?', article: 'service/status-and-uptime.md', fact: /99\.9%/ },
  { question: 'how long must a pasword be', article: 'account/reset-password.md', fact: /12 characters/ },
  {
    question: 'and Business?',
    article: 'billing/plans-and-prices.md',
    fact: /€79/,
    before: [
      'What does the Team plan cost?',
      'Plan: Team; Monthly price: €29 per month; Yearly price: €290 per year',
    ],
  },
  {
    question: 'how many can I have?',
    article: 'developers/webhooks.md',
    fact: /up to 10 webhook endpoints/,
    before: [
      'How do I set up webhooks?',
      'The Owner or an Admin sets up webhooks under Settings > Developers > Webhooks.',
    ],
  },
  { question: 'Which cards do you accept?', article: 'billing/payment-methods.md', fact: /Visa/ },
  {
    question: 'What file size can I attach to an invoice?',
    article: 'product/create-invoice.md',
    fact: /10 MB/,
  },
  { question: 'How large can a CSV file be for import?', article: 'data/import-csv.md', fact: /20 MB/ },
  {
    question: 'How do I fix a mistake in an invoice I already sent?',
    article: 'product/create-invoice.md',
    fact: /credit note/,
  },
  {
    question: 'transactions appear twice in my bank feed',
    article: 'product/bank-connection-problems.md',
    fact: /Merge/,
  },
  {
    question: 'Can my accountant get access for free?',
    article: 'billing/plans-and-prices.md',
    fact: /free Viewer seat/,
  },
  { question: 'How do I upgrade to the Team plan?', article: 'billing/change-plan.md', fact: /Change plan/ },
  {
    question: '¿Cuánto tarda en llegar el reembolso?',
    language: 'es',
    article: 'billing/refunds.es.md',
    fact: /5 (?:a|y) 10 días/,
  },
  {
    question: 'Wie lang muss ein Passwort sein?',
    language: 'de',
    article: 'account/reset-password.de.md',
    fact: /12 Zeichen/,
  },
  {
    question: 'When do you retry a failed payment?',
    article: 'billing/failed-payments.md',
    fact: /days 3, 7 and 12/,
  },
  {
    question: 'How do I sign out all devices?',
    article: 'security/suspicious-login.md',
    fact: /Sign out everywhere/,
  },
  {
    question: 'Where can I see whether you have an outage?',
    article: 'service/status-and-uptime.md',
    fact: /status\.lumenledger/,
  },
  {
    question: '¿Me devuelven el dinero si cancelo?',
    language: 'es',
    article: 'billing/cancel-subscription.es.md',
    fact: /no genera por sí sola|reembolso de ese cobro/,
  },
  {
    question: 'which colums does a custmer import need',
    article: 'data/import-csv.md',
    fact: /name, country/,
  },
  {
    question: 'who can request one?',
    article: 'billing/refunds.md',
    fact: /Owner and Billing managers/,
    before: [
      'How do I get a refund?',
      'Open Settings > Subscription > Invoices, click the three dots next to the latest invoice and choose Request refund.',
    ],
  },
]

/** Not answered by any public article, though many come near: never above the threshold. */
export const held: readonly { readonly question: string; readonly language?: string }[] = [
  { question: 'Do you have a desktop app for Windows?' },
  { question: 'Can I connect my PayPal account as a bank feed?' },
  { question: 'Do you integrate with Shopify?' },
  { question: 'Can I import my data from QuickBooks?' },
  { question: 'Is there a dark mode?' },
  { question: 'Can you write off a bad debt?' },
  { question: 'How do I print checks?' },
  { question: 'Do you support payroll?' },
  { question: 'How do I change the language of the app?' },
  { question: 'Who is your CEO?' },
  { question: 'How tall is the Eiffel tower?' },
  { question: "What's the maximum goodwill credit?" },
  { question: 'Who is the incident commander?' },
  { question: 'Is there a discount code for customers who cancelled because of a bug?' },
  { question: 'how do I delete an expense category' },
  { question: '¿Tienen una aplicación para Windows?', language: 'es' },
  { question: 'Kann ich mit Klarna bezahlen?', language: 'de' },
  { question: 'Was kostet der Team-Tarif?', language: 'de' },
  { question: 'Do you have an Android tablet version with pen support?' },
  { question: 'Can I schedule a demo with sales?' },
  { question: 'Do you support Apple Pay?' },
  { question: 'Can I merge two accounts?' },
  { question: 'How do I set up inventory tracking?' },
  { question: 'Can I get the API in GraphQL?' },
  { question: 'Where can I see my tax return?' },
  { question: 'What is the PIN of the emergency bridge?' },
  { question: 'Can Tom Becker approve a late refund?' },
  { question: 'Do you have an office in Madrid?' },
  { question: 'Kann ich Rechnungen per Post verschicken?', language: 'de' },
  { question: '¿Puedo pagar con Bizum?', language: 'es' },
  { question: 'Can I pay in Swiss francs?' },
  { question: 'How do I record mileage expenses?' },
  { question: 'Do you have a Slack integration?' },
  { question: 'Can I send invoices by post?' },
  { question: 'What is the reason code for a slow reply credit?' },
  { question: 'Who orders the failover to the Dublin site?' },
  { question: 'Can I get a loan through Lumen Ledger?' },
  { question: 'How do I export to DATEV?' },
  { question: 'Can two companies share one account?' },
  { question: 'Gibt es eine App für die Apple Watch?', language: 'de' },
  { question: '¿Puedo importar datos desde Excel con macros?', language: 'es' },
]
