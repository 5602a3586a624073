// Keeps a screen in step with the record of the meeting: asks every second, and tells what it hears. What is pressed here
// comes as «meeting-press» and is sent in its order; without a network it waits, and is not lost.
import { hear, tell } from './bus.js';
import { post } from './post.js';

const EVERY = 1000
const AT_MOST = 10_000

class MeetingLive extends HTMLElement {
  queue = []
  tag = ''
  failures = 0

  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    this.version = Number(this.dataset.version)
    hear('meeting-press', detail => this.press(detail), { signal })
    document.addEventListener('visibilitychange', () => document.hidden || this.ask(), { signal })
    window.addEventListener('online', () => this.ask(), { signal })
    this.ask()
  }

  disconnectedCallback() {
    this.listeners.abort()
    clearTimeout(this.timer)
  }

  async ask() {
    clearTimeout(this.timer)
    if (document.hidden) return
    try {
      const response = await fetch(this.dataset.state, { headers: this.tag ? { 'If-None-Match': this.tag } : {}, cache: 'no-store' })
      // The meeting is deleted, or this browser has been put out: nobody will answer here any more.
      if (response.status === 404 || response.status === 429) return tell('meeting-over')
      if (response.status !== 304 && !response.ok) throw new Error(response.status)
      this.find()
      if (response.status === 200) {
        const state = await response.json()
        // What we have pressed is newer than what was answered before it.
        if (!this.queue.length && state.version >= this.version) {
          this.tag = response.headers.get('ETag')
          this.pass(state, response)
        }
      }
      if (this.queue.length) this.send()
    } catch {
      this.lose()
    }
    const wait = Math.min(AT_MOST, EVERY * 2 ** this.failures)
    this.timer = setTimeout(() => this.ask(), wait * (0.9 + 0.2 * Math.random()))
  }

  // Only the last of several moves in a row matters.
  press(fields) {
    if (fields.do === 'go' && this.queue.at(-1)?.do === 'go' && !(this.isSending && this.queue.length === 1)) this.queue.pop()
    this.queue.push({ ...fields, pressedAt: Date.now() })
    this.send()
  }

  async send() {
    if (this.isSending) return
    this.isSending = true
    try {
      while (this.queue.length) {
        const body = new FormData(this.querySelector('form'))
        const { pressedAt, ...fields } = this.queue[0]
        const age = Date.now() - pressedAt
        for (const [name, value] of Object.entries({ ...fields, age, version: this.version })) body.set(name, value)
        const response = await post(this.dataset.drive, body)
        if (response.status === 404) {
          this.queue = []
          tell('meeting-over')
          break
        }
        if (!response.ok && response.status !== 409) throw new Error(response.status)
        const state = await response.json()
        this.version = state.version
        this.queue.shift()
        // Somebody else was first: what we pressed after it was about something that is no more.
        if (response.status === 409) this.queue = []
        this.find()
        if (!this.queue.length) this.pass(state, response)
        if (response.status === 409) tell('meeting-refused')
      }
    } catch {
      this.lose()
    }
    this.isSending = false
  }

  // Passes on what was answered.
  pass(state, response) {
    this.version = state.version
    const ahead = Number(response.headers.get('X-Now')) - Date.now()
    const isOwn = state.by === this.dataset.device
    for (const field of document.querySelectorAll('input[data-version]')) field.value = state.version
    tell('meeting-state', { state, isOwn, ahead })
  }

  find() {
    if (this.failures) tell('meeting-found')
    this.failures = 0
  }

  lose() {
    this.failures++
    tell('meeting-lost')
  }
}

customElements.define('meeting-live', MeetingLive)
