// The leader's screen: fetched anew, as the server draws it, whenever the meeting has changed, but never under the hands
// of one who writes. Between that only the clock moves.
import { hear, tell } from './bus.js';
import { asDigits } from './clock-time.js';

class MeetingLead extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    hear('meeting-state', detail => this.follow(detail), { signal })
    hear('meeting-lost', () => this.tellLost(true), { signal })
    hear('meeting-found', () => this.tellLost(false), { signal })
    this.addEventListener('submit', event => this.press(event), { signal })
    this.addEventListener('focusout', () => this.isStale && setTimeout(() => this.refresh()), { signal })
    this.ahead = 0
    this.timer = setInterval(() => this.tick(), 250)
    this.tick()
  }

  disconnectedCallback() {
    this.listeners.abort()
    clearInterval(this.timer)
  }

  press(event) {
    if (!event.submitter?.matches('[name="do"]') || event.submitter.value === 'end') return
    event.preventDefault()
    this.focused = event.submitter.id
    tell('meeting-press', { do: event.submitter.value })
  }

  follow({ state, ahead }) {
    this.ahead = ahead
    this.dataset.ends = state.ends ?? ''
    this.dataset.left = state.left ?? ''
    const seen = JSON.stringify({ ...state, ends: 0, left: 0 })
    if (this.seen !== undefined && seen !== this.seen) this.refresh()
    this.seen = seen
  }

  async refresh() {
    this.isStale = Boolean(this.querySelector('textarea:focus, input:focus, details[open] textarea:not(:placeholder-shown)'))
      && [...this.querySelectorAll('.agreement-form :is(textarea, input:not([type="hidden"]))')].some(field => field.value)
    if (this.isStale) return
    try {
      const response = await fetch(location.pathname, { headers: { Accept: 'text/html' } })
      const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('meeting-lead')
      const focused = this.focused ?? document.activeElement?.id
      this.replaceChildren(...document.adoptNode(fresh).childNodes)
      const control = focused && document.getElementById(focused)
      if (control) (control.disabled ? document.getElementById('forrige') : control)?.focus()
      this.focused = null
      this.tick()
    } catch {
      // The next change tries again, and the notice says that the network is gone.
    }
  }

  tick() {
    const place = this.querySelector('.lead-view__clock')
    if (!place || !this.dataset.ends) return
    const left = this.dataset.left ? Number(this.dataset.left) : Number(this.dataset.ends) - Date.now() - this.ahead
    const seconds = Math.ceil(Math.abs(left) / 1000)
    place.textContent = `${left < -1000 ? '−' : ''}${asDigits(seconds)}`
    place.toggleAttribute('data-over', left < 0)
  }

  tellLost(isLost) {
    this.querySelector('.lead-view__lost').hidden = !isLost
  }
}

customElements.define('meeting-lead', MeetingLead)
