// The meeting as it would be, drawn anew at every choice. Nothing is planned before the button is pressed.
import { post } from './post.js';

const PAUSE = 150

class MeetingPreview extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    this.form = this.querySelector('form')
    this.querySelector('.planning__look').hidden = true
    this.form.addEventListener('change', () => this.wait(), { signal })
  }

  disconnectedCallback() {
    this.listeners.abort()
    clearTimeout(this.timer)
  }

  wait() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.draw(), PAUSE)
  }

  async draw() {
    const body = new FormData(this.form)
    body.set('preview', '1')
    const asked = this.asked = Symbol('asked')
    try {
      const response = await post(location.href, body)
      const page = new DOMParser().parseFromString(await response.text(), 'text/html')
      const fresh = page.querySelector('[data-live]')
      // What has been chosen since has been asked about since.
      if (asked !== this.asked || !fresh) return
      this.propose(fresh.dataset.proposed)
      this.querySelector('[data-live]').replaceChildren(...document.adoptNode(fresh).childNodes)
      for (const minutes of page.querySelectorAll('[data-topic]')) {
        this.querySelector(`[data-topic="${CSS.escape(minutes.dataset.topic)}"]`).textContent = minutes.textContent.trim()
      }
      this.querySelector('[data-sum]').textContent = this.querySelector('.planning__when, .planning__none')?.textContent.trim() ?? ''
    } catch {
      // The plan itself is made by the button.
    }
  }

  // Another length has room for other topics, as long as nobody has chosen by hand.
  propose(topics) {
    if (!topics) return
    for (const box of this.form.querySelectorAll('[name="topics"]')) box.checked = topics.split(' ').includes(box.value)
    const { usual, minutes, proposed_for: proposed } = this.form.elements
    proposed.value = usual.value === 'own' ? minutes.value : usual.value
  }
}

customElements.define('meeting-preview', MeetingPreview)
