// Keeps the page up to date without reloading it. Without this file everything still works, by reload.

const REFRESH_MS = 30_000
const SETTLE_MS = 60

const parse = async (response) => new DOMParser().parseFromString(await response.text(), 'text/html')

const showLocalTimes = () => {
  const format = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })
  for (const time of document.querySelectorAll('time[data-time]')) {
    time.textContent = format.format(new Date(time.dateTime))
  }
}

// What every region was last given: shown times are changed afterwards, so the document itself can't tell.
const given = new Map()
const remember = (region) => given.set(region.id, region.innerHTML)

// The focus survives because whatever can have it has an id; scrolling and half-written text because only the content
// of a region that changed is replaced.
const swap = (fresh, selector) => {
  const focused = document.activeElement?.id
  for (const region of document.querySelectorAll(selector)) {
    const next = fresh.getElementById(region.id)
    if (!next || next.innerHTML === given.get(region.id)) continue
    region.innerHTML = next.innerHTML
    remember(region)
  }
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus()
  showLocalTimes()
}

const refresh = async () => {
  const response = await fetch(location.href)
  if (response.ok) swap(await parse(response), '[data-live]')
}

let pending
const refreshSoon = () => {
  clearTimeout(pending)
  pending = setTimeout(refresh, SETTLE_MS)
}

const show = async (response) => {
  const fresh = await parse(response)
  history.pushState(null, '', response.url)
  document.body.dataset.view = fresh.body.dataset.view
  swap(fresh, '[data-live], [data-own]')
  bindKeys()
}

const send = async (form, button) => {
  const fields = new URLSearchParams(new FormData(form, button))
  const response = await fetch(form.action, { method: 'POST', body: fields })
  if (!response.ok) return form.submit()
  form.reset()
  await show(response)
  if (form.id !== 'manage') document.querySelector(`#${form.id} textarea`)?.focus()
}

const bindKeys = () => {
  for (const box of document.querySelectorAll('textarea[data-enter]')) {
    box.onkeydown = (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
      event.preventDefault()
      box.form.requestSubmit()
    }
  }
}

document.addEventListener('submit', (event) => {
  event.preventDefault()
  void send(event.target, event.submitter)
})

document.addEventListener('click', async (event) => {
  const link = event.target.closest('a[href^="/?"]')
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return
  event.preventDefault()
  await show(await fetch(link.href))
})

window.addEventListener('popstate', () => location.reload())

const events = new EventSource('/play/events')
events.addEventListener('change', refreshSoon)
events.addEventListener('open', refreshSoon)
setInterval(refresh, REFRESH_MS)

document.querySelectorAll('[data-live], [data-own]').forEach(remember)
bindKeys()
showLocalTimes()
